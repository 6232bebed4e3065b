"""Looks every hour for people who wait longer than was promised: the merchant is told, once each.

The day that was promised is on the order, so nothing is kept here; a repeat tells nothing anew.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.withholding_news import on_late_review
from referrals.model.risk.case import CaseState, LateReview
from referrals.store.delivery.outbox import Outbox
from referrals.store.program.program import Programs
from referrals.store.risk.review import Reviews

MOST_A_RUN = 100
"""The longest waiting first; who is left out is counted when those are answered."""


@dataclass(frozen=True, slots=True)
class ReviewWatchDesk:
    reviews: Reviews
    programs: Programs
    outbox: Outbox


def watch_reviews(desk: ReviewWatchDesk, *, now: datetime) -> tuple[LateReview, ...]:
    """Those past their day, the longest waiting first."""
    late = []
    for hint in desk.reviews.cases_past(now, MOST_A_RUN):
        filed = desk.reviews.get(hint.case.case_id)
        if filed.case.state is not CaseState.OPEN or filed.case.answer_by > now:
            continue  # Answered, or promised anew, since the index was written.
        program = desk.programs.find(filed.key.program_id)
        for item in on_late_review(filed.key, filed.case, program.rules, now) if program else ():
            desk.outbox.add(item)
        hours = int((now - filed.case.answer_by).total_seconds()) // 3600
        late.append(LateReview(filed.key.program_id, hours))
    return tuple(late)
