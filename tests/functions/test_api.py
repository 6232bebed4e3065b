"""Every events/api/*.json through the real handler."""

import json
from pathlib import Path
from typing import Any

import pytest

from functions.api.app import handler
from referrals import wiring
from referrals.model.api_key import Scope, describe_key, key_hash
from tests.template import ROOT
from tests.world import NOW, a_key, a_link, an_order, settled

EVENTS = ROOT / "events/api"
KEY: str = json.loads((ROOT / "events/api_key.json").read_text())["key"]
ANSWERS = {
    "enroll_advocate": (201, ""),
    "enroll_advocate_base64": (201, ""),
    "enroll_again_by_alias": (200, ""),
    "enroll_malformed": (422, "malformed"),
    "enroll_unknown_program": (404, "program_not_found"),
    "enroll_not_json": (422, "malformed"),
    "enroll_form": (415, "unsupported_media_type"),
    "list_advocates": (200, ""),
    "list_bad_cursor": (400, "bad_cursor"),
    "read_advocate": (200, ""),
    "read_statement": (200, ""),
    "read_unknown_advocate": (404, "person_not_found"),
    "issue_link": (201, ""),
    "issue_taken_code": (409, "code_taken"),
    "read_link": (200, ""),
    "read_unknown_link": (404, "link_not_found"),
    "read_odd_code": (400, "bad_code"),
    "pause_link": (200, ""),
    "draw_link_svg": (200, ""),
    "draw_link_png": (200, ""),
    "read_conversion": (200, ""),
    "read_unknown_conversion": (404, "conversion_not_found"),
    "read_program": (200, ""),
    "read_funnel": (200, ""),
    "read_funnel_backwards": (400, "bad_period"),
    "list_outbox": (200, ""),
    "resend_unknown_item": (404, "outbox_item_not_found"),
    "read_openapi": (200, ""),
    "no_key": (401, "unknown_key"),
    "unknown_key": (401, "unknown_key"),
    "unknown_path": (404, "no_such_path"),
    "wrong_method": (405, "method_not_allowed"),
}


@pytest.fixture
def shop(account: None) -> None:
    settled(None, a_link(), a_link("bens-code", advocate_id="adv_ben"))
    wiring.conversions().record(a_key(), an_order(), body="sha", at=1)
    with_key(KEY, *Scope)


def with_key(text: str, *scopes: Scope) -> None:
    key = describe_key(text, "tests", scopes, now=NOW, random=bytes(10))
    wiring.sessions().add_key(key_hash(text), key)


def event(name: str, **changes: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return {**loaded, **changes}


def asked(name: str, headers: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    """The event's answer, with `headers` added to its own."""
    given = event(name, **changes)
    given["headers"] = {**given["headers"], **(headers or {})}
    return handler(given, None)


def body_of(answer: dict[str, Any]) -> Any:
    return json.loads(answer["body"])


@pytest.mark.parametrize("path", sorted(EVENTS.glob("*.json")), ids=lambda path: str(path.stem))
def test_every_event_gets_the_answer_it_deserves(shop: None, path: Path) -> None:
    status, code = ANSWERS[path.stem]

    answer = asked(path.stem)

    assert answer["statusCode"] == status
    assert answer["headers"]["x-request-id"] == f"{path.stem}="
    if code:
        assert answer["headers"]["content-type"] == "application/problem+json"
        assert body_of(answer)["code"] == code
