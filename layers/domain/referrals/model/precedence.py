"""Which of two facts of one name holds, the same in whichever order they come."""

import hashlib

from referrals.model.conversion import (
    CancellationFact,
    Dispute,
    DisputeFact,
    Fact,
    OrderFact,
    Payment,
    RefundFact,
)


def supersedes(new: Fact, old: Fact | None) -> bool:
    """Whether `new` replaces `old`: newest by the source's clock, the higher rank on a tie."""
    return old is None or (new.updated_at, rank(new)) > (old.updated_at, rank(old))


def rank(fact: Fact) -> str:
    """Decides between facts of one name and moment, the same way in whichever order they come.

    Shops' clocks tick in seconds, so a pending and a paid order often carry the same one: what
    says more wins, and between equals any fixed order will do.
    """
    match fact:
        case OrderFact():
            weight = PAYMENT_RANK[fact.payment]
        case RefundFact():
            weight = max(fact.amount_minor, 0)
        case DisputeFact():
            weight = _DISPUTE_RANK[fact.standing]
        case CancellationFact():
            weight = 0
    return f"{weight:016d}{hashlib.sha256(repr(fact).encode()).hexdigest()[:16]}"


PAYMENT_RANK = {
    Payment.PENDING: 0,
    Payment.PARTIAL: 1,
    Payment.NOTHING_DUE: 2,
    Payment.PAID: 3,
}
_DISPUTE_RANK = {Dispute.OPEN: 0, Dispute.WON: 1, Dispute.LOST: 2}
