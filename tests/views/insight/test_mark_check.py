"""Looks, shares and first times are counted again by their marks, and set right."""

from datetime import date, timedelta

import pytest

from referrals.model.insight.insight import Bucket, Deviation
from referrals.model.link.share import ShareChannel
from referrals.steps.insight.count_participants import PARTICIPANTS, count_viewer
from referrals.steps.insight.rebuild_insights import rebuild_insights
from referrals.steps.link.count_share import count_share
from referrals.store.insight.bucket import bucket_key
from referrals.store.insight.countable import COUNTS
from referrals.store.table import Change
from referrals.views.insight.insight_check import insight_check
from referrals.wiring import clients, clock, stores
from tests.world import a_link

TODAY = clock.now()
FIRST, SECOND = (TODAY - timedelta(days=40), TODAY - timedelta(days=2))
DAY = SECOND.date()
LINK_DAY, NEXT_MONTH = Bucket("friends", DAY, "cleos"), (TODAY + timedelta(days=40)).date()
COUNTERS = [
    (Bucket("friends", DAY), "viewers"),
    (Bucket("friends", DAY), "sharers"),
    (Bucket("friends", DAY), "participants"),
    (Bucket("friends", DAY), "shares@copy"),
    (LINK_DAY, "shares@copy"),
    (LINK_DAY, "viewers"),
    (LINK_DAY, "sharers"),
    (Bucket("friends", NEXT_MONTH.replace(day=1), cohort=PARTICIPANTS), "participants"),
]


@pytest.fixture(autouse=True)
def acts(account: None) -> None:
    """Of four days: the marks of the first are gone by now, but for the one that stays."""
    for place, at in enumerate((FIRST, SECOND - timedelta(days=1), SECOND)):
        act(("old-one", "ada-bakes", "cleos")[place], at.date())


def act(code: str, on: date) -> None:
    at = TODAY + (on - TODAY.date())
    count_viewer("friends", code, on, stores.insights(), now=at)
    link = a_link(code)
    count_share(link, ShareChannel("copy"), stores.insights(), time_zone="UTC", now=at)


def deviations() -> list[Deviation]:
    tables = {noun: clients.table(noun) for noun in COUNTS}
    return insight_check(tables, stores.insights(), stores.programs(), now=TODAY)


def set_counter(bucket: Bucket, counter: str, value: int) -> None:
    change = Change(update="SET #c = :v", names={"#c": counter}, values={":v": value})
    clients.table("insights").update(bucket_key(bucket), change)


def test_numbers_that_say_what_happened_are_left_alone() -> None:
    assert deviations() == []


@pytest.mark.parametrize(("bucket", "counter"), COUNTERS)
@pytest.mark.parametrize("value", [0, 7])
def test_a_counter_that_went_wrong_is_found_and_mended(
    bucket: Bucket, counter: str, value: int
) -> None:
    act("much-later", NEXT_MONTH)
    set_counter(bucket, counter, value)

    (found,) = deviations()

    assert (found.bucket, found.counter, found.counted) == (bucket, counter, value)
    assert rebuild_insights([found], stores.insights()) == 1
    assert deviations() == []


def test_what_was_counted_before_marks_told_stands() -> None:
    old = FIRST.date() - timedelta(days=300)
    for counter in ("viewers", "sharers", "participants", "shares@mail"):
        set_counter(Bucket("friends", old), counter, 5)
    set_counter(Bucket("friends", FIRST.date()), "viewers", 9)

    assert deviations() == []
