"""Looks every hour for people who wait longer than was promised: the merchant is told, once each.

The day that was promised is on the order, so nothing is kept here; a repeat tells nothing anew.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.withholding_news import on_late_review
from referrals.model.risk.case import CaseState, LateReview
from referrals.model.work import HasTime, Work, endless
from referrals.store.delivery.outbox import Outbox
from referrals.store.program.program import Programs
from referrals.store.risk.review import FiledCase, Reviews

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class ReviewWatchDesk:
    reviews: Reviews
    programs: Programs
    outbox: Outbox


@dataclass(frozen=True, slots=True)
class ReviewWatch:
    late: tuple[LateReview, ...]
    """Those past their day, the longest waiting first."""
    failed: tuple[str, ...] = ()
    left: int = 0
    """How many were not looked at: the time was over, or they failed."""


def watch_reviews(
    desk: ReviewWatchDesk, *, now: datetime, has_time: HasTime = endless
) -> ReviewWatch:
    work, late = Work(has_time), list[LateReview]()
    for case_id in work.through(desk.reviews.cases_past(now, A_PAGE)):
        with work.item(case_id):
            filed = desk.reviews.get(case_id)
            # Others were answered, or promised anew, since the index was written.
            if filed.case.state is CaseState.OPEN and filed.case.answer_by <= now:
                late.append(_tell(filed, desk, now))
    return ReviewWatch(tuple(late), work.failed, work.left)


def _tell(filed: FiledCase, desk: ReviewWatchDesk, now: datetime) -> LateReview:
    program = desk.programs.find(filed.key.program_id)
    for item in on_late_review(filed.key, filed.case, program.rules, now) if program else ():
        desk.outbox.add(item)
    hours = int((now - filed.case.answer_by).total_seconds()) // 3600
    return LateReview(filed.key.program_id, hours)
