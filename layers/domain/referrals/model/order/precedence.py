"""Which of two facts of one name holds, the same in whichever order they come."""

import hashlib
from datetime import datetime

from referrals.model.era import epoch_seconds
from referrals.model.order.claim import ClaimFact, CorrectionFact, HoldFact
from referrals.model.order.conversion import (
    NO_TRACES,
    ActFact,
    CancellationFact,
    Dispute,
    DisputeFact,
    Fact,
    OrderFact,
    Payment,
    PaymentFact,
    RefundFact,
    ReviewFact,
    StartFact,
)
from referrals.model.order.provenance import Provenance


def rank_of(fact: Fact, via: Provenance = Provenance.WEBHOOK) -> tuple[int, str]:
    """The greatest of one name holds: newest by the source's clock, the higher rank on a tie."""
    return fact.version_ms, rank(fact, via)


def rank(fact: Fact, via: Provenance = Provenance.WEBHOOK) -> str:
    """Decides between facts of one name and moment, the same way in whichever order they come.

    Shops' clocks tick in seconds, so a pending and a paid order often carry the same one: what
    says more wins, bad news before good, and between equals any fixed order will do. What was
    pulled yields to what was told; only an order that says more does not, or a payment whose
    webhook was lost in the second of another one would never count.
    """
    yields = "-" if via is Provenance.RECONCILIATION else ""  # Sorts before every digit.
    weight, mark = _weight(fact), hashlib.sha256(_spelling(fact).encode()).hexdigest()[:16]
    return f"{weight}{yields}{mark}" if isinstance(fact, OrderFact) else f"{yields}{weight}{mark}"


def _spelling(fact: Fact) -> str:
    """Every field of it, as the ranks beside stored facts were made of it: never to change."""
    fields = ((name, getattr(fact, name)) for name in fact.__slots__)
    # What came later is spelled where there is something of it.
    fields = ((name, value) for name, value in fields if (name, value) not in _SILENT)
    parts = (f"{FIRST_NAMES.get(name, name)}={_number(value)!r}" for name, value in fields)
    return f"{type(fact).__name__}({', '.join(parts)})"


def _number(value: object) -> object:
    return epoch_seconds(value) if isinstance(value, datetime) else value


def _weight(fact: Fact) -> str:
    """How much the fact says."""
    match fact:
        case OrderFact():
            given_back = max(fact.given_back_minor, 0)
            return f"{fact.called_off:d}{given_back:016d}{PAYMENT_RANK[fact.payment]}"
        case RefundFact():
            return f"{max(fact.amount_minor, 0):016d}"
        case DisputeFact():
            disputed = _ALL if fact.amount_minor is None else max(fact.amount_minor, 0)
            return f"{_DISPUTE_RANK[fact.standing]}{disputed:016d}"
        case CancellationFact():
            return f"{not fact.lifted:016d}"
        case ActFact():
            return f"{bool(fact.subscription):016d}"
        case StartFact():
            return f"{0:016d}"
        case ClaimFact() | CorrectionFact() | ReviewFact() | PaymentFact() | HoldFact():
            return f"{0:016d}"  # Each has a name of its own; of payments the newest holds.


# Of what came later, silence is no part of what a fact says: it ranks as it did before.
_SILENT = (("traces", NO_TRACES), ("savings", ()), ("actor", ""))
FIRST_NAMES = {"version_ms": "updated_at"}
"""Of fields that have another name by now: stored facts, and the hashes beside them, have these."""
PAYMENT_RANK = {
    Payment.PENDING: 0,
    Payment.PARTIAL: 1,
    Payment.NOTHING_DUE: 2,
    Payment.PAID: 3,
}
_DISPUTE_RANK = {Dispute.INQUIRY: 0, Dispute.OPEN: 1, Dispute.WON: 2, Dispute.LOST: 3}
# Disputed without an amount: more than any amount that is believed.
_ALL = 10**15 + 1
