"""The local stack's own clock: as the machine's, or ahead of it by as much as it was told.

It never goes back: what happened in its future has happened. `local reset` is the way out.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from goodword.local.deploy import client
from goodword.local.place import STACK, StackPlace
from goodword.local.quiet import wait_for_quiet
from goodword.local.schedule import DueJob, due_jobs
from referrals.model.errors import RefusedError
from referrals.wiring.clock import AHEAD

MOST_AT_ONCE = 10
FURTHEST = timedelta(days=3650)
_SPAN = re.compile(r"(\d{1,5})([mhdw])", re.ASCII)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class BadSpanError(RefusedError):
    code = "bad_span"


@dataclass(frozen=True, slots=True)
class Leap:
    """From one moment to a later one, and the jobs that fell due on the way."""

    since: datetime
    until: datetime
    jobs: tuple[DueJob, ...]


def seconds_ahead(place: StackPlace) -> int:
    try:
        return int(place.clock_file.read_text())
    except (FileNotFoundError, ValueError):
        return 0


def now(place: StackPlace) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds_ahead(place))


def span_of(text: str) -> timedelta:
    """15d, 2h, 30m, 3w: always forward."""
    found = _SPAN.fullmatch(text.strip())
    span = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta()
    if not timedelta() < span <= FURTHEST:
        raise BadSpanError(
            f"{text} is no time to go forward.",
            remedy="Write it as 30m, 2h, 15d or 3w. Back leads `goodword local reset` alone.",
        )
    return span


def forward(place: StackPlace, span: timedelta) -> Leap:
    """Moves the clock of every function; what fell due is in the leap, and has yet to be run."""
    since = now(place)
    ahead = seconds_ahead(place) + int(span.total_seconds())
    if timedelta(seconds=ahead) > FURTHEST:
        raise BadSpanError(
            "ten years ahead is as far as this clock goes.",
            remedy="`goodword local reset` brings back today.",
        )
    wait_for_quiet(place)
    new = place.clock_file.with_suffix(".new")
    new.write_text(f"{ahead}\n")
    new.replace(place.clock_file)
    push(place)
    until = now(place)
    return Leap(since, until, tuple(due_jobs(place, since, until)))


def push(place: StackPlace) -> None:
    """Tells every function; safe to repeat, and to be done again after a deployment."""
    ahead, functions = str(seconds_ahead(place)), client(place, "lambda")

    def tell(function: dict[str, Any]) -> None:
        variables = function.get("Environment", {}).get("Variables", {})
        if variables.get(AHEAD, "0") != ahead:
            functions.update_function_configuration(
                FunctionName=function["FunctionName"],
                Environment={"Variables": {**variables, AHEAD: ahead}},
            )

    # All at once: each waits until the worker with the old time has ended.
    with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
        list(pool.map(tell, _functions(place)))


def _functions(place: StackPlace) -> Iterator[dict[str, Any]]:
    pages = client(place, "lambda").get_paginator("list_functions").paginate()
    for page in pages:
        yield from (f for f in page["Functions"] if f["FunctionName"].startswith(f"{STACK}-"))
