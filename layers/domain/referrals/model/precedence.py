"""Which of two facts of one name holds, the same in whichever order they come."""

import hashlib

from referrals.model.claim import ClaimFact, CorrectionFact
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
    says more wins, bad news before good, and between equals any fixed order will do.
    """
    match fact:
        case OrderFact():
            given_back = max(fact.given_back_minor, 0)
            weight = f"{fact.called_off:d}{given_back:016d}{PAYMENT_RANK[fact.payment]}"
        case RefundFact():
            weight = f"{max(fact.amount_minor, 0):016d}"
        case DisputeFact():
            weight = f"{_DISPUTE_RANK[fact.standing]:016d}"
        case CancellationFact():
            weight = f"{not fact.lifted:016d}"
        case ClaimFact() | CorrectionFact():
            weight = f"{0:016d}"  # Never replaced: each has a name of its own.
    return f"{weight}{hashlib.sha256(repr(fact).encode()).hexdigest()[:16]}"


PAYMENT_RANK = {
    Payment.PENDING: 0,
    Payment.PARTIAL: 1,
    Payment.NOTHING_DUE: 2,
    Payment.PAID: 3,
}
_DISPUTE_RANK = {Dispute.OPEN: 0, Dispute.WON: 1, Dispute.LOST: 2}
