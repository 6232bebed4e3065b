"""Where an order stands, told from its tables at every stage."""

from datetime import timedelta

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import reward as reward_desk
from referrals.model.order.conversion import (
    CancellationFact,
    Dispute,
    DisputeFact,
    Payment,
    RefundFact,
    Signals,
)
from referrals.model.words.wording import wording
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.order.conversion import ConversionNotFoundError
from referrals.views.order.explanation import Archive, Explanation, OrderStage, explanation
from referrals.wiring import stores
from tests.world import AT, NOW, a_key, an_order, store_program

MS = AT * 1000


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def explain() -> Explanation:
    archive = Archive(
        stores.conversions(),
        stores.referrals(),
        stores.grants(),
        stores.outbox(),
        stores.programs(),
    )
    return explanation(a_key(), archive, wording("en"))


def report(**changes: object) -> None:
    order = an_order(signals=Signals(ref_codes=("ada-bakes",)), **changes)
    stores.conversions().record(a_key(), order, body="sha", at=NOW)


def attribute() -> None:
    attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)


def test_an_order_goes_through_every_standing() -> None:
    report(payment=Payment.PENDING)
    seen = [explain().standing]
    report(version_ms=MS + 1)
    seen.append(explain().standing)
    attribute()
    seen.append(explain().standing)
    settle_rewards(str(a_key()), reward_desk.orders(), reward_desk.books(), now=NOW)
    seen.append(explain().standing)

    assert seen == [
        OrderStage.UNPAID,
        OrderStage.ATTRIBUTING,
        OrderStage.REWARDING,
        OrderStage.DELIVERING,
    ]


def test_an_unpaid_order_says_what_it_waits_for() -> None:
    report(payment=Payment.PENDING)
    before = explain().waits_for
    report(version_ms=MS + 1)

    assert before.startswith("The money (50.00 EUR): nothing is paid yet.")
    assert explain().waits_for == ""


def test_an_order_nobody_brought_has_come_to_its_end() -> None:
    stores.conversions().record(a_key(), an_order(), body="sha", at=NOW)
    attribute()

    assert explain().standing is OrderStage.UNATTRIBUTED


def test_a_refund_sets_it_moving_again() -> None:
    report()
    attribute()
    settle_rewards(str(a_key()), reward_desk.orders(), reward_desk.books(), now=NOW)
    stores.conversions().record(a_key(), RefundFact("1", 100, MS + 1), body="sha", at=NOW)

    assert explain().standing is OrderStage.ATTRIBUTING
    attribute()
    assert explain().standing is OrderStage.REWARDING


def test_what_goes_out_is_named() -> None:
    report()
    attribute()
    settle_rewards(str(a_key()), reward_desk.orders(), reward_desk.books(), now=NOW)

    purposes = [item.item_id.rpartition("#")[2] for item in explain().departures]
    assert "thanks" in purposes
    assert "welcome" in purposes


def test_every_fact_is_said_in_words() -> None:
    report(test=True)
    for fact in (
        RefundFact("1", 1250, MS, currency="EUR"),
        CancellationFact("customer", MS),
        DisputeFact("9", Dispute.OPEN, 5000, MS),
    ):
        stores.conversions().record(a_key(), fact, body="sha", at=NOW + timedelta(seconds=1))

    said = {fact.name: fact.said for fact in explain().facts}
    assert said == {
        "order": "50.00 EUR, paid, a test",
        "refund#1": "12.50 EUR given back",
        "cancellation": "called off: customer",
        "dispute#9": "50.00 EUR disputed, open",
    }


def test_an_order_never_reported_has_no_story() -> None:
    with pytest.raises(ConversionNotFoundError):
        explain()
