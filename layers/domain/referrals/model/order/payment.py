"""How far the money of an order has come, and what is known of that for good."""

from dataclasses import dataclass
from enum import StrEnum

from referrals.model.order.amounts import Amounts


class Payment(StrEnum):
    """How far the money has come, decided from the body and never from a topic's name."""

    PENDING = "pending"
    """Nothing is paid yet: draft, pending, authorised."""
    PARTIAL = "partial"
    """Some money has come; a reward waits for all of it, or stays where all had come before."""
    PAID = "paid"
    """All of it has come, now or at some time before a refund."""
    NOTHING_DUE = "nothing_due"
    """There was nothing to pay: a free or wholly gift-card order."""


@dataclass(frozen=True, slots=True)
class PaymentFact:
    """When an order was last said to be paid in full, or not to be.

    It follows from an order fact and outlasts it: a partial payment by itself doesn't tell
    whether more became due after all had been paid, or all of it has yet to come.
    """

    paid: bool
    version_ms: int
    witness: str = ""
    amounts: Amounts | None = None
    """What the order came to when all of it was paid."""

    @property
    def name(self) -> str:
        return f"payment#{'paid' if self.paid else 'unpaid'}#{self.witness}"
