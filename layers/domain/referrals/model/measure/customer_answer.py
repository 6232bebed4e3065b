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


def newest_answer(surveys: Iterable[Survey]) -> CustomerAnswer | None:
    """Of one person's surveys in one program, by when each was first answered; a changed answer
    counts as it reads now. None where none was answered."""
    found = [
        (each.answer.answered_at, each.number, each.answer.band) for each in surveys if each.answer
    ]
    if not found:
        return None
    answered_at, _, band = max(found)
    return CustomerAnswer(answered_at.replace(microsecond=0), band)
