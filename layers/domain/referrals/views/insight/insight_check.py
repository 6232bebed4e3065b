"""Do the numbers say what the tables say? Counts everything again and compares."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import chain

from awswire.codec import Item
from referrals.model.errors import MISSHAPEN, GoodwordError
from referrals.model.insight.insight import (
    CLICK_COUNTERS,
    UNREADABLE,
    Bucket,
    Counted,
    Counter,
    Deviation,
    day_of,
    total_of,
)
from referrals.store.insight.countable import COUNTS, ZoneOf, zones
from referrals.store.insight.insight import Insights
from referrals.store.insight.mark import mark_counts
from referrals.store.link.click import KEEP_SECONDS
from referrals.store.program.program import Programs
from referrals.store.table import Table

# Counted as they happen: nothing but their marks tells of them.
MARKED = frozenset({Counter.SHARES, Counter.PARTICIPANTS, Counter.VIEWERS, Counter.SHARERS})


def insight_check(
    tables: Mapping[str, Table],
    insights: Insights,
    programs: Programs,
    *,
    customers: Iterable[Counted] = (),
    now: datetime,
) -> list[Deviation]:
    """Empty when all is well. What is still on its way through a stream shows up as different.
    `customers`: what each counts for by a census."""
    zone_of = zones(programs)
    counted = {day.bucket: dict(day.counters) for day in insights.all_days()}
    marks = total_of(mark_counts(insights.table))
    expected = total_of(chain(_count_tables(tables, zone_of), customers, [marks]))
    first_days = _first_days(marks)
    found = [
        Deviation(bucket, counter, counted.get(bucket, {}).get(counter, 0), value)
        for bucket, counter, value in _counter_pairs(expected, counted)
    ]
    return [
        deviation
        for deviation in found
        if deviation.counted != deviation.expected
        and not _before_marks(deviation, first_days)
        and not _beyond_recall(deviation, zone_of, now)
    ]


def _count_tables(tables: Mapping[str, Table], zone_of: ZoneOf) -> Iterable[Counted]:
    return (_count_item(noun, item, zone_of) for noun in COUNTS for item in tables[noun].scan())


def _count_item(noun: str, item: Item, zone_of: ZoneOf) -> Counted:
    """What nobody can read counts as one such item of its table, and keeps no other waiting."""
    try:
        return COUNTS[noun](item, zone_of)
    except (GoodwordError, *MISSHAPEN):
        return {Bucket(noun, date.min): {UNREADABLE: 1}}


def _counter_pairs(expected: Counted, counted: Counted) -> Iterable[tuple[Bucket, str, int]]:
    for bucket in {**counted, **expected}:
        values = expected.get(bucket, {})
        for counter in {**counted.get(bucket, {}), **values}:
            yield bucket, counter, values.get(counter, 0)


def _first_days(marks: Counted) -> dict[tuple[str, str], date]:
    """By program and counter, the first day of which marks say anything."""
    first: dict[tuple[str, str], date] = {}
    for bucket, counters in marks.items():
        for name in () if bucket.cohort else counters:
            place = bucket.program_id, name.partition("@")[0]
            first[place] = min(bucket.on, first.get(place, bucket.on))
    return first


def _before_marks(deviation: Deviation, first_days: Mapping[tuple[str, str], date]) -> bool:
    """More than marks say, up to the first day that has any: those of before are gone, or never
    said what they counted."""
    name, bucket = deviation.counter.partition("@")[0], deviation.bucket
    if name not in MARKED or deviation.counted < deviation.expected:
        return False
    first = first_days.get((bucket.program_id, name))
    return first is None or bucket.on <= first


def _beyond_recall(deviation: Deviation, zone_of: ZoneOf, now: datetime) -> bool:
    """Clicks are kept ninety days: their older numbers stand, with nothing to compare to."""
    if deviation.counter.partition("@")[0] not in CLICK_COUNTERS:
        return False
    oldest = now - timedelta(seconds=KEEP_SECONDS)
    oldest_whole_day = day_of(oldest, zone_of(deviation.bucket.program_id))
    return deviation.bucket.on <= oldest_whole_day
