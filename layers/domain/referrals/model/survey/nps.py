"""The net promoter score: promoters less detractors, with how far it can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from referrals.model.survey.survey import HIGHEST

LEAST = 30
_95_PERCENT = 1.96


@dataclass(frozen=True, slots=True)
class NetPromoterScore:
    """In points from -100 to 100."""

    answers: int
    promoters: int
    passives: int
    detractors: int
    score: float | None
    """None below 30 answers: too few to say."""
    half_width: float | None
    """95 %: the truth is that far from the score, either way."""


def net_promoter_score(counts: Mapping[int, int]) -> NetPromoterScore:
    """`counts`: how many answered with each score."""
    promoters = sum(count for score, count in counts.items() if score >= HIGHEST - 1)
    passives = sum(counts.get(score, 0) for score in (HIGHEST - 3, HIGHEST - 2))
    answers = sum(counts.values())
    detractors = answers - promoters - passives
    if answers < LEAST:
        return NetPromoterScore(answers, promoters, passives, detractors, None, None)
    high, low = promoters / answers, detractors / answers
    spread = sqrt(max(high + low - (high - low) ** 2, 0.0) / answers)
    score, half = 100 * (high - low), 100 * _95_PERCENT * spread
    return NetPromoterScore(answers, promoters, passives, detractors, score, half)
