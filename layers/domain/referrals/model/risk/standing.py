"""How an order stands with those who look at it: the checks' word, and people's above it."""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.order.claim import ReviewAct, ReviewFact
from referrals.model.risk.assessment import RiskAssessment
from referrals.model.risk.policy import RiskOutcome


class PersonsWord(StrEnum):
    """What a person last said of it."""

    NONE = ""
    """Nobody has said anything."""
    APPROVED = "approved"
    """The reward goes ahead."""
    DENIED = "denied"
    """There is none."""


class ReviewFigures(BaseModel):
    """What was said of an order, as far as its reward depends on it."""

    model_config = ConfigDict(frozen=True)
    word: PersonsWord = PersonsWord.NONE
    by: str = ""
    appeals: bool = False
    """An appeal waits: it came after the last word."""
    was_appealed: bool = False
    system: RiskOutcome | None = None
    """What the merchant's own system said, or the program's default for it; None so far."""


_OF_SYSTEM = {
    ReviewAct.SYSTEM_ALLOW: RiskOutcome.ALLOW,
    ReviewAct.SYSTEM_HOLD: RiskOutcome.HOLD,
    ReviewAct.SYSTEM_DENY: RiskOutcome.DENY,
}


def review_figures(reviews: Iterable[ReviewFact]) -> ReviewFigures:
    """Of the facts in their order; the same for the same facts, however they came."""
    found = ReviewFigures()
    said: dict[str, object]
    for fact in reviews:
        match fact.act:
            case ReviewAct.APPROVE:
                said = {"word": PersonsWord.APPROVED, "by": fact.made_by, "appeals": False}
            case ReviewAct.DENY:
                said = {"word": PersonsWord.DENIED, "by": fact.made_by, "appeals": False}
            case act if act in _OF_SYSTEM:
                said = {"system": _OF_SYSTEM[ReviewAct(act)]}
            case ReviewAct.APPEAL if not found.was_appealed:
                said = {"appeals": True, "was_appealed": True}
            case _:
                continue
        found = found.model_copy(update=said)
    return found


def outcome_of(assessment: RiskAssessment | None, review: ReviewFigures) -> RiskOutcome:
    """An appeal reopens what was denied and nothing else; a person's word stands above checks, and
    the harder of the checks' and the system's words holds."""
    checks = assessment.outcome if assessment else RiskOutcome.ALLOW
    checks = max(checks, review.system or RiskOutcome.ALLOW, key=lambda each: each.hardness)
    if review.word is PersonsWord.APPROVED:
        return RiskOutcome.ALLOW
    denied = review.word is PersonsWord.DENIED or checks is RiskOutcome.DENY
    if denied:
        return RiskOutcome.HOLD if review.appeals else RiskOutcome.DENY
    return checks
