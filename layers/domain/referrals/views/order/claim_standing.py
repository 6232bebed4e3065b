"""How does this claim stand? Read off what attribution decided, with the checks it went through."""

from enum import StrEnum

from pydantic import BaseModel

from referrals.model.attribution.decision import refusal_reason
from referrals.model.attribution.referral import Candidate, Referral
from referrals.model.moment import Moment, moment_of
from referrals.model.order.claim import ClaimFact, ClaimNotFoundError
from referrals.model.order.conversion import Conversion
from referrals.model.order_key import ConversionKey
from referrals.model.words.wording import Wording
from referrals.store.attribution.referral import Referrals
from referrals.store.order.conversion import Conversions
from referrals.views.order.decision_text import (
    AttributionText,
    CandidateText,
    attribution_text,
    candidate_text,
)


class ClaimStatus(StrEnum):
    """What came of a claim, in one word."""

    WAITING = "waiting"
    """Not judged yet: the order hasn't come or isn't paid, or attribution is at it."""
    ACCEPTED = "accepted"
    """The order is attributed by it."""
    REFUSED = "refused"
    """A check failed: `reason` says which, and `candidate` all of them."""
    ALREADY_ATTRIBUTED = "already_attributed"
    """Nothing speaks against it, but the order was attributed otherwise."""


class ClaimStanding(BaseModel):
    claim_id: str
    claimant: str
    code: str
    status: ClaimStatus
    reason: str
    happened_at: Moment
    claimed_at: Moment
    candidate: CandidateText | None
    """The claim after judging, with every check; None while it waits."""


class ClaimAnswer(ClaimStanding):
    program: str
    source: str
    order_id: str
    decision: AttributionText | None
    """The attribution that holds, with every candidate; None until it was taken."""


def claim_answer(
    key: ConversionKey,
    claim_id: str,
    conversions: Conversions,
    referrals: Referrals,
    *,
    words: Wording,
) -> ClaimAnswer:
    """The order by its greatest name."""
    conversion = conversions.find(key)
    claims = conversion.claims if conversion else ()
    claim = next((each for each in claims if each.claim_id == claim_id), None)
    if conversion is None or claim is None:
        raise ClaimNotFoundError(
            f"order {key.order_id} has no claim {claim_id}.",
            field="claim_id",
            remedy="Use the program, source, order_id and claim_id of the claim's own answer.",
        )
    referral = referrals.find(str(key))
    return ClaimAnswer(
        **claim_standing(claim, conversion, referral, words).model_dump(),
        program=key.program_id,
        source=key.source,
        order_id=key.order_id,
        decision=attribution_text(referral.attribution, words) if referral else None,
    )


def claims_of(
    key: ConversionKey, conversions: Conversions, referrals: Referrals, *, words: Wording
) -> tuple[ClaimStanding, ...]:
    """In the order in which they were made."""
    conversion, referral = conversions.state(key), referrals.find(str(key))
    return tuple(claim_standing(each, conversion, referral, words) for each in conversion.claims)


def claim_standing(
    claim: ClaimFact, conversion: Conversion, referral: Referral | None, words: Wording
) -> ClaimStanding:
    candidate = _newest_candidate(claim, referral)
    status, reason = _status(claim, conversion, referral, candidate)
    return ClaimStanding(
        claim_id=claim.claim_id,
        claimant=claim.claimant,
        code=claim.code,
        status=status,
        reason=reason,
        happened_at=claim.happened_at,
        claimed_at=moment_of(claim.version_ms // 1000),
        candidate=candidate_text(candidate, words) if candidate else None,
    )


def _newest_candidate(claim: ClaimFact, referral: Referral | None) -> Candidate | None:
    """By the newest decision that saw it."""
    if referral is None:
        return None
    seen = [each for each in referral.candidates if each.found_in == claim.name]
    return seen[-1] if seen else None


def _status(
    claim: ClaimFact,
    conversion: Conversion,
    referral: Referral | None,
    candidate: Candidate | None,
) -> tuple[ClaimStatus, str]:
    if referral is None or candidate is None:
        return ClaimStatus.WAITING, _waits_for(conversion)
    held = referral.attribution
    if any(each.chosen and each.found_in == claim.name for each in held.candidates):
        return ClaimStatus.ACCEPTED, held.reason
    if not candidate.valid:
        return ClaimStatus.REFUSED, refusal_reason(candidate)
    if referral.is_attributed:
        return ClaimStatus.ALREADY_ATTRIBUTED, held.reason
    return ClaimStatus.REFUSED, held.reason


def _waits_for(conversion: Conversion) -> str:
    if conversion.order is None:
        return "order_not_reported"
    return "not_judged_yet" if conversion.paid else "order_not_paid"
