"""The year's numbers: clicks as they happen, everything else counted from the tables at the end."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from goodword.commands.insights import (
    count_customers,
    find_deviations,
    find_wrong_records,
    find_wrong_tallies,
)
from referrals.desks import experiment as experiment_desk
from referrals.model.insight.insight import Counted, Deviation, Move, total_of
from referrals.model.link.click import Click, click_fields
from referrals.steps.experiment.rebuild_trials import rebuild_trials
from referrals.steps.insight.count_participants import count_clicked_links
from referrals.steps.insight.rebuild_insights import rebuild_records
from referrals.steps.insight.roll_up import ItemChange, count_change
from referrals.store.insight.countable import zones
from referrals.store.insight.insight import portions
from referrals.store.link.click import KEEP_SECONDS
from referrals.wiring import clock, measure_stores, stores


def keep_clicks(clicks: Iterable[Click], *, today: datetime, mark: str) -> None:
    """Counts all of them; those that would still be there are."""
    insights, programs = stores.insights(), stores.programs()
    changes = []
    for click in clicks:
        fields = click_fields(click)
        if (today - click.clicked_at).total_seconds() < KEEP_SECONDS - 86_400:
            stores.clicks().record(click)
        changes.append(ItemChange(click.click_id, "clicks", fields, {}, inserted=True))
    zone_of = zones(programs)
    counted = total_of(count_change(each, zone_of) for each in changes)
    _fold(counted, mark)
    count_clicked_links(changes, insights, programs, now=clock.now())


def count_year() -> None:
    """As `goodword insights rebuild`, where nothing was counted yet."""
    census = count_customers()
    rebuild_records(find_wrong_records(census), measure_stores.customer_records())
    counted = total_of(map(_step, find_deviations(census)))
    _fold(counted, f"year#{datetime.now(UTC):%Y-%m-%d}")
    rebuild_trials(find_wrong_tallies(), experiment_desk.folds())


def _step(deviation: Deviation) -> Counted:
    return {deviation.bucket: {deviation.counter: deviation.expected - deviation.counted}}


def _fold(counted: Counted, mark: str) -> None:
    insights = stores.insights()
    for portion in portions(list(_moves(counted, mark))):
        insights.fold(portion, clock.now())


def _moves(counted: Counted, mark: str) -> Iterator[Move]:
    """Month by month, so that what is folded at once is marked in one place or two."""
    for bucket, counters in sorted(counted.items(), key=lambda each: each[0].on):
        yield Move(f"{mark}#{bucket}", {bucket: counters}, f"{mark}#{bucket.on:%Y-%m}")
