"""Sign-ups and trials by the API: recorded once, as our own webhook's are."""

import json
from typing import Any

import pytest

from referrals.model.order.conversion import Act
from referrals.wiring import stores
from tests.caller import a_shop_with_a_key, body_of, call_api, event
from tests.world import a_key


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def report(key: str = "once", **changes: Any) -> dict[str, Any]:
    body = {**json.loads(event("report_act")["body"]), **changes}
    return call_api("report_act", {"idempotency-key": key}, body=json.dumps(body))


def test_a_sign_up_is_recorded_once() -> None:
    first, again = report(), report("anew")

    assert (first["statusCode"], again["statusCode"]) == (201, 200)
    assert body_of(first)["order_id"] == "signup-user-7"
    kept = stores.conversions().state(a_key("signup-user-7", "signed"))
    assert (kept.act, kept.paid) == (Act.SIGNUP, True)
    assert kept.order
    assert kept.order.signals.ref_codes == ("ada-bakes",)


def test_a_trial_is_named_by_its_subscription() -> None:
    answer = body_of(report(act="trial", id="sub-1"))

    kept = stores.conversions().state(a_key("trial-sub-1", "signed"))
    assert answer["outcome"] == "recorded"
    assert (kept.act, kept.subscription) == (Act.TRIAL, "sub-1")


def test_a_program_that_is_not_there_is_refused() -> None:
    assert report(program="nobody")["statusCode"] == 404
