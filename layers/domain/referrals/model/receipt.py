"""What came of one delivery, and the doubts that keep a report from being believed."""

from dataclasses import dataclass
from enum import StrEnum

from referrals.model.claim import ClaimFact, CorrectionFact
from referrals.model.conversion import (
    Amounts,
    CancellationFact,
    DisputeFact,
    Fact,
    OrderFact,
    PaymentFact,
    RefundFact,
    Report,
)

# A clock that runs ahead further than this would make its fact the newest for ever.
CLOCK_SLACK_SECONDS = 86_400
_LARGEST_MINOR = 10**15


class Outcome(StrEnum):
    """What was done with a delivery."""

    RECORDED = "recorded"
    """At least one fact was news."""
    REPLAYED = "replayed"
    """All of it was known already, or newer is."""
    IGNORED = "ignored"
    """Understood, and of no consequence."""
    HELD = "held"
    """Genuine but not understood: kept for a person."""
    NOTED = "noted"
    """Not about an order: a request that the clock carries out."""


@dataclass(frozen=True, slots=True)
class Receipt:
    outcome: Outcome
    reason: str = ""
    order_id: str = ""


def doubt(report: Report, currency: str, received_at: int) -> str:
    """Why the report cannot be believed as it stands; empty when it can."""
    doubts = (_doubt(fact, currency, received_at) for fact in report.facts)
    return next((found for found in doubts if found), "")


def _doubt(fact: Fact, currency: str, received_at: int) -> str:
    if fact.updated_at > (received_at + CLOCK_SLACK_SECONDS) * 1000 or fact.updated_at < 0:
        return "impossible_moment: the fact is dated in the future or before 1970"
    named = _currency(fact)
    if named and named != currency:
        return f"wrong_currency: the amounts are in {named} and the program is in {currency}"
    amounts = _all_amounts(fact)
    if any(minor < 0 for minor in amounts):
        return "negative_amount: no amount may be below zero"
    if any(minor > _LARGEST_MINOR for minor in amounts):
        return "impossible_amount: an amount is larger than any order"
    return ""


def _currency(fact: Fact) -> str:
    match fact:
        case OrderFact():
            return fact.amounts.currency
        case RefundFact():
            return fact.currency
    return ""


def _all_amounts(fact: Fact) -> tuple[int, ...]:
    match fact:
        case OrderFact():
            return *_parts(fact.amounts), fact.given_back_minor
        case RefundFact():
            return fact.amount_minor, fact.shipping_minor
        case DisputeFact():
            return (fact.amount_minor,)
        case CancellationFact() | ClaimFact() | CorrectionFact() | PaymentFact():
            return ()


def _parts(amounts: Amounts) -> tuple[int, ...]:
    return (
        amounts.gross_minor,
        amounts.tax_minor,
        amounts.shipping_minor,
        amounts.tips_minor,
        amounts.gift_cards_minor,
        amounts.duties_minor,
        amounts.presentment_minor,
    )
