"""Reports to a channel of the shop's own people: the day, once, at the hour that the shop chose,
and what is urgent as soon as it is seen. Safe to repeat: each report is one item of the outbox.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from referrals.model.connection.report import (
    Report,
    day_report,
    day_report_id,
    list_of,
    urgent_report,
)
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.insight.insight import day_of
from referrals.model.program.program import Program
from referrals.model.words.wording import Wording
from referrals.model.work import HasTime, Work, endless
from referrals.store.delivery.outbox import Outbox
from referrals.store.program.program import Programs
from referrals.views.connection.today import Today, TodayBooks, today
from referrals.views.connection.today_words import paragraph, troubles, urgencies, waiting


@dataclass(frozen=True, slots=True)
class ReportingDesk:
    programs: Programs
    outbox: Outbox
    books: TodayBooks
    words: Wording
    """Numbers and dates as the desk says them."""
    public_url: str


@dataclass(frozen=True, slots=True)
class ReportingRun:
    reported: int
    failed: tuple[str, ...] = ()
    left: int = 0


def report_days(desk: ReportingDesk, *, now: datetime, has_time: HasTime = endless) -> ReportingRun:
    work, count = Work(has_time), 0
    for program in work.through(desk.programs.list_all()):
        with work.item(program.program_id):
            items = list(_reports(program.rules, desk, now))
            count += len(items)
            for item in items:
                desk.outbox.add(item)
    return ReportingRun(count, work.failed, work.left)


def _reports(rules: Program, desk: ReportingDesk, now: datetime) -> Iterator[OutboxItem]:
    asked = rules.connections
    is_due = _is_day_due(rules, desk.outbox, now)
    if not (is_due or asked.slack_urgent):
        return
    found = today(rules, desk.books, now=now)
    if is_due:
        report = report_of(found, desk)
        yield day_report(rules.program, day_of(now, rules.time_zone), report, now)
    if asked.slack_urgent:
        yield from _urgent_reports(found, desk)


def _is_day_due(rules: Program, outbox: Outbox, now: datetime) -> bool:
    """From the chosen hour on, until it was said: an hour in which the clock failed is made up."""
    hour = rules.connections.slack_hour
    if hour is None or now.astimezone(ZoneInfo(rules.time_zone)).hour < hour:
        return False
    return outbox.find(day_report_id(rules.program, day_of(now, rules.time_zone))) is None


def report_of(found: Today, desk: ReportingDesk) -> Report:
    rules, words = found.rules, desk.words
    waits = [each.text for each in waiting(found, words)]
    wrong = [each.text for each in troubles(found, words)]
    lists = [
        *([list_of("Waiting for a person", waits)] if waits else []),
        *([list_of("What is wrong", wrong)] if wrong else []),
    ]
    said = "".join(each.text for each in paragraph(found, words))
    rest = "" if lists else " Nothing waits for anybody, and nothing is wrong that we know of."
    return Report(
        heading=f"{rules.shop_name}, {words.date(found.now, rules.time_zone)}",
        paragraph=f"{said}{rest}",
        lists=tuple(lists),
        link=_desk_address(rules, desk),
    )


def _urgent_reports(found: Today, desk: ReportingDesk) -> Iterator[OutboxItem]:
    rules = found.rules
    for each in urgencies(found, desk.words):
        report = Report(
            heading=rules.shop_name, paragraph=each.text, link=_desk_address(rules, desk)
        )
        yield urgent_report(rules.program, each.name, report, found.now)


def _desk_address(rules: Program, desk: ReportingDesk) -> str:
    return f"{desk.public_url.rstrip('/')}/console?{urlencode({'program': rules.program})}"
