"""What did the checks do to people: how many denials were taken back, by check, and who waited how
long?
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from statistics import median

from pydantic import BaseModel

from referrals.model.risk.case import CaseState, ReviewCase
from referrals.store.risk.review import Reviews
from referrals.views.insight.funnel import Share, share

MOST_REVIEWS = 10_000
BY_HAND = "by_hand"
"""Stands for a check where a person denied what none had found anything in."""


class RuleHarm(BaseModel):
    rule: str
    denials: int
    reversed: int
    """Denials that a person took back."""
    reversed_share: Share
    """Of the denials; absent below thirty."""


class ReviewHarm(BaseModel):
    reviews: int
    """That came to be looked at in the period; looked at anew after an appeal, on that day."""
    open: int
    answered: int
    median_hours: float | None
    """Until a person answered; absent where nobody did."""
    late: int
    """Answered after the day that was promised, or past it and not answered yet."""
    denials: int
    reversed: int
    by_rule: tuple[RuleHarm, ...]
    """A denial counts for each check that had found something; the most denials first."""
    complete: bool
    """False where the period had more reviews than are read."""


def review_harm(
    program_id: str, reviews: Reviews, first: datetime, last: datetime, *, now: datetime
) -> ReviewHarm:
    """Of the reviews opened from `first` up to `last`, of one program."""
    found = list(islice(_opened_between(reviews, first, last), MOST_REVIEWS + 1))
    cases = [each for name, each in found[:MOST_REVIEWS] if name == program_id]
    denied = [case for case in cases if case.denied_at]
    hours = [
        (case.answered_at - case.opened_at).total_seconds() / 3600
        for case in cases
        if case.answered_at
    ]
    return ReviewHarm(
        reviews=len(cases),
        open=sum(case.state is CaseState.OPEN for case in cases),
        answered=len(hours),
        median_hours=round(median(hours), 1) if hours else None,
        late=sum(_is_late(case, now) for case in cases),
        denials=len(denied),
        reversed=sum(bool(case.reversed_at) for case in denied),
        by_rule=tuple(_by_rule(denied)),
        complete=len(found) <= MOST_REVIEWS,
    )


def _opened_between(
    reviews: Reviews, first: datetime, last: datetime
) -> Iterator[tuple[str, ReviewCase]]:
    ended = (
        reviews.opened_between(state, first, last) for state in (CaseState.CLOSED, CaseState.DENIED)
    )
    for each in chain(*ended, reviews.all_open()):
        if first <= each.case.opened_at < last:
            yield each.key.program_id, each.case


def _is_late(case: ReviewCase, now: datetime) -> bool:
    waiting = case.state is CaseState.OPEN
    answered = case.answered_at or (now if waiting else None)
    return answered is not None and answered > case.answer_by


def _by_rule(denied: Iterable[ReviewCase]) -> list[RuleHarm]:
    counts: dict[str, list[int]] = {}
    for case in denied:
        for rule in case.rules or (BY_HAND,):
            tally = counts.setdefault(rule, [0, 0])
            tally[0] += 1
            tally[1] += bool(case.reversed_at)
    rows = [
        RuleHarm(
            rule=rule,
            denials=denials,
            reversed=taken_back,
            reversed_share=share(taken_back, denials),
        )
        for rule, (denials, taken_back) in counts.items()
    ]
    return sorted(rows, key=lambda row: (-row.denials, row.rule))
