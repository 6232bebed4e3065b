"""Whatever is thrown at the door, it never answers 500 and never shows a stack trace."""

import base64
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.conversions.app import handler
from referrals.providers.sources.registry import MODULES, find_source
from tests.template import ROOT
from tests.world import AT, settled, webhook_secret

SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())
# One account for all examples: what one leaves behind may trip the next, which is the point.
shared = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
names = st.sampled_from(["friends", "shopify", "signed", ""]) | st.text(max_size=60)
header_names = st.sampled_from(
    ["X-Shopify-Hmac-Sha256", "webhook-id", "webhook-timestamp", "webhook-signature"]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
)


@pytest.fixture
def shop(account: None) -> None:
    settled()
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

    assert answer(event) in (200, 400, 401, 404)


@shared
@pytest.mark.parametrize("source", sorted(MODULES))
@given(body=st.binary(min_size=1, max_size=60) | json_values.map(lambda v: json.dumps(v).encode()))
def test_no_genuine_body_is_answered_with_a_fault(shop: None, source: str, body: bytes) -> None:
    found = find_source(source)
    assert found is not None

    event = {
        "pathParameters": {"program": "friends", "source": source},
        "headers": found.sign(SECRETS[source], body, topic="orders/paid", now=AT),
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
        "requestContext": {"requestId": "r", "timeEpoch": AT * 1000},
    }

    assert answer(event) == 200
