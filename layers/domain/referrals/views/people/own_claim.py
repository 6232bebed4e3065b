"""How does this advocate's claim stand, and why? By the same reading as through the API."""

from referrals.model.attribution.referral import Verdict
from referrals.model.order.claim import ClaimFact
from referrals.model.order_key import ConversionKey
from referrals.model.words.wording import Wording
from referrals.store.attribution.referral import Referrals
from referrals.store.order.conversion import Conversions
from referrals.views.order.claim_standing import ClaimStatus, claim_standing


def claim_sentences(
    key: ConversionKey,
    claim: ClaimFact,
    conversions: Conversions,
    referrals: Referrals,
    *,
    words: Wording,
) -> tuple[str, ...]:
    """What came of it; of a refusal also why, and what would change that."""
    found = claim_standing(claim, conversions.state(key), referrals.find(str(key)), words)
    told = (words.say(f"own_claim.{found.status}"),)
    if found.status is not ClaimStatus.REFUSED:
        return told
    names = (f"why_own_claim.{found.reason}", f"why_claim.{found.reason}", "why_claim.other")
    reason = words.say(next(name for name in names if words.has(name)))
    checks = found.candidate.checks if found.candidate else ()
    remedies = [c.remedy for c in checks if c.verdict is Verdict.FAIL and c.remedy]
    return (*told, reason, *remedies[:1])
