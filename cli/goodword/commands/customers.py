"""`goodword customers`: who had ordered before the shop's first webhook came."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from goodword import target
from goodword.commands.customer_file import CustomerFile
from goodword.output import AsJson, Stack, console, explain_errors, life, show
from referrals.desks import customer as customer_desk
from referrals.providers.shops.list_registry import MODULES
from referrals.steps.people.import_customers import ImportCounts, import_customers
from referrals.steps.reconciliation.import_history import (
    HistoryCounts,
    HistoryWish,
    import_history,
)
from referrals.wiring import clock, stores

app = typer.Typer(no_args_is_help=True, help="Customers from before: import, forget.")
AGAIN = 5
Program = Annotated[str, typer.Argument(help="The program's id.")]
Column = "The column's name, where it is none of the usual ones."


@app.command(name="import")
def import_file(
    program: Program,
    file: Annotated[Path, typer.Argument(help="CSV with a header: customers, or orders.")],
    email_column: Annotated[str, typer.Option(help=Column)] = "",
    day_column: Annotated[str, typer.Option(help=Column)] = "",
    day_format: Annotated[str, typer.Option(help="Such as %d.%m.%Y.")] = "",
    before: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Everybody in the file had ordered by then."),
    ] = None,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Keeps a keyed hash and the first order's day of each; rewards nobody, writes to nobody."""
    with explain_errors():
        target.enter(stack)
        zone = stores.programs().get(program).rules.time_zone
        day = before.replace(tzinfo=UTC).date() if before else None
        rows = CustomerFile(file, zone, email_column, day_column, day, day_format).rows()
        today = clock.now().astimezone(ZoneInfo(zone)).date()
        with life("taking them in"):
            counts = import_customers(program, rows, customer_desk.customers(), today=today)
        show(asdict(counts), as_json=as_json, human=lambda: _tell(counts, file))


@app.command()
def history(
    program: Program,
    source: Annotated[str, typer.Argument(help=f"One of {', '.join(sorted(MODULES))}.")],
    since: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="Orders changed since then (UTC).")
    ],
    minutes: Annotated[int, typer.Option(min=1, max=600, help="Ends after so many.")] = 30,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """The same from the shop's own list of orders, which records none of them."""
    with explain_errors():
        target.enter(stack)
        zone = stores.programs().get(program).rules.time_zone
        wish = HistoryWish(program, source, since.replace(tzinfo=UTC), 60.0 * minutes, zone)
        with life(f"reading the list of {source}"):
            found = import_history(wish, customer_desk.history(), now=clock.now())
        show(asdict(found), as_json=as_json, human=lambda: _tell_history(found))
    raise typer.Exit(0 if found.done else AGAIN)


@app.command()
def forget(
    program: Program,
    yes: Annotated[bool, typer.Option("--yes", help="Forget without asking.")] = False,
    stack: Stack = "",
) -> None:
    """Takes an import back: everybody who isn't known by an order counts as new again."""
    with explain_errors():
        target.enter(stack)
        stores.programs().get(program)
        if not (yes or typer.confirm(f"Forget all former customers of {program}?")):
            raise typer.Exit(1)
        kept = stores.former_customers()
        gone = sum(kept.remove(program, hashed) for hashed in list(kept.hashes(program)))
        console.print(f"{gone} former customers forgotten.")


def _tell_history(found: HistoryCounts) -> None:
    console.print(
        f"{found.orders} orders read: {found.added} former customers kept, {found.known} were"
        f" known, {found.skipped} orders tell of none."
    )
    if not found.done:
        again = f"{found.reached:%Y-%m-%d}"
        console.print(f"{found.error} Go on with --since {again}.", markup=False, soft_wrap=True)


def _tell(counts: ImportCounts, file: Path) -> None:
    console.print(
        f"{counts.added} former customers kept, {counts.known} were known,"
        f" {counts.skipped} rows tell of no order, {counts.refused} could not be read."
    )
    for fault in counts.faults:
        console.print(f"{file}:{fault.line}: {fault.message}.", markup=False, soft_wrap=True)
