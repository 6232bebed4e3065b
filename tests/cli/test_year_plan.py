"""The demo's year as it is made up, not lived yet: believable, and enough for measures."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from goodword.local.seed import demo_rules
from goodword.local.year import review_desk
from goodword.local.year.bakery_people import AGREED
from goodword.local.year.life import MORNING
from goodword.local.year.plan import DAYS, YearPlan, YearStory
from goodword.local.year.run import SEED
from goodword.local.year.season import busyness
from goodword.local.year.talk import ANSWERED, SCORES
from referrals.model.measure.cohort import cohort_days
from referrals.model.measure.customer import K_DAYS
from referrals.model.measure.interval import FEWEST
from referrals.model.nudge.quiet import quiet_until
from referrals.model.people.person import QuietHours
from referrals.model.survey.survey import SurveyAnswer

TODAY = datetime(2026, 6, 10, 15, tzinfo=UTC)
RULES = demo_rules("http://localhost:8787")
ASKED_AFTER = timedelta(days=35)
"""An order of a friend is held for three weeks, and a week later its advocate is asked."""


def test_one_day_and_seed_make_one_year() -> None:
    first, second = (YearStory(TODAY, 3, 0.2).make_plan() for _ in range(2))

    assert first == second
    assert max(each.at for each in first.purchases) < TODAY
    assert min(each.at for each in first.purchases) < TODAY - timedelta(days=DAYS - 40)


def test_bread_is_bought_when_people_buy_bread() -> None:
    assert busyness(date(2026, 12, 19)) > 3 * busyness(date(2026, 8, 17))


@pytest.mark.parametrize("month", range(1, 13))
def test_enough_advocates_answer_for_a_number_of_each_group(month: int) -> None:
    """By their score, and by whether they bring a friend after it: on whichever day it ends."""
    until = datetime(2026, month, 2 * month, 15, tzinfo=UTC)
    first, last = cohort_days(until.date(), K_DAYS)
    asked = [*_asked(YearStory(until, SEED).make_plan(), until)]
    counted = [brings for at, brings in asked if first <= at.date() <= last]
    bands = Counter(SurveyAnswer(score=each, said="", answered_at=until).band for each in SCORES)

    groups = [
        sum(counted),
        len(counted) - sum(counted),
        *(len(asked) * many / len(SCORES) for many in bands.values()),
    ]
    assert len(groups) == 5
    assert min(groups) * ANSWERED[0] * AGREED > FEWEST * 1.1


@pytest.mark.parametrize("month", [1, 4, 7, 10])
def test_most_new_customers_of_the_year_came_by_themselves(month: int) -> None:
    purchases = YearStory(datetime(2026, month, 20, 9, tzinfo=UTC), SEED).make_plan().purchases
    friends = Counter(each.came.sharer for each in purchases if each.is_friend)

    assert 0.25 < friends.total() / sum(each.first for each in purchases) < 0.45
    assert 0 < sum(many > 3 for many in friends.values()) < len(friends) / 8


@pytest.mark.parametrize("hour", range(0, 24, 6))
def test_somebody_waits_for_a_person_on_the_year_s_last_day(hour: int) -> None:
    until = datetime(2026, 3, 1 + hour, hour, tzinfo=UTC)
    purchases = YearStory(until, SEED).make_plan().purchases
    again = [each.at for each in purchases if each.came.phone_of is not None]

    assert sum(at > until - review_desk.LATELY for at in again) > 1


@pytest.mark.parametrize("month", [1, 7])
@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin"])
def test_jobs_of_the_year_run_when_nobody_s_hours_are_quiet(month: int, zone: str) -> None:
    morning = datetime.combine(date(2026, month, 10), MORNING)

    assert quiet_until(morning, ZoneInfo(zone), QuietHours()) is None


def _asked(plan: YearPlan, until: datetime) -> Iterator[tuple[datetime, bool]]:
    """When advocates are asked first, and whether they bring somebody soon after it."""
    brought: dict[int | None, list[datetime]] = {}
    for each in plan.purchases:
        if each.is_friend and each.minor >= RULES.qualifies.minimum_minor:
            brought.setdefault(each.came.sharer, []).append(each.at)
    for found in brought.values():
        at = min(found) + ASKED_AFTER
        if at < until:
            yield at, any(at < each < at + timedelta(days=K_DAYS) for each in found)
