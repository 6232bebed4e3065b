"""How likely do people recommend the shop, how sure is that, and how many answered at all?"""

from collections import Counter
from datetime import datetime, timedelta

from pydantic import BaseModel

from referrals.model.moment import Moment
from referrals.model.survey.nps import net_promoter_score
from referrals.model.survey.survey import HIGHEST
from referrals.store.survey.survey import Surveys

PERIOD = timedelta(days=365)


class ListeningFigures(BaseModel):
    """Of everybody who was asked in the last twelve months, and this one."""

    program: str
    score: float | None
    """Net promoter score, -100 to 100; None below 30 answers."""
    low: float | None
    high: float | None
    """Where it lies with 95 % certainty."""
    answers: int
    promoters: int
    passives: int
    detractors: int
    by_score: dict[int, int]
    asked: int
    """By letter or on their page."""
    mailed: int
    mail_answers: int
    """Of those who were asked by letter."""
    response_rate: float | None
    """Answers to letters in letters; None before the first one."""
    sentence: str
    as_of: Moment


def listening_figures(program_id: str, surveys: Surveys, now: datetime) -> ListeningFigures:
    """Reads twelve or thirteen counters, however many answered."""
    counts = Counter[str]()
    for month in surveys.months(program_id, f"{now - PERIOD:%Y-%m}", f"{now:%Y-%m}"):
        counts.update(month)
    by_score = {score: counts[f"score_{score}"] for score in range(HIGHEST + 1)}
    found = net_promoter_score(by_score)
    score, half = found.score, found.half_width
    low, high = _range(score, half)
    mailed = counts["mailed"]
    return ListeningFigures(
        program=program_id,
        score=round(score, 1) if score is not None else None,
        low=low,
        high=high,
        answers=found.answers,
        promoters=found.promoters,
        passives=found.passives,
        detractors=found.detractors,
        by_score=by_score,
        asked=counts["asked"],
        mailed=mailed,
        mail_answers=counts["mail_answers"],
        response_rate=round(counts["mail_answers"] / mailed, 3) if mailed else None,
        sentence=_sentence(score, half, found.answers),
        as_of=now,
    )


def _range(score: float | None, half: float | None) -> tuple[float | None, float | None]:
    if score is None or half is None:
        return None, None
    return round(max(score - half, -100), 1), round(min(score + half, 100), 1)


def _sentence(score: float | None, half: float | None, answers: int) -> str:
    if score is None or half is None:
        return f"Too few to say ({answers})."
    return f"NPS {score:+.0f}, give or take {half:.0f} points ({answers} answers)."
