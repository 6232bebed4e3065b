"""A shop's own server, calling the API with events/api/*.json as they are or a little changed."""

import json
from typing import Any

from functions.api.app import handler
from referrals.model.session.api_key import Scope, describe_key, key_hash
from referrals.wiring import stores
from tests.template import ROOT
from tests.world import NOW, a_key, a_link, an_order, store_program

EVENTS = ROOT / "events/api"
KEY: str = json.loads((ROOT / "events/api_key.json").read_text())["key"]


def a_shop_with_a_key() -> None:
    store_program(None, a_link(), a_link("bens-code", advocate_id="adv_ben"))
    stores.conversions().record(a_key(), an_order(), body="sha", at=NOW)
    with_key(KEY, *Scope)


def with_key(text: str, *scopes: Scope) -> None:
    key = describe_key(text, "tests", scopes, now=NOW, random=bytes(10))
    stores.sessions().add_key(key_hash(text), key)


def event(name: str, **changes: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return {**loaded, **changes}


def call_api(name: str, headers: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    """The event's answer, with `headers` added to its own."""
    given = event(name, **changes)
    given["headers"] = {**given["headers"], **(headers or {})}
    return handler(given, None)


def body_of(answer: dict[str, Any]) -> Any:
    return json.loads(answer["body"])


def enrollment(email: str) -> str:
    return json.dumps({"program": "friends", "name": "Somebody", "email": email})


def enroll(email: str) -> dict[str, Any]:
    return call_api("enroll_advocate_base64", body=enrollment(email), isBase64Encoded=False)
