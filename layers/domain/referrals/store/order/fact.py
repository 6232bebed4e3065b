"""Facts as an order's item keeps them, and the contact as a body's does: read back as they were."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.order.claim import ClaimFact, CorrectionFact, HoldFact
from referrals.model.order.contact import usable_contact
from referrals.model.order.conversion import (
    Act,
    ActFact,
    Amounts,
    CancellationFact,
    Contact,
    Dispute,
    DisputeFact,
    Fact,
    OrderFact,
    Payment,
    PaymentFact,
    RefundFact,
    ReviewFact,
    Signals,
    StartFact,
    Traces,
)
from referrals.model.order.precedence import FIRST_NAMES
from referrals.model.order.provenance import Provenance

# A payment fact stands under its name, beside the order fact that it came from.
PAYMENT = "payment#"
_MOMENTS = ("occurred_at", "happened_at")


@dataclass(frozen=True, slots=True)
class RecordedFact:
    """A fact with where and when it was learnt."""

    fact: Fact
    body: str
    """Hash of the body that told it."""
    recorded_at: datetime
    via: Provenance = Provenance.WEBHOOK
    standing: tuple[int, str] = (0, "")
    """As it was recorded: what a newcomer is measured by, whatever was taken off the fact since."""


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
    return {"updated_at": payment.version_ms, **{n: v for n, v in amounts.items() if v}}


def read_fact(stored: Item) -> Fact:
    if "amounts" in stored:
        parts = {
            "payment": Payment(stored["payment"]),
            "amounts": Amounts(**_fields(Amounts, stored["amounts"])),
            "signals": Signals(**_fields(Signals, stored["signals"])),
            "traces": Traces(**_fields(Traces, stored.get("traces", {}))),
            "savings": tuple((str(code), int(minor)) for code, minor in stored.get("savings", ())),
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
    if "review_id" in stored:
        return ReviewFact(**_fields(ReviewFact, stored))
    if "subscription" in stored:
        fields = _fields(ActFact, stored)
        return ActFact(**{**fields, "act": Act(fields["act"])})
    if "start_id" in stored:
        return StartFact(**_fields(StartFact, stored))
    if "hold_id" in stored:
        return HoldFact(**_fields(HoldFact, stored))
    return CancellationFact(**_fields(CancellationFact, stored))


def stored_fact(fact: Fact) -> Item:
    """All of it; its moments in epoch seconds, its version as what it was when it came."""
    fields = {FIRST_NAMES.get(name, name): value for name, value in asdict(fact).items()}
    if "traces" in fields:
        fields["traces"] = {n: value for n, value in fields["traces"].items() if value}
    for name in ("traces", "savings"):
        if not fields.get(name):
            fields.pop(name, None)
    return {**fields, **{n: epoch_seconds(fields[n]) for n in _MOMENTS if n in fields}}


def _fields(kind: Any, stored: Item) -> Item:
    """What `kind` has of it: during a deploy, older code meets newer items."""
    names = {name: FIRST_NAMES.get(name, name) for name in kind.__slots__}
    found = {name: stored[there] for name, there in names.items() if there in stored}
    found |= {name: moment_of(found[name]) for name in _MOMENTS if name in found}
    return {name: tuple(v) if isinstance(v, list) else v for name, v in found.items()}


def read_recorded_fact(stored: Item) -> RecordedFact:
    fact, at = read_fact(stored), moment_of(stored["recorded_at"])
    said = isinstance(fact, ClaimFact | CorrectionFact | ReviewFact | HoldFact)
    # Items of older code don't say how they came.
    via = Provenance.PERSON if said else Provenance(stored.get("via", Provenance.WEBHOOK))
    return RecordedFact(fact, stored["body"], at, via, (fact.version_ms, stored.get("rank", "")))


def contact_item(contact: Contact) -> Item:
    said_at = contact.said_at
    said = {"said_at": epoch_seconds(said_at) if said_at else None}
    return {**asdict(usable_contact(contact)), **said}


def read_contact(item: Item) -> Contact:
    """A `may_write` of bodies from before `said_at` is False where nothing was said, too."""
    said_at, agreed = item.get("said_at"), item.get("may_write")
    given = agreed if "said_at" in item else agreed or None
    moment = moment_of(said_at) if said_at else None
    return usable_contact(Contact(**{**item, "may_write": given, "said_at": moment}))
