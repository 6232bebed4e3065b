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
from referrals.store.link.click import KEEP_SECONDS
from referrals.store.program.program import Programs
from referrals.store.table import Table

# Counted as they happen, and kept nowhere else.
KEPT_NOWHERE = frozenset({Counter.SHARES, Counter.PARTICIPANTS, Counter.VIEWERS, Counter.SHARERS})


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
    expected = total_of(chain(_count_tables(tables, zone_of), customers))
    found = [
        Deviation(bucket, counter, counted.get(bucket, {}).get(counter, 0), value)
        for bucket, counter, value in _counter_pairs(expected, counted)
    ]
    return [
        deviation
        for deviation in found
        if deviation.counted != deviation.expected
        and deviation.counter.partition("@")[0] not in KEPT_NOWHERE
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


def _beyond_recall(deviation: Deviation, zone_of: ZoneOf, now: datetime) -> bool:
    """Clicks are kept ninety days: their older numbers stand, with nothing to compare to."""
    if deviation.counter.partition("@")[0] not in CLICK_COUNTERS:
        return False
    oldest = now - timedelta(seconds=KEEP_SECONDS)
    oldest_whole_day = day_of(oldest, zone_of(deviation.bucket.program_id))
    return deviation.bucket.on <= oldest_whole_day
