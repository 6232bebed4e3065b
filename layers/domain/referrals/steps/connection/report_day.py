"""Reports to a channel of the shop's own people: the day, once, at the hour that the shop chose,
and what is urgent as soon as it is seen. Safe to repeat: each report is one item of the outbox.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from referrals.model.connection.report import DayNews, day_report, day_report_id, urgent_report
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.insight.insight import day_of
from referrals.model.program.program import Program
from referrals.model.work import HasTime, Work, endless
from referrals.store.delivery.outbox import Outbox
from referrals.store.program.program import Programs


@dataclass(frozen=True, slots=True)
class ReportingDesk:
    programs: Programs
    outbox: Outbox
    news: Callable[[Program, datetime], DayNews]
    """What the desk says of today."""


@dataclass(frozen=True, slots=True)
class ReportingRun:
    reported: int
    failed: tuple[str, ...] = ()
    left: int = 0


def report_days(desk: ReportingDesk, *, now: datetime, has_time: HasTime = endless) -> ReportingRun:
    work, count = Work(has_time), 0
    for program in work.through(desk.programs.list_all()):
        with work.item(program.program_id):
            for item in _reports(program.rules, desk, now):
                desk.outbox.add(item)
                count += 1
    return ReportingRun(count, work.failed, work.left)


def _reports(rules: Program, desk: ReportingDesk, now: datetime) -> Iterator[OutboxItem]:
    is_due, is_urgent = _is_day_due(rules, desk.outbox, now), rules.connections.slack_urgent
    if not (is_due or is_urgent):
        return
    news = desk.news(rules, now)
    if is_due:
        yield day_report(rules.program, day_of(now, rules.time_zone), news.day, now)
    for name, report in news.urgent.items() if is_urgent else ():
        yield urgent_report(rules.program, name, report, now)


def _is_day_due(rules: Program, outbox: Outbox, now: datetime) -> bool:
    """From the chosen hour on, until it was said: an hour in which the clock failed is made up."""
    hour = rules.connections.slack_hour
    if hour is None or now.astimezone(ZoneInfo(rules.time_zone)).hour < hour:
        return False
    return outbox.find(day_report_id(rules.program, day_of(now, rules.time_zone))) is None
