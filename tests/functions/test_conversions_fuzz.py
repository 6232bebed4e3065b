"""Whatever is thrown at the door, it never answers 500, and nothing that is genuine is lost."""

import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.conversions.app import handler
from referrals.model.order_key import ConversionKey
from referrals.providers.shops.registry import MODULES, find_source
from referrals.wiring import stores
from tests.log_metrics import count
from tests.shops.bad_bodies import bad_headers
from tests.shops.fact_modules import facts_of
from tests.template import ROOT
from tests.world import AT, NOW, store_program, webhook_secret

SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())
# One account for all examples: what one leaves behind may trip the next, which is the point.
shared = settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
names = st.sampled_from(["friends", "", *sorted(MODULES)]) | st.text(max_size=60)
SIGNED = {
    name: found.sign(SECRETS[name], b"{}", topic="orders/paid", now=NOW)
    for name in sorted(MODULES)
    if (found := find_source(name))
}
header_names = st.sampled_from(sorted({header for sent in SIGNED.values() for header in sent}))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
)


anything = json_values | st.sampled_from(
    ["-1", "1e400", "NaN", "", " ", "9" * 400, "\udc80", "2026-13-45", "0001-01-01", "EUR", 1.5, -1]
)


@pytest.fixture
def shop(account: None) -> None:
    store_program()
    for source, secret in SECRETS.items():
        webhook_secret(source, secret)


def answer(event: dict[str, Any]) -> int:
    found = handler(event, None)
    json.loads(found["body"])
    assert "Traceback" not in found["body"]
    return int(found["statusCode"])


@shared
@given(
    path=st.fixed_dictionaries({}, optional={"program": names, "source": names}) | st.none(),
    headers=st.dictionaries(header_names | st.text(max_size=20), st.text(max_size=80)) | st.none(),
    body=st.none() | st.text(max_size=100),
    base64_flag=st.booleans(),
    at=st.none() | st.integers(0, 2**45),
)
def test_no_request_is_answered_with_a_fault(
    shop: None,
    path: dict[str, str] | None,
    headers: dict[str, str] | None,
    body: str | None,
    base64_flag: bool,
    at: int | None,
) -> None:
    event = {
        "pathParameters": path,
        "headers": headers,
        "body": body,
        "isBase64Encoded": base64_flag,
        "requestContext": {"requestId": "r", "timeEpoch": at},
    }

    count("requests of any kind at the door", "all")
    assert answer(event) in (200, 400, 401, 404)


@shared
@pytest.mark.parametrize("source", sorted(MODULES))
@given(data=st.data())
def test_no_spoiled_header_is_answered_with_a_fault(
    shop: None, source: str, data: st.DataObject
) -> None:
    event = {
        "pathParameters": {"program": "friends", "source": source},
        "headers": data.draw(st.sampled_from(list(bad_headers(SIGNED[source])))),
        "body": "{}",
        "requestContext": {"requestId": "r", "timeEpoch": AT * 1000},
    }

    count("a source's own headers, spoiled", source)
    assert answer(event) in (200, 401)


def genuine(source: str, body: bytes) -> dict[str, Any]:
    found = find_source(source)
    assert found is not None
    event = {
        "pathParameters": {"program": "friends", "source": source},
        "headers": found.sign(SECRETS[source], body, topic="orders/paid", now=NOW),
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
        "requestContext": {"requestId": "r", "timeEpoch": AT * 1000},
    }
    answered = handler(event, None)
    assert answered["statusCode"] == 200
    told: dict[str, Any] = json.loads(answered["body"])
    return told


def require_kept(source: str, body: bytes, told: dict[str, Any]) -> None:
    """Its facts are in the table, or the bytes themselves are, or it is said why neither is."""
    match told["outcome"]:
        case "ignored":
            assert told["reason"]
        case "held":
            assert told["reason"]
            sha = hashlib.sha256(body).hexdigest()
            assert stores.bodies().held_raw("friends", source, sha).raw == body
        case outcome:
            assert outcome in ("recorded", "replayed")
            key = ConversionKey("friends", source, told["order_id"])
            assert stores.conversions().facts(key) or stores.aliases().find(key)


@shared
@pytest.mark.parametrize("source", sorted(MODULES))
@given(body=st.binary(min_size=1, max_size=60) | json_values.map(lambda v: json.dumps(v).encode()))
def test_no_genuine_body_is_answered_with_a_fault_or_lost(
    shop: None, source: str, body: bytes
) -> None:
    count("genuine bodies of any kind", source)
    require_kept(source, body, genuine(source, body))


@shared
@pytest.mark.parametrize("source", sorted(MODULES))
@given(data=st.data())
def test_no_order_with_anything_in_it_is_lost(shop: None, source: str, data: st.DataObject) -> None:
    """Bodies of a real shape, with anything at all in up to three of their places."""
    step = data.draw(st.sampled_from(facts_of(source).life))
    body = step.body(source, data.draw(st.integers(0, 3)))
    for _ in range(data.draw(st.integers(0, 3))):
        *way, last = data.draw(st.sampled_from(list(places(body))))
        inner = body
        for part in way:
            inner = inner[part]
        inner[last] = data.draw(anything)

    count("genuine orders with anything in their places", source)
    raw = json.dumps(body).encode()
    require_kept(source, raw, genuine(source, raw))


def places(body: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for name, inner in body.items() if isinstance(body, dict) else enumerate(body):
        yield (*way, name)
        if isinstance(inner, dict | list):
            yield from places(inner, (*way, name))
