"""How did the answers go, month by month? A score only where there are enough to say one."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import BaseModel

from referrals.model.survey.nps import net_promoter_score
from referrals.model.survey.survey import HIGHEST
from referrals.store.survey.survey import Surveys
from referrals.views.survey.listening_figures import PERIOD


class MonthScore(BaseModel):
    month: str
    """Such as 2026-11: of the question, so that both can be compared."""
    asked: int
    answers: int
    score: float | None
    """Net promoter score, -100 to 100; None where there are too few answers."""
    half_width: float | None
    """How far it may be off, with 95 % certainty."""


def monthly_scores(program_id: str, surveys: Surveys, now: datetime) -> list[MonthScore]:
    """Of the last twelve months and this one, the newest first; without those that nobody was
    asked in."""
    first, last = f"{now - PERIOD:%Y-%m}", f"{now:%Y-%m}"
    return scores_of(surveys.counters_by_month(program_id, first, last))[::-1]


def scores_of(months: Iterable[tuple[str, Mapping[str, int]]]) -> list[MonthScore]:
    """Of counters that were read already, in their order."""
    return [_score(month, dict(counts)) for month, counts in months]


def _score(month: str, counts: dict[str, int]) -> MonthScore:
    by_score = {score: counts.get(f"score_{score}", 0) for score in range(HIGHEST + 1)}
    found = net_promoter_score(by_score)
    return MonthScore(
        month=month,
        asked=counts.get("asked", 0),
        answers=found.answers,
        score=found.score,
        half_width=found.half_width,
    )
