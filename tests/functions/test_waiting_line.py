"""A line for the budget, through the functions: woken by streams, served by the clock."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from awswire.codec import encode_item
from functions.rewards.app import handler as rewards
from functions.schedule.app import handler as schedule
from referrals.desks import attribution as attribution_desk
from referrals.model.order.conversion import Amounts, CancellationFact, Fact, Signals
from referrals.model.session.api_key import Scope
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.wiring import clients, clock, stores
from tests.caller import KEY, body_of, call_api, with_key
from tests.corrector import shop
from tests.world import AT, NOW, a_key, an_order, hash_of

ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/ReferralsTable/stream/2026-11-22T00:00:00.000"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def opened(account: None) -> None:
    shop(limits={"budget_minor": 920, "when_spent": "wait"})
    allocate_budget("friends", 920, stores.tallies())
    with_key(KEY, *Scope)


def wake(key: str) -> None:
    """The stream's record of the referral as it is now."""
    item = clients.table("referrals").get({"referral_key": key})
    assert item
    image = {"NewImage": encode_item(item), "Keys": encode_item({"referral_key": key})}
    record: dict[str, Any] = {
        "eventID": "1",
        "eventName": "MODIFY",
        "eventSource": "aws:dynamodb",
        "eventSourceARN": ARN,
        "dynamodb": {**image, "SequenceNumber": "1"},
    }
    assert rewards({"Records": [record]}, None) == {"batchItemFailures": []}


def tell(order_id: str, at: datetime, *facts: Fact) -> None:
    key = a_key(order_id)
    for fact in facts:
        stores.conversions().record(key, fact, body="", at=at)
    attribute_conversion(key, attribution_desk.attribution(), now=at)
    wake(str(key))


def place(order_id: str) -> None:
    order = an_order(
        amounts=Amounts("EUR", 5000, tax_minor=798),
        signals=Signals(ref_codes=("ada-bakes",)),
        customer_hash=hash_of(f"{order_id}@example.com"),
    )
    tell(order_id, NOW, order)


def reason(order_id: str) -> str:
    reward = stores.referrals().get(str(a_key(order_id))).reward
    assert reward
    return reward.reason


def test_the_clock_serves_whoever_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    place("1")
    place("1001")
    assert reason("1001") == "budget_waits"
    tell("1", NOW, CancellationFact("customer", AT * 1000 + 1))

    monkeypatch.setattr(clock, "now", lambda: LATER)
    served = schedule({"job": "serve_line"}, None)
    monkeypatch.setattr(clock, "now", lambda: LATER + timedelta(seconds=1))
    wake(str(a_key("1001")))

    assert served == {"job": "serve_line", "recalled": 1, "failed": (), "left": 0}
    assert reason("1001") == "all_checks_passed"
    assert stores.tallies().line("friends", 9) == []
    assert asked("2026-11-22T09:31:00Z") == ("budget_waits", "same")
    assert asked("2026-11-22T10:00:00Z") == ("all_checks_passed", "same")


def asked(moment: str) -> tuple[str, str]:
    """What the API says of the order as it stood then."""
    told = body_of(call_api("read_conversion", queryStringParameters={"as_of": moment}))
    return told["decision"]["reason"], told["retaken"]["reward"]
