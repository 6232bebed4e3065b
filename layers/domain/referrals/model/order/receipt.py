"""What came of one delivery, and the doubts that keep a report from being believed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from referrals.model.era import EARLIEST, epoch_milliseconds
from referrals.model.order.claim import ClaimFact, CorrectionFact, HoldFact
from referrals.model.order.conversion import (
    ActFact,
    Amounts,
    CancellationFact,
    DisputeFact,
    Fact,
    OrderFact,
    PaymentFact,
    RefundFact,
    Report,
    ReviewFact,
    StartFact,
)

# A clock that runs ahead further than this would make its fact the newest for ever.
CLOCK_SLACK = timedelta(days=1)
_FIRST_VERSION = epoch_milliseconds(EARLIEST)
_LARGEST_MINOR = 10**15
_PARTS = ("tax_minor", "shipping_minor", "tips_minor", "gift_cards_minor", "duties_minor")


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


def clip_report(report: Report) -> Report:
    """The report with each tax, fee or shipping between zero and its amount.

    Some shops write a credit as a negative tax: the total has it already.
    """
    return replace(report, facts=tuple(map(_clip_fact, report.facts)))


def _clip_fact(fact: Fact) -> Fact:
    match fact:
        case OrderFact():
            return replace(fact, amounts=_within(fact.amounts))
        case RefundFact():
            shipping = min(max(fact.shipping_minor, 0), max(fact.amount_minor, 0))
            return replace(fact, shipping_minor=shipping)
    return fact


def _within(amounts: Amounts) -> Amounts:
    most = max(amounts.gross_minor, 0)
    parts = {name: min(max(getattr(amounts, name), 0), most) for name in _PARTS}
    return replace(amounts, **parts, presentment_minor=max(amounts.presentment_minor, 0))


def doubt(report: Report, currencies: Sequence[str], received_at: datetime) -> str:
    """Why the report cannot be believed as it stands; empty when it can."""
    if not _storable(report):
        return "unstorable_text: half of a character stands where it would have to be kept"
    doubts = (_doubt(fact, currencies, received_at) for fact in report.facts)
    return next((found for found in doubts if found), "")


def _doubt(fact: Fact, currencies: Sequence[str], received_at: datetime) -> str:
    latest = received_at + CLOCK_SLACK
    if not _FIRST_VERSION <= fact.version_ms <= epoch_milliseconds(latest):
        return "impossible_moment: the fact is dated in the future or before 2000"
    if isinstance(fact, OrderFact) and not EARLIEST <= fact.occurred_at <= latest:
        return "impossible_moment: the order was placed in the future or before 2000"
    named = _currency(fact)
    if named and named not in currencies:
        known = " and ".join(currencies)
        return f"wrong_currency: the amounts are in {named} and the program is in {known}"
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
        case RefundFact() | DisputeFact():
            return fact.currency
    return ""


def _all_amounts(fact: Fact) -> tuple[int, ...]:
    match fact:
        case OrderFact():
            return *_parts(fact.amounts), fact.given_back_minor
        case RefundFact():
            return fact.amount_minor, fact.shipping_minor
        case DisputeFact():
            return (fact.amount_minor or 0,)
        case CancellationFact() | ClaimFact() | CorrectionFact() | ReviewFact():
            return ()
        case PaymentFact() | HoldFact() | ActFact() | StartFact():
            return ()


def _parts(amounts: Amounts) -> tuple[int, ...]:
    parts = (getattr(amounts, name) for name in _PARTS)
    return amounts.gross_minor, *parts, amounts.presentment_minor


def _storable(report: Report) -> bool:
    """Whether all of its text can be written as UTF-8: JSON may have a lone surrogate in it."""
    try:
        json.dumps(asdict(report), ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True
