"""What the bank does about a payment: an inquiry, a chargeback, and how it ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Dispute(StrEnum):
    """Where a chargeback stands."""

    INQUIRY = "inquiry"
    """The bank asks and no money moved: nothing is lost, but no hold runs out while it lasts."""
    OPEN = "open"
    """The bank has taken the money back for now: counts as refunded while it lasts."""
    WON = "won"
    """The shop kept the money."""
    LOST = "lost"
    """The money is gone."""


@dataclass(frozen=True, slots=True)
class DisputeFact:
    dispute_id: str
    standing: Dispute
    amount_minor: int | None
    """The part of the order that is disputed, in the order's currency; None means all of it."""
    version_ms: int
    currency: str = ""
    """Empty for the order's currency."""

    @property
    def name(self) -> str:
        return f"dispute#{self.dispute_id}"


def disputed_minor(disputes: Iterable[DisputeFact], standing: Dispute, gross_minor: int) -> int:
    """What of an order of `gross_minor` the disputes that stand so are about."""
    amounts = [fact.amount_minor for fact in disputes if fact.standing is standing]
    whole = (gross_minor if amount is None else amount for amount in amounts)
    return min(sum(whole), gross_minor)
