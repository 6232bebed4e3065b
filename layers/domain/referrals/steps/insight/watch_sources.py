"""Looks at every source once an hour: who has gone quiet, and which held bodies go within a week.

The merchant gets one word for each spell of quiet; a spell ends when orders come as usual again.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.delivery.announcement import on_quiet
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.insight.quiet import (
    HISTORY_DAYS,
    ExpiringBodies,
    Hearing,
    QuietJudgement,
    QuietSource,
    WatchReport,
    hour_of,
    hourly,
    judge,
    orders_between,
)
from referrals.model.insight.source_state import SourceLook, SourceState
from referrals.model.moment import floor_to_second
from referrals.model.program.program import Program
from referrals.model.work import HasTime, Work, endless
from referrals.store.delivery.outbox import Outbox
from referrals.store.insight.insight import Insights
from referrals.store.insight.quiet_period import QuietPeriods
from referrals.store.insight.source_look import SourceLooks
from referrals.store.order.body import KEEP_SECONDS, Bodies
from referrals.store.program.program import Programs
from referrals.store.table import CancelledError, transact

WARN_SECONDS = 7 * 86_400


@dataclass(frozen=True, slots=True)
class WatchDesk:
    programs: Programs
    insights: Insights
    quiet_periods: QuietPeriods
    looks: SourceLooks
    """What the desk reads: it doesn't ask each source itself."""
    bodies: Bodies
    outbox: Outbox
    sources: Iterable[str]
    connected: Callable[[str, str], bool]
    """Whether a program has a live secret for a source: one taken out is not quiet but gone."""


def watch_sources(desk: WatchDesk, *, now: datetime, has_time: HasTime = endless) -> WatchReport:
    """Safe to repeat: a spell and its word are written together, once."""
    quiet: list[QuietSource] = []
    expiring: list[ExpiringBodies] = []
    work, looked, begun = Work(has_time), 0, 0
    for program in work.through(desk.programs.list_all()):
        states: list[SourceState] = []
        for source in desk.sources:
            looked += 1
            with work.item(f"{program.program_id}#{source}"):
                quiet_period, new = _check_source(program.rules, source, desk, now)
                quiet += [quiet_period] if quiet_period else []
                begun += new
                held = desk.bodies.waiting(program.program_id, source)
                expiring += _expiring(program.program_id, source, desk, now) if held else []
                if held or quiet_period:
                    since = quiet_period.since if quiet_period else None
                    states.append(SourceState(source=source, held=held, quiet_since=since))
        desk.looks.note(program.program_id, SourceLook(looked_at=now, states=tuple(states)))
    return WatchReport(looked, tuple(quiet), begun, tuple(expiring), work.failed, work.left)


def _check_source(
    rules: Program, source: str, desk: WatchDesk, now: datetime
) -> tuple[QuietSource | None, bool]:
    """The spell of quiet that lasts, and whether it is new."""
    counts = _counts(rules.program, source, desk, now)
    quiet_period = desk.quiet_periods.find(rules.program, source)
    if not counts and not quiet_period:
        return None, False
    hour = hour_of(now)
    judgement = judge(counts, hour)
    since = hour_of(quiet_period.since) if quiet_period else hour
    heard_since = orders_between(counts, since, hour) > 0
    if quiet_period and (
        _over(judgement, heard_since) or not desk.connected(rules.program, source)
    ):
        desk.quiet_periods.end(quiet_period)
        return None, False
    if quiet_period or judgement.hearing is not Hearing.QUIET:
        return quiet_period, False
    if not desk.connected(rules.program, source):
        return None, False
    return _begin_quiet_period(rules, source, judgement, desk=desk, now=now)


def _over(judgement: QuietJudgement, heard_since: bool) -> bool:
    """Weeks of silence leave too few to tell by: then the first order heard ends the spell."""
    return judgement.has_recovered or (judgement.hearing is Hearing.TOO_FEW and heard_since)


def _begin_quiet_period(
    rules: Program, source: str, judgement: QuietJudgement, *, desk: WatchDesk, now: datetime
) -> tuple[QuietSource, bool]:
    quiet_period = QuietSource(rules.program, source, floor_to_second(now))
    words: list[OutboxItem] = on_quiet(quiet_period, judgement, rules, now)
    actions = [desk.quiet_periods.begin_action(quiet_period), *map(desk.outbox.add_action, words)]
    try:
        transact(desk.outbox.table.dynamo, actions)
    except CancelledError:  # Another run was first, and told.
        return quiet_period, False
    return quiet_period, True


def _counts(program_id: str, source: str, desk: WatchDesk, now: datetime) -> dict[int, int]:
    first = (now - timedelta(days=HISTORY_DAYS)).date()
    return hourly(desk.insights.source_days(program_id, source, first))


def _expiring(
    program_id: str, source: str, desk: WatchDesk, now: datetime
) -> Iterable[ExpiringBodies]:
    before = floor_to_second(now) - timedelta(seconds=KEEP_SECONDS - WARN_SECONDS)
    count = desk.bodies.waiting(program_id, source, before)
    return [ExpiringBodies(program_id, source, count)] if count else []
