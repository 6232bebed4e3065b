"""Counts each link once, on the day on which it was first taken along, or followed by a person."""

from collections.abc import Sequence
from datetime import date, datetime

from awswire.dynamo import AwsError
from referrals.model.errors import UnavailableError
from referrals.model.insight.insight import (
    Bucket,
    Counter,
    Move,
    day_of,
    program_and_link_counts,
)
from referrals.model.link.visitor import VisitorVerdict, judge
from referrals.steps.insight.roll_up import ItemChange
from referrals.store.insight.countable import zones
from referrals.store.insight.insight import Insights
from referrals.store.link.click import read_click
from referrals.store.program.program import Programs

PARTICIPANTS = "participants"


def count_participant(
    program_id: str, code: str, on: date, insights: Insights, *, now: datetime
) -> bool:
    """Whether it was their first time. Its mark stays for good."""
    day, month = Bucket(program_id, on), Bucket(program_id, on.replace(day=1), cohort=PARTICIPANTS)
    counters = {Counter.PARTICIPANTS.value: 1}
    counted = {day: dict(counters), month: dict(counters)}
    move = Move(_mark(program_id, code), counted, lasting=True, keeps_counts=True)
    return insights.fold([move], now) == 1


def count_viewer(
    program_id: str, code: str, on: date, insights: Insights, *, now: datetime
) -> bool:
    """Whether it was their first look in the month; a read for each that wasn't.

    No page is refused because a look can't be counted: then it is not.
    """
    move = _monthly(Counter.VIEWERS, program_id, code, on)
    try:
        return not insights.has_mark(move.mark) and insights.fold([move], now) == 1
    except (UnavailableError, AwsError):
        return False


def count_sharer(
    program_id: str, code: str, on: date, insights: Insights, *, now: datetime
) -> bool:
    """Whether it was the first time in the month."""
    return insights.fold([_monthly(Counter.SHARERS, program_id, code, on)], now) == 1


def _monthly(counter: Counter, program_id: str, code: str, on: date) -> Move:
    mark = f"{counter}#{program_id}#{code}#{on:%Y-%m}"
    counted = program_and_link_counts(program_id, on, code, {counter.value: 1})
    return Move(mark, counted, keeps_counts=True)


def count_clicked_links(
    changes: Sequence[ItemChange], insights: Insights, programs: Programs, *, now: datetime
) -> int:
    """How many links were followed by a person for the first time; a read for each that was."""
    zone_of = zones(programs)
    first: dict[tuple[str, str], date] = {}
    for change in changes:
        click = read_click(change.new) if change.noun == "clicks" and change.inserted else None
        if click and judge(click).verdict is VisitorVerdict.PERSON:
            on = day_of(click.clicked_at, zone_of(click.program_id))
            first.setdefault((click.program_id, click.code), on)
    fresh = [place for place in first if not insights.has_mark(_mark(*place))]
    return sum(count_participant(*each, first[each], insights, now=now) for each in fresh)


def _mark(program_id: str, code: str) -> str:
    return f"participant#{program_id}#{code}"
