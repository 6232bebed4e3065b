"""The doubts that hold a report back."""

import pytest

from referrals.model.conversion import (
    Amounts,
    CancellationFact,
    Dispute,
    DisputeFact,
    Fact,
    RefundFact,
    Report,
)
from referrals.model.receipt import doubt
from tests.world import AT, DAY, an_order

MS = AT * 1000


def doubted(fact: Fact) -> str:
    return doubt(Report("1001", (fact,)), "EUR", AT).partition(":")[0]


@pytest.mark.parametrize(
    "fact",
    [
        an_order(),
        an_order(amounts=Amounts("EUR", 0)),
        an_order(updated_at=MS + DAY * 1000),
        RefundFact("1", 0, MS),
        RefundFact("1", 100, MS, currency="EUR"),
        CancellationFact("", 0),
    ],
)
def test_an_honest_fact_raises_no_doubt(fact: Fact) -> None:
    assert doubted(fact) == ""


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
        (an_order(updated_at=MS + DAY * 1000 + 1), "impossible_moment"),
        (CancellationFact("", -1), "impossible_moment"),
    ],
)
def test_a_doubtful_fact_says_why(fact: Fact, reason: str) -> None:
    assert doubted(fact) == reason


def test_one_doubtful_fact_holds_the_whole_report() -> None:
    report = Report("1001", (an_order(), RefundFact("1", -1, MS)))

    assert doubt(report, "EUR", AT).startswith("negative_amount")
