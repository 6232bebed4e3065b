"""The doubts that hold a report back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from referrals.model.era import EARLIEST, epoch_milliseconds, moment_of
from referrals.model.order.conversion import Amounts, CancellationFact, Fact, RefundFact, Report
from referrals.model.order.dispute import Dispute, DisputeFact
from referrals.model.order.receipt import clip_report, doubt
from tests.world import AT, DAY, NOW, an_order

MS = AT * 1000


def doubt_of(fact: Fact) -> str:
    return doubt(Report("1001", (fact,)), ("EUR", "JPY"), NOW).partition(":")[0]


@pytest.mark.parametrize(
    "fact",
    [
        an_order(),
        an_order(amounts=Amounts("EUR", 0)),
        an_order(amounts=Amounts("JPY", 100)),
        an_order(version_ms=MS + DAY * 1000),
        RefundFact("1", 0, MS),
        RefundFact("1", 100, MS, currency="EUR"),
        CancellationFact("", epoch_milliseconds(EARLIEST)),
        an_order(occurred_at=EARLIEST),
        an_order(occurred_at=NOW + timedelta(seconds=DAY)),
        DisputeFact("1", Dispute.LOST, 0, MS, "EUR"),
    ],
)
def test_an_honest_fact_raises_no_doubt(fact: Fact) -> None:
    assert doubt_of(fact) == ""


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        (an_order(amounts=Amounts("USD", 100)), "wrong_currency"),
        (RefundFact("1", 100, MS, currency="USD"), "wrong_currency"),
        (an_order(amounts=Amounts("EUR", -1)), "negative_amount"),
        (an_order(amounts=Amounts("EUR", 100, tax_minor=-1)), "negative_amount"),
        (RefundFact("1", -1, MS), "negative_amount"),
        (DisputeFact("1", Dispute.OPEN, -1, MS), "negative_amount"),
        (an_order(amounts=Amounts("EUR", 10**16)), "impossible_amount"),
        (an_order(version_ms=MS + DAY * 1000 + 1), "impossible_moment"),
        (CancellationFact("", epoch_milliseconds(EARLIEST) - 1), "impossible_moment"),
        (an_order(occurred_at=EARLIEST - timedelta(seconds=1)), "impossible_moment"),
        (an_order(occurred_at=NOW + timedelta(seconds=DAY + 1)), "impossible_moment"),
        (an_order(occurred_at=moment_of(-62_135_596_800)), "impossible_moment"),
        (DisputeFact("1", Dispute.OPEN, 100, MS, "USD"), "wrong_currency"),
        (an_order(order_name="half \ud83d"), "unstorable_text"),
    ],
)
def test_a_doubtful_fact_says_why(fact: Fact, reason: str) -> None:
    assert doubt_of(fact) == reason


def test_one_doubtful_fact_holds_the_whole_report() -> None:
    report = Report("1001", (an_order(), RefundFact("1", -1, MS)))

    assert doubt(report, "EUR", NOW).startswith("negative_amount")


PARTS = ("tax_minor", "shipping_minor", "tips_minor", "gift_cards_minor", "duties_minor")


def amounts_with_part(part: str, minor: int) -> Amounts:
    given: dict[str, Any] = {part: minor}
    return replace(Amounts("EUR", 5000), **given)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("told", "counts"), [(-200, 0), (0, 0), (5000, 5000), (5001, 5000)])
def test_a_part_counts_from_nothing_to_all_of_the_amount(part: str, told: int, counts: int) -> None:
    order = an_order(amounts=amounts_with_part(part, told))

    report = clip_report(Report("1001", (order,)))

    assert report.facts == (an_order(amounts=amounts_with_part(part, counts)),)
    assert doubt(report, "EUR", NOW) == ""


def test_an_amount_below_zero_is_doubted_and_never_clipped() -> None:
    facts = (an_order(amounts=Amounts("EUR", -1, tax_minor=-1)), RefundFact("1", -1, MS))

    for fact in facts:
        report = clip_report(Report("1001", (fact,)))
        assert doubt(report, "EUR", NOW).startswith("negative_amount")


@pytest.mark.parametrize(("told", "counts"), [(-1, 0), (500, 500), (2000, 1000)])
def test_no_more_shipping_goes_back_than_went_back(told: int, counts: int) -> None:
    (refund,) = clip_report(Report("1", (RefundFact("1", 1000, MS, shipping_minor=told),))).facts

    assert refund == RefundFact("1", 1000, MS, shipping_minor=counts)
