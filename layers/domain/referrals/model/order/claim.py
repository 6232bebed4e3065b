"""What people say about an order beside its shop: who recommended it, who really did, and whether
its reward is to wait.

A claim is a friend's or an advocate's word, judged like any other hint. A correction is the
merchant's, with a reason and a name under it, and so is a word on the reward's wait. A review is
what people say of an order that is looked at. All are facts of the order and are never changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from referrals.model.era import moment_of
from referrals.model.errors import NotFoundError, RefusedError

MOST_CLAIMS = 5
# Beside those, of whoever reads the page of their own order: others may know their address.
MOST_OWN_CLAIMS = 5
# Of those whom the order does not name, or does not name yet, all together.
MOST_OTHER_CLAIMS = 25
MOST_CORRECTIONS = 10
MOST_REVIEWS = 20
MOST_HOLDS = 20
LONGEST_SAID = 280
LONGEST_REASON = 280
LONGEST_MAKER = 80


class TooManyClaimsError(RefusedError):
    code = "too_many_claims"


class TooManyCorrectionsError(RefusedError):
    code = "too_many_corrections"


class TooManyReviewsError(RefusedError):
    code = "too_many_reviews"


class ClaimNotFoundError(NotFoundError):
    code = "claim_not_found"


class Claimant(StrEnum):
    """Who speaks."""

    FRIEND = "friend"
    """The person who bought."""
    ADVOCATE = "advocate"
    """The person who recommended."""


class ReviewAct(StrEnum):
    """What a word of a review does."""

    APPROVE = "approve"
    """A person lets the reward go ahead, whatever the checks say."""
    DENY = "deny"
    """A person says that there is none."""
    NOTE = "note"
    """A person leaves a word for the others; nothing changes by it."""
    APPEAL = "appeal"
    """Who was denied asks for another look; once an order."""
    SYSTEM_ALLOW = "system_allow"
    """The merchant's own system has nothing against the reward."""
    SYSTEM_HOLD = "system_hold"
    """It wants a person to look."""
    SYSTEM_DENY = "system_deny"
    """It vetoes the reward; a person may say otherwise."""


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """Somebody's word that this link's advocate recommended the shop for this order."""

    claim_id: str
    claimant: str
    code: str
    friend_hash: str
    """The friend's e-mail address, as a keyed hash and nothing else."""
    happened_at: datetime
    """When the recommendation was, to the second."""
    version_ms: int
    """When it was claimed, epoch milliseconds."""
    said: str = ""

    @property
    def name(self) -> str:
        return f"claim#{self.claim_id}"


@dataclass(frozen=True, slots=True)
class CorrectionFact:
    """The merchant's word on who brought the order, above every other hint."""

    correction_id: str
    number: int
    """The order's first, second, ... correction: the last one holds."""
    code: str
    """Empty for nobody."""
    reason: str
    made_by: str
    version_ms: int
    """When it was made, epoch milliseconds."""
    actor: str = ""
    """Whose key, or which person at the command line; facts from before don't say."""

    @property
    def name(self) -> str:
        return f"correction#{self.correction_id}"


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """One word about an order that is, was or may be looked at."""

    review_id: str
    number: int
    """The order's first, second, ... word: the last one of its kind holds."""
    act: str
    note: str
    made_by: str
    version_ms: int
    """When it was said, epoch milliseconds."""
    actor: str = ""
    """Whose key, or which person at the command line; facts from before don't say."""

    @property
    def name(self) -> str:
        return f"review#{self.review_id}"


def sort_reviews(facts: Iterable[object]) -> tuple[ReviewFact, ...]:
    """In the order in which they were said, numbered anew: names of an order may be joined."""
    said = [fact for fact in facts if isinstance(fact, ReviewFact)]
    said.sort(key=lambda fact: (fact.version_ms, fact.number, fact.name))
    return tuple(replace(fact, number=number) for number, fact in enumerate(said, 1))


def has_room(made: Sequence[str], friend: str, customer: str, *, proven: bool = False) -> bool:
    """Whether one more claim may be made: `made` has the hash of each claim's friend.

    Each friend has room of their own, so that nobody's made-up claims shut out the real one;
    whoever bought has theirs however many others there are, and more where it is `proven` that
    they ask.
    """
    if made.count(friend) >= MOST_CLAIMS + MOST_OWN_CLAIMS * proven:
        return False
    others = sum(each != customer for each in made)
    return friend == customer or others < MOST_OTHER_CLAIMS


def too_many_claims() -> TooManyClaimsError:
    return TooManyClaimsError(
        "as many claims as may be are made about this order already.",
        field="order_id",
        remedy="Once the order is reported, whoever placed it can claim all the same; the shop can "
        "correct its attribution.",
    )


def too_many_corrections() -> TooManyCorrectionsError:
    return TooManyCorrectionsError(
        f"this order was corrected {MOST_CORRECTIONS} times already.",
        field="order_id",
        remedy="Leave it as it stands.",
    )


def too_many_reviews() -> TooManyReviewsError:
    return TooManyReviewsError(
        f"this was said of the order {MOST_REVIEWS} times already.",
        field="id",
        remedy="Leave it as it stands.",
    )


class TooManyHoldsError(RefusedError):
    code = "too_many_holds"


class HoldAction(StrEnum):
    FREEZE = "freeze"
    """Nothing of the reward stands until somebody lifts it; its place is kept."""
    LIFT = "lift"
    """The freeze ends, and the reward stands as the order says."""
    RELEASE = "release"
    """The wait ends now instead of on its day."""


@dataclass(frozen=True, slots=True)
class HoldFact:
    """The merchant's word on the wait of the order's reward."""

    hold_id: str
    number: int
    """The order's first, second, ...: of freezes and lifts the last one holds."""
    action: str
    reason: str
    made_by: str
    version_ms: int
    """When it was said, epoch milliseconds."""
    actor: str = ""
    """Whose key, or which person at the command line; facts from before don't say."""

    @property
    def name(self) -> str:
        return f"hold#{self.hold_id}"


def is_frozen(holds: Sequence[HoldFact]) -> bool:
    """Whether the last freeze was not lifted since; `holds` in the order they were said in."""
    words = [fact.action for fact in holds if fact.action != HoldAction.RELEASE]
    return bool(words) and words[-1] == HoldAction.FREEZE


def release_moment(holds: Sequence[HoldFact]) -> datetime | None:
    """When somebody first ended the wait; None where nobody did."""
    said = [fact.version_ms for fact in holds if fact.action == HoldAction.RELEASE]
    return moment_of(min(said) // 1000) if said else None


def too_many_holds() -> TooManyHoldsError:
    return TooManyHoldsError(
        f"this order's reward was frozen, lifted or released {MOST_HOLDS} times already.",
        field="order_id",
        remedy="Leave it as it stands.",
    )
