"""A case: one order that a person is to look at, or has looked at; what the queue shows.

It follows the decision and is written with it, so the queue never says what the decision doesn't.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.identity import base32
from referrals.model.moment import Moment
from referrals.model.risk.assessment import RiskAssessment
from referrals.model.risk.policy import RiskOutcome
from referrals.model.risk.standing import PersonsWord, ReviewFigures

VETO = "risk_veto"
"""Stands among the checks for the merchant's own system."""


class CaseState(StrEnum):
    OPEN = "open"
    """Somebody has to look."""
    DENIED = "denied"
    """There is no reward; an appeal opens it again, once."""
    CLOSED = "closed"
    """Approved, or there is nothing to decide any more."""


class ReviewNote(BaseModel):
    """What of it its people are told."""

    model_config = ConfigDict(frozen=True)
    case_id: str
    rule: str
    """The check that weighed most; empty where none found anything."""
    answer_by: Moment
    may_appeal: bool


class ReviewCase(BaseModel):
    model_config = ConfigDict(frozen=True)
    case_id: str
    state: CaseState
    opened_at: Moment
    answer_by: Moment
    """What was promised to who waits."""
    answered_at: Moment | None = None
    """When a person gave the last answer; None while none did."""
    score: int = 0
    rules: tuple[str, ...] = ()
    """The checks that found something, the heaviest first."""
    appeals: bool = False
    """Whether it is open because who was denied asked for another look."""
    was_appealed: bool = False
    denied_at: Moment | None = None
    """When it was first denied, by a person or by the checks; what was reversed stays so."""
    reversed_at: Moment | None = None
    """When a person took the denial back."""

    @property
    def note(self) -> "ReviewNote":
        return ReviewNote(
            case_id=self.case_id,
            rule=self.rules[0] if self.rules else "",
            answer_by=self.answer_by,
            may_appeal=not self.was_appealed,
        )


@dataclass(frozen=True, slots=True)
class LateReview:
    """Somebody who waits longer than was promised."""

    program_id: str
    hours: int
    """Since the day that was promised."""


def case_id_of(key: str) -> str:
    """The order alone determines it."""
    digest = hashlib.sha256(f"review\n{key}".encode()).digest()
    return f"rev_{base32(int.from_bytes(digest[:16]), 26)}"


def state_of(outcome: RiskOutcome | None) -> CaseState:
    """None where something else than risk decided."""
    match outcome:
        case RiskOutcome.HOLD:
            return CaseState.OPEN
        case RiskOutcome.DENY:
            return CaseState.DENIED
    return CaseState.CLOSED


def next_case(
    known: ReviewCase | None,
    key: str,
    state: CaseState,
    *,
    risk: RiskAssessment | None,
    review: ReviewFigures,
    answer_within: timedelta,
    at: datetime,
) -> ReviewCase | None:
    """The case after a decision; None while there was never anything to look at."""
    if known is None and state is CaseState.CLOSED:
        return None
    opens = state is CaseState.OPEN and (
        known is None or known.state is not state or review.appeals > known.appeals
    )
    opened_at = at if opens or known is None else known.opened_at
    denied = state is CaseState.DENIED
    denied_at = known.denied_at if known else None
    denied_at = denied_at or (at if denied else None)
    return ReviewCase(
        case_id=case_id_of(key),
        state=state,
        opened_at=opened_at,
        answer_by=opened_at + answer_within if opens or known is None else known.answer_by,
        answered_at=_answered_at(known, review, state, at),
        score=risk.score if risk else 0,
        rules=_rules(risk, review),
        appeals=review.appeals,
        was_appealed=review.was_appealed,
        denied_at=denied_at,
        reversed_at=_reversed_at(known, review, denied_at, at),
    )


def _answered_at(
    known: ReviewCase | None, review: ReviewFigures, state: CaseState, at: datetime
) -> datetime | None:
    """Of the last word of a person; an order that is called off answers nothing."""
    if review.word is PersonsWord.NONE or review.appeals:
        return None
    before = known.answered_at if known and known.state is state else None
    return before or at


def _reversed_at(
    known: ReviewCase | None, review: ReviewFigures, denied_at: datetime | None, at: datetime
) -> datetime | None:
    if denied_at is None or review.word is not PersonsWord.APPROVED:
        return None
    return known.reversed_at if known and known.reversed_at else at


def _rules(risk: RiskAssessment | None, review: ReviewFigures) -> tuple[str, ...]:
    """A word of the merchant's own system against it comes first."""
    found = tuple(hit.rule for hit in risk.weightiest) if risk else ()
    return found if review.system in (None, RiskOutcome.ALLOW) else (VETO, *found)
