"""`goodword reconcile`: a store's own list of orders against what it told, now or as reported."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, life, show
from goodword.sheet import Sheet
from referrals.desks import reconciliation as reconciliation_desk
from referrals.model.era import EPOCH
from referrals.model.moment import stamp
from referrals.model.reconciliation.reconciliation import Cursor, Ending, Kind, Run, WindowReport
from referrals.providers.shops.list_registry import MODULES
from referrals.steps.reconciliation.reconcile_store import Pull, RunBounds, reconcile_store
from referrals.wiring import clock, stores

AT_ONCE = RunBounds(pages=10_000, settle=0)
EXIT_CODES = {Ending.DONE: 0, Ending.FAILED: 1, Ending.BUSY: 4}
AGAIN = 5
app = typer.Typer(no_args_is_help=True, help="A store's own list of orders: run, report.")
Program = Annotated[str, typer.Argument(help="The program's id.")]


@app.command()
def run(
    program: Program,
    source: Annotated[str, typer.Argument(help=f"One of {', '.join(sorted(MODULES))}.")],
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"],
            help="Everything changed since then (UTC) once more, instead of going on.",
        ),
    ] = None,
    minutes: Annotated[int, typer.Option(min=1, max=600, help="Ends after so many.")] = 30,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Compares up to this moment and records what is missing."""
    with explain_errors():
        target.enter(stack)
        visit = Pull(
            program,
            source,
            holder=clock.random_bytes(8).hex(),
            now=clock.now(),
            since=since.replace(tzinfo=UTC) if since else None,
            bounds=replace(AT_ONCE, seconds=60.0 * minutes),
        )
        with life(f"reading the list of {source}"):
            found = reconcile_store(visit, reconciliation_desk.store())
        show(found.model_dump(mode="json"), as_json=as_json, human=lambda: _tell(found))
    raise typer.Exit(EXIT_CODES.get(found.ending, AGAIN))


@app.command()
def report(
    program: Program,
    source: Annotated[str, typer.Argument(help="One of them; otherwise all.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many a source.")] = 24,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """The newest reports, how far each store has come, and what fails."""
    with explain_errors():
        target.enter(stack)
        sources = [source] if source else sorted(MODULES)
        kept = stores.reconciliations()
        standings = {name: kept.find(program, name) for name in sources}
        reports = [each for name in sources for each in kept.reports(program, name, limit)[0]]
        data = {
            "standings": {
                name: each.model_dump(mode="json", exclude={"window"})
                for name, each in standings.items()
                if source or each != Cursor()
            },
            "reports": [each.model_dump(mode="json") for each in reports],
        }
        show(data, as_json=as_json, human=lambda: _tell_reports(reports, standings))


def _tell(found: Run) -> None:
    console.print(f"{found.ending.value}: {_words(found.tally.counts) or 'nothing to compare'}")
    for kind, ids in found.tally.examples.items():
        console.print(f"  {kind.value}: {', '.join(ids)}", highlight=False, markup=False)
    if found.error:
        console.print(found.error, markup=False)


def _tell_reports(reports: list[WindowReport], standings: dict[str, Cursor]) -> None:
    table = Sheet("source", "changed since", "until", *(kind.value for kind in Kind), "examples")
    for each in reports:
        counts = [str(each.tally.counts.get(kind, 0) or "") for kind in Kind]
        span = [stamp(each.since), stamp(each.until)]
        examples = " ".join(_examples(each))
        table.add_row(each.source, *span, *counts, examples)
    table.print()
    for name, standing in standings.items():
        if standing.failing:
            since = stamp(standing.failing_since or EPOCH)
            console.print(f"{name} fails since {since}: {standing.failing}", highlight=False)


def _examples(report: WindowReport) -> Iterator[str]:
    return (order_id for ids in report.tally.examples.values() for order_id in ids[:3])


def _words(counts: dict[Kind, int]) -> str:
    return ", ".join(f"{count} {kind.value}" for kind, count in counts.items())
