"""Facts as an order's item keeps them: read back into what they were."""

from dataclasses import asdict
from typing import Any

from awswire.codec import Item
from referrals.model.order.claim import ClaimFact, CorrectionFact
from referrals.model.order.conversion import (
    Amounts,
    CancellationFact,
    Dispute,
    DisputeFact,
    Fact,
    OrderFact,
    Payment,
    PaymentFact,
    RefundFact,
    Signals,
)

# A payment fact stands under its name, beside the order fact that it came from.
PAYMENT = "payment#"


def read_payments(item: Item) -> tuple[PaymentFact, ...]:
    found = []
    for name, stored in item.items():
        if name.startswith(PAYMENT):
            _, kind, witness = name.split("#", 2)
            # Code of one evening kept the moment alone.
            stored = stored if isinstance(stored, dict) else {"updated_at": stored}
            amounts = Amounts(**_fields(Amounts, stored)) if "currency" in stored else None
            found.append(PaymentFact(kind == "paid", stored["updated_at"], witness, amounts))
    return tuple(found)


def stored_payment(payment: PaymentFact) -> Item:
    """Its moment, and of its amounts what isn't 0."""
    amounts = asdict(payment.amounts) if payment.amounts else {}
    return {"updated_at": payment.updated_at, **{n: v for n, v in amounts.items() if v}}


def read_fact(stored: Item) -> Fact:
    if "amounts" in stored:
        parts = {
            "payment": Payment(stored["payment"]),
            "amounts": Amounts(**_fields(Amounts, stored["amounts"])),
            "signals": Signals(**_fields(Signals, stored["signals"])),
        }
        return OrderFact(**{**_fields(OrderFact, stored), **parts})
    if "refund_id" in stored:
        return RefundFact(**_fields(RefundFact, stored))
    if "dispute_id" in stored:
        fields = _fields(DisputeFact, stored)
        return DisputeFact(**{**fields, "standing": Dispute(fields["standing"])})
    if "claim_id" in stored:
        return ClaimFact(**_fields(ClaimFact, stored))
    if "correction_id" in stored:
        return CorrectionFact(**_fields(CorrectionFact, stored))
    return CancellationFact(**_fields(CancellationFact, stored))


def _fields(kind: Any, stored: Item) -> Item:
    """What `kind` has of it: during a deploy, older code meets newer items."""
    found = {name: stored[name] for name in kind.__slots__ if name in stored}
    return {name: tuple(v) if isinstance(v, list) else v for name, v in found.items()}
