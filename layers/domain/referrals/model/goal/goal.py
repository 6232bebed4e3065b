"""A community goal: so many friends from a day to a day, and what everybody has of it together.

What was promised never changes once it was started. It is reached exactly once; until it is closed
an order that goes back takes its friend off again, and afterwards it stays as it was.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from referrals.model.attribution.referral import Referral, RewardStatus
from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.model.expiry.terms import POINTS
from referrals.model.goodwill.goodwill import LONGEST_MAKER
from referrals.model.moment import Moment
from referrals.model.program.field import Name
from referrals.model.program.program import Program
from referrals.model.redemption.ending import with_ends
from referrals.model.reward.grant import home_shard
from referrals.model.reward.ledger import (
    EntryKind,
    Part,
    Posting,
    person_account,
    program_account,
)

MOST_TARGET = 100_000
LONGEST_TITLE = 120


class GoalNotFoundError(NotFoundError):
    code = "goal_not_found"


class GoalStartedError(ConflictError):
    """A goal of that name was started before: what it promised stays."""

    code = "goal_started"


class ImpossibleGoalError(RefusedError):
    code = "impossible_goal"


class GoalState(StrEnum):
    OPEN = "open"
    """It counts, from its first day to its last."""
    REACHED = "reached"
    """In time; what was promised is given, or was."""
    MISSED = "missed"
    """Its last day is over: it ends kindly."""
    ENDED = "ended"
    """A person of the shop ended it before."""


class GoalPromise(BaseModel):
    """What follows once it is reached: something for everyone who took part, or a donation."""

    model_config = ConfigDict(frozen=True)
    asset: str = ""
    """The program's currency or `points`, for everyone; empty for a donation."""
    amount: Annotated[int, Field(ge=1, le=10**9, strict=True)]
    """For each of them, or for the cause; in smallest units."""
    cause: str = ""
    cause_name: str = ""

    @property
    def is_donation(self) -> bool:
        return bool(self.cause)


class Goal(BaseModel):
    model_config = ConfigDict(frozen=True)
    program_id: str
    name: Name
    title: Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]
    """In the shop's own words, as people read it."""
    target: Annotated[int, Field(ge=1, le=MOST_TARGET, strict=True)]
    starts_at: Moment
    ends_at: Moment
    """The first moment that is too late."""
    promise: GoalPromise
    started_by: Annotated[str, Field(min_length=1, max_length=LONGEST_MAKER)]
    state: GoalState = GoalState.OPEN
    counted: int = 0
    closed_at: Moment | None = None
    cursor: str = ""
    """How far those who took part were told, and given what was promised."""
    settled_at: Moment | None = None
    """When the last of them was."""

    @property
    def goal_id(self) -> str:
        return f"{self.program_id}#{self.name}"

    @property
    def most_cost(self) -> int:
        """What the promise costs at the most: a friend and an advocate for each that counts."""
        return self.promise.amount * (1 if self.promise.is_donation else 2 * self.target)

    @property
    def is_due_to_settle(self) -> bool:
        return self.state is not GoalState.OPEN and self.settled_at is None

    def counts_at(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at


class GoalUnit(BaseModel):
    """One friend's first order, which counts once, and the two people who took part by it."""

    model_config = ConfigDict(frozen=True)
    key: str
    """Of the order."""
    advocate_id: str = ""
    friend_id: str = ""
    """Both are empty once their person was erased."""


def unit_of(referral: Referral) -> GoalUnit | None:
    """None for an order that brings no friend, or that went back, or whose reward doesn't stand:
    what wasn't worth one is nobody's step towards a goal."""
    reward, figures = referral.reward, referral.figures
    stands = reward is not None and (
        reward.status is RewardStatus.GRANTED or bool(reward.facts and reward.facts.parts)
    )
    if not (stands and referral.is_attributed and referral.friend_id and figures.first_order):
        return None
    if figures.test or figures.lost_minor >= max(figures.gross_minor, 1):
        return None
    return GoalUnit(
        key=referral.key,
        advocate_id=referral.attribution.advocate_id,
        friend_id=referral.friend_id,
    )


def require_possible_goal(goal: Goal, rules: Program, now: datetime) -> None:
    promise = goal.promise
    for field, text in (("title", goal.title), ("cause", promise.cause_name)):
        if not text.isprintable():
            raise _impossible(field, "people read it in letters: write it in one line.")
    if not goal.starts_at < goal.ends_at or goal.ends_at <= now:
        raise _impossible("until", "its last day has to come after its first, and is over.")
    if promise.is_donation is bool(promise.asset):
        raise _impossible("promise", "promise either something for everyone or a donation.")
    if promise.asset and promise.asset not in (rules.currency, POINTS):
        raise _impossible("asset", f"this program has {rules.currency} and {POINTS}.")


def _impossible(field: str, why: str) -> ImpossibleGoalError:
    return ImpossibleGoalError(why, field=field, remedy="Change that, and start it again.")


def goal_postings(goal: Goal, person_id: str, rules: Program, at: datetime) -> list[Posting]:
    """Theirs at once; it ends as any other credit or points of the program."""
    asset = goal.promise.asset
    giver = program_account(goal.program_id, asset, home_shard(f"{goal.goal_id}#{person_id}"))
    taker = person_account(person_id, goal.program_id, asset, Part.AVAILABLE)
    cause = f"goal#{goal.goal_id}"
    posting = Posting(giver, taker, goal.promise.amount, EntryKind.GOAL, cause)
    return with_ends([posting], rules, at)
