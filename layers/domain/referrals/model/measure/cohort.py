"""Cohorts: customers by the month of their first kept order, and what their first days came to."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from referrals.model.insight.insight import Counter, Day
from referrals.model.measure.customer import HORIZONS, OTHERS, REFERRED, cohort_name
from referrals.model.nudge.confidence import RunningSums

MOST_MONTHS = 12
PARTICIPANTS = "participants"
"""The cohort of links by the month in which they were first used."""
NOTHING = RunningSums(0, 0, 0)


@dataclass(frozen=True, slots=True)
class CohortTable:
    """Every month's counters, by cohort."""

    months: Mapping[str, Mapping[date, Day]]

    @classmethod
    def of(cls, days: Iterable[Day]) -> "CohortTable":
        months: dict[str, dict[date, Day]] = {}
        for day in days:
            months.setdefault(day.bucket.cohort, {})[day.bucket.on] = day
        return cls(months)

    def before(self, month: date, counter: Counter, cohort: str) -> int:
        """Of all months before that one."""
        found = self.months.get(cohort, {})
        return sum(day.total(counter) for on, day in found.items() if on < month)

    def customers_before(self, month: date) -> int:
        names = (cohort_name(group, HORIZONS[0]) for group in (REFERRED, OTHERS))
        return sum(self.before(month, Counter.CUSTOMERS, name) for name in names)

    def total(self, group: str, days: int, last: date, counter: Counter) -> int:
        """Of the newest twelve months whose youngest customer was so many days old by `last`."""
        newest = newest_month(last, days)
        oldest = _months_before(newest, MOST_MONTHS - 1)
        found = self.months.get(cohort_name(group, days), {})
        return sum(day.total(counter) for on, day in found.items() if oldest <= on <= newest)

    def values(self, group: str, days: int, last: date) -> RunningSums:
        counters = (Counter.CUSTOMERS, Counter.VALUE_MINOR, Counter.VALUE_SQUARES)
        return RunningSums(*(self.total(group, days, last, each) for each in counters))

    def friends(self, days: int, last: date) -> RunningSums:
        both = (self.friends_of(group, days, last) for group in (REFERRED, OTHERS))
        return sum(both, NOTHING)

    def friends_of(self, group: str, days: int, last: date) -> RunningSums:
        """Whom the customers of one group brought in their first days."""
        counters = (Counter.CUSTOMERS, Counter.FRIENDS, Counter.FRIEND_SQUARES)
        return RunningSums(*(self.total(group, days, last, each) for each in counters))


def cohort_days(last: date, days: int) -> tuple[date, date]:
    """The first and the last day of the months that `CohortTable.total` adds up."""
    newest = newest_month(last, days)
    end = newest.replace(day=monthrange(newest.year, newest.month)[1])
    return _months_before(newest, MOST_MONTHS - 1), end


def newest_month(last: date, days: int) -> date:
    """The newest month of which every customer has lived through so many days by the end of
    `last`."""
    latest_start = last - timedelta(days=days)
    after = latest_start + timedelta(days=1)
    return _months_before(after.replace(day=1), 1)


def _months_before(month: date, many: int) -> date:
    number = month.year * 12 + month.month - 1 - many
    return date(number // 12, number % 12 + 1, 1)
