"""The jobs of the deployed rules: which fall due in a stretch of time, and how they are run.

Read from the rules themselves, so that a job which somebody adds to the template is run as well.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from goodword.local.deploy import client
from goodword.local.place import STACK, StackPlace

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_CRON = re.compile(r"cron\(([^)]*)\)")
_SECONDS = {"minute": 60, "hour": 3600, "day": 86_400}
_MINUTE = timedelta(minutes=1)
# Day of the week as AWS counts: SUN is 1. A local stack needs names no more than numbers.
_DAYS = {
    name: place for place, name in enumerate(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], 1)
}
LONGEST_JOB = 300


@dataclass(frozen=True, slots=True)
class DueJob:
    rule: str
    function: str
    given: str
    """The event, as JSON."""
    interval: float
    """Seconds, as far as it is known: what comes seldom goes first."""

    @property
    def name(self) -> str:
        return str(json.loads(self.given).get("job", self.rule))


def due_jobs(place: StackPlace, since: datetime, until: datetime) -> Iterator[DueJob]:
    """Each once, however often it would have come: what it does is what is due by now."""
    events = client(place, "events")
    found = []
    for rule in events.list_rules(NamePrefix=f"{STACK}-")["Rules"]:
        expression = rule.get("ScheduleExpression", "")
        if rule.get("State") == "ENABLED" and falls_due(expression, since, until):
            targets = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
            found += [_job(rule, target) for target in targets]
    yield from sorted(found, key=lambda job: -job.interval)


def run_job(place: StackPlace, job: DueJob) -> dict[str, Any]:
    """What the function said; raises nothing for a job that failed, and says so."""
    answer = client(place, "lambda").invoke(FunctionName=job.function, Payload=job.given.encode())
    said = json.loads(answer["Payload"].read() or b"{}")
    return said if isinstance(said, dict) else {}


def falls_due(expression: str, since: datetime, until: datetime) -> bool:
    """Whether a moment of the expression lies behind `since` and not behind `until`."""
    if seconds := rate_seconds(expression):
        return int(until.timestamp() // seconds) > int(since.timestamp() // seconds)
    cron = _CRON.fullmatch(expression)
    fields = cron[1].split() if cron else []
    if len(fields) != 6:
        return False
    moment = since.replace(second=0, microsecond=0) + _MINUTE
    while moment <= until:
        if not _fits(fields[2], moment.day, {}) or not _fits_date(fields, moment):
            moment = moment.replace(hour=0, minute=0) + timedelta(days=1)
        elif _fits(fields[0], moment.minute, {}) and _fits(fields[1], moment.hour, {}):
            return True
        else:
            moment += _MINUTE
    return False


def rate_seconds(expression: str) -> int:
    found = _RATE.fullmatch(expression)
    return int(found[1]) * _SECONDS[found[2]] if found else 0


def _fits_date(fields: list[str], moment: datetime) -> bool:
    weekday = moment.isoweekday() % 7 + 1
    return (
        _fits(fields[3], moment.month, {})
        and _fits(fields[4], weekday, _DAYS)
        and _fits(fields[5], moment.year, {})
    )


def _fits(text: str, value: int, names: dict[str, int]) -> bool:
    """One field: `*`, `?`, a number, a range, a list, or steps."""
    for part in text.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        if first in ("*", "?"):
            low, high = 0, 9999
        else:
            low = names.get(first) or int(first)
            high = (names.get(last) or int(last)) if last else 9999 if step else low
        if low <= value <= high and (value - low) % int(step or 1) == 0:
            return True
    return False


def _job(rule: dict[str, Any], target: dict[str, Any]) -> DueJob:
    seconds = rate_seconds(rule["ScheduleExpression"]) or _SECONDS["day"]
    function = target["Arn"].rpartition(":function:")[2]
    return DueJob(rule["Name"], function, target.get("Input") or "{}", seconds)
