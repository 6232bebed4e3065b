"""What customers answered when asked how likely they recommend the shop: the newest word of each
person whom the customer's address is of, as measures know it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.survey.survey import ScoreBand, Survey

BANDS = {
    ScoreBand.PROMOTER: "promoters",
    ScoreBand.PASSIVE: "passives",
    ScoreBand.DETRACTOR: "detractors",
}
"""Groups of customers, by the band of their newest answer."""
WITH_FRIEND, WITHOUT_FRIEND = "with_friend", "without_friend"
"""Advocates who answered: who brought a friend soon after it, and who brought none."""


@dataclass(frozen=True, slots=True)
class CustomerAnswer:
    """The newest answer of one person in one program; no words of theirs."""

    answered_at: datetime
    band: ScoreBand


def newest_survey(surveys: Iterable[Survey]) -> Survey | None:
    """Of one person's surveys in one program, by when each was first answered. None where none was
    answered."""
    found = [
        (each.answer.answered_at, each.number, each.answer.band, each)
        for each in surveys
        if each.answer
    ]
    return max(found, key=lambda each: each[:3])[-1] if found else None


def newest_answer(surveys: Iterable[Survey]) -> CustomerAnswer | None:
    """A changed answer counts as it reads now."""
    newest = newest_survey(surveys)
    if newest is None or newest.answer is None:
        return None
    return CustomerAnswer(newest.answer.answered_at.replace(microsecond=0), newest.answer.band)
