"""How does the word of a friend stand, who said whose recommendation brought them?

By the same reading of the decision as a claim through the API has, told in the friend's language.
"""

from dataclasses import dataclass

from referrals.model.attribution.referral import Referral, Verdict
from referrals.model.order.claim import Claimant, has_room
from referrals.model.order.conversion import Conversion
from referrals.model.program.program import Program
from referrals.model.words.wording import Wording
from referrals.views.order.claim_standing import ClaimStanding, ClaimStatus, claim_standing


@dataclass(frozen=True, slots=True)
class FriendClaim:
    """The newest word and what came of it, and whether another one can be said."""

    sentences: tuple[str, ...]
    """Empty where nothing was said yet."""
    waits: bool
    """Whether it is being judged: to be looked at again in a moment."""
    may_claim: bool


def friend_claim(
    conversion: Conversion, referral: Referral | None, rules: Program, words: Wording
) -> FriendClaim:
    """Of whoever placed the order: words that others made up about it are not theirs."""
    customer = conversion.order.customer_hash if conversion.order else ""
    theirs = [each for each in conversion.claims if each.friend_hash == customer]
    said = [each for each in theirs if each.claimant == Claimant.FRIEND]
    made = [each.friend_hash for each in conversion.claims]
    free = has_room(made, customer, customer, proven=True) and not rules.paused
    nobodys = referral is not None and not referral.is_attributed
    if not said:
        return FriendClaim((), waits=False, may_claim=nobodys and free)
    # What was said again is one fact, so the newest one may not be the last one pressed.
    standings = [claim_standing(each, conversion, referral, words) for each in said]
    accepted = [each for each in standings if each.status is ClaimStatus.ACCEPTED]
    found = accepted[-1] if accepted else standings[-1]
    waits = found.status is ClaimStatus.WAITING
    return FriendClaim(
        _sentences(found, words), waits=waits, may_claim=nobodys and free and not waits
    )


def _sentences(standing: ClaimStanding, words: Wording) -> tuple[str, ...]:
    if standing.status is not ClaimStatus.REFUSED:
        return (words.say(f"arrival.claim_{standing.status}"),)
    return (words.say("arrival.claim_refused"), *_refusal_reason(standing, words))


def _refusal_reason(standing: ClaimStanding, words: Wording) -> tuple[str, ...]:
    """The reason, and what would change it."""
    name = f"why_claim.{standing.reason}"
    reason = words.say(name if words.has(name) else "why_claim.other")
    checks = standing.candidate.checks if standing.candidate else ()
    remedies = [c.remedy for c in checks if c.verdict is Verdict.FAIL and c.remedy]
    return (reason, *remedies[:1])
