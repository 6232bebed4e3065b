"""`goodword clicks`: puts back what the redirect reported because the table would not take it."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import boto3
import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from referrals.model.link.destination import UNSTORED
from referrals.steps.link.replay_clicks import ClickReplayCounts, replay_clicks
from referrals.wiring import clock, settings, stores

app = typer.Typer(no_args_is_help=True, help="Clicks on links.")

LogFiles = Annotated[
    list[Path] | None,
    typer.Argument(help="Log files, or - for standard input; without one, the function's log."),
]
Hours = Annotated[int, typer.Option(min=1, help="How far back to read the function's log.")]


@app.callback()
def clicks() -> None:
    """Clicks on links."""


@app.command()
def replay(
    files: LogFiles = None, hours: Hours = 24, as_json: AsJson = False, stack: Stack = ""
) -> None:
    """Stores every click that was reported as not stored; safe to repeat."""
    with explain_errors():
        here = target.enter(stack)
        lines = _lines_of(files) if files else _log_lines(here.stack, hours)
        replayed = replay_clicks(lines, stores.clicks())
        show(replayed._asdict(), as_json=as_json, human=lambda: _tell(replayed))


def _tell(replayed: ClickReplayCounts) -> None:
    console.print(
        f"{replayed.stored} stored, {replayed.already_there} already there, "
        f"{replayed.unreadable} unreadable."
    )


def _lines_of(files: list[Path]) -> Iterator[str]:
    for path in files:
        if str(path) == "-":
            yield from sys.stdin
        else:
            with path.open(encoding="utf-8", errors="replace") as lines:
                yield from lines


def _log_lines(stack: str, hours: int) -> Iterator[str]:
    client: Any = boto3.client("logs", endpoint_url=settings.endpoint_url())
    since = clock.now() - timedelta(hours=hours)
    pages = client.get_paginator("filter_log_events").paginate(
        logGroupName=f"/aws/lambda/{stack}-redirect",
        filterPattern=f'"{UNSTORED}"',
        startTime=int(since.timestamp()) * 1000,
    )
    for page in pages:
        for event in page["events"]:
            yield event["message"]
