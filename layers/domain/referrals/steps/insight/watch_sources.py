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
    ExpiringHeld,
    Hearing,
    Judgement,
    QuietSource,
    Watched,
    heard,
    hour_of,
    hourly,
    judge,
)
from referrals.model.moment import whole_second
from referrals.model.program.program import Program
from referrals.store.delivery.outbox import Outbox
from referrals.store.insight.insight import Insights
from referrals.store.insight.quiet_period import Spells
from referrals.store.order.body import KEEP_SECONDS, Bodies
from referrals.store.program.program import Programs
from referrals.store.table import CancelledError, transact

WARN_SECONDS = 7 * 86_400


@dataclass(frozen=True, slots=True)
class WatchDesk:
    programs: Programs
    insights: Insights
    spells: Spells
    bodies: Bodies
    outbox: Outbox
    sources: Iterable[str]
    connected: Callable[[str, str], bool]
    """Whether a program has a live secret for a source: one taken out is not quiet but gone."""


def watch_sources(desk: WatchDesk, *, now: datetime) -> Watched:
    """Safe to repeat: a spell and its word are written together, once."""
    quiet: list[QuietSource] = []
    expiring: list[ExpiringHeld] = []
    looked = begun = 0
    for program in desk.programs.all():
        for source in desk.sources:
            looked += 1
            spell, new = _listened(program.rules, source, desk, now)
            quiet += [spell] if spell else []
            begun += new
            expiring += _expiring(program.program_id, source, desk, now)
    return Watched(looked, tuple(quiet), begun, tuple(expiring))


def _listened(
    rules: Program, source: str, desk: WatchDesk, now: datetime
) -> tuple[QuietSource | None, bool]:
    """The spell of quiet that lasts, and whether it is new."""
    counts = _counts(rules.program, source, desk, now)
    spell = desk.spells.find(rules.program, source)
    if not counts and not spell:
        return None, False
    hour = hour_of(now)
    judgement = judge(counts, hour)
    since = hour_of(spell.since) if spell else hour
    heard_since = heard(counts, since, hour) > 0
    if spell and (_over(judgement, heard_since) or not desk.connected(rules.program, source)):
        desk.spells.end(spell)
        return None, False
    if spell or judgement.hearing is not Hearing.QUIET:
        return spell, False
    if not desk.connected(rules.program, source):
        return None, False
    return _begun(rules, source, judgement, desk=desk, now=now)


def _over(judgement: Judgement, heard_since: bool) -> bool:
    """Weeks of silence leave too few to tell by: then the first order heard ends the spell."""
    return judgement.recovered or (judgement.hearing is Hearing.TOO_FEW and heard_since)


def _begun(
    rules: Program, source: str, judgement: Judgement, *, desk: WatchDesk, now: datetime
) -> tuple[QuietSource, bool]:
    spell = QuietSource(rules.program, source, whole_second(now))
    words: list[OutboxItem] = on_quiet(spell, judgement, rules, now)
    actions = [desk.spells.begin_action(spell), *map(desk.outbox.add_action, words)]
    try:
        transact(desk.outbox.table.dynamo, actions)
    except CancelledError:  # Another run was first, and told.
        return spell, False
    return spell, True


def _counts(program_id: str, source: str, desk: WatchDesk, now: datetime) -> dict[int, int]:
    first = (now - timedelta(days=HISTORY_DAYS)).date()
    return hourly(desk.insights.source_days(program_id, source, first))


def _expiring(
    program_id: str, source: str, desk: WatchDesk, now: datetime
) -> Iterable[ExpiringHeld]:
    before = whole_second(now) - timedelta(seconds=KEEP_SECONDS - WARN_SECONDS)
    count = desk.bodies.waiting(program_id, source, before)
    return [ExpiringHeld(program_id, source, count)] if count else []
