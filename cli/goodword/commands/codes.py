"""`goodword codes`: codes that the till knows already, imported for rewards to be paid from."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.model.errors import RefusedError
from referrals.steps.code.import_codes import import_codes, pool_for
from referrals.steps.code.watch_stock import StockLevel, stock_levels
from referrals.wiring import clock, stores

app = typer.Typer(no_args_is_help=True, help="Codes in stock: import, list.")
Program = Annotated[str, typer.Option(help="Whose rewards are paid with them.")]
Side = Literal["advocate", "friend"]
REASONS = {
    "not_a_code": "no code: 3 to 64 letters, digits, - and _",
    "twice_in_the_file": "twice in the file",
}


class StockFileUnreadableError(RefusedError):
    code = "stock_file_unreadable"


@app.command(name="import")
def import_file(
    file: Path,
    program: Program,
    *,
    offer: Annotated[str, typer.Option(help="The offer whose reward it is.")] = "",
    side: Annotated[Side, typer.Option(help="Whose reward it is.")] = "friend",
    milestone: Annotated[int | None, typer.Option(help="A milestone's reward instead.")] = None,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Adds the codes of a CSV file; one that came before is left as it is."""
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        named = offer or (rules.offers[0].name if len(rules.offers) == 1 else "")
        pool = pool_for(rules, offer=named, side=side, milestone=milestone)
        raw = _read(file)
        found = import_codes(
            raw, pool, program, stock=stores.stock(), outbox=stores.outbox(), now=clock.now()
        )
        data = asdict(found)
        show(data, as_json=as_json, human=lambda: _tell_import(data))


@app.command(name="list")
def list_pools(program: str, as_json: AsJson = False, stack: Stack = "") -> None:
    """How many codes are left for each promise."""
    with explain_errors():
        target.enter(stack)
        levels = stock_levels(stores.programs().get(program).rules, stores.stock())
        data = [{**asdict(level), "low": level.is_low} for level in levels]
        show(data, as_json=as_json, human=lambda: _tell(program, levels))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise StockFileUnreadableError(
            f"{file} can't be read: {error.strerror}.", field="file", remedy="Name a CSV file."
        ) from error


def _tell_import(data: dict[str, Any]) -> None:
    console.print(f"{data['added']} codes are new, {data['known']} came before.")
    for reason, number in data["refused"].items():
        console.print(f"{number} refused: {REASONS[reason]}.", highlight=False)
    for row in data["examples"][:5]:
        console.print(f"  line {row['line']}: {row['code']}", markup=False, highlight=False)
    if data["woken"]:
        console.print(f"{data['woken']} rewards that waited are handed over now.")


def _tell(program: str, levels: list[StockLevel]) -> None:
    if not levels:
        console.print(f"{program} takes no codes from stock: see `codes_by` in docs/rewards.md.")
        return
    table = Sheet("for", "left", "imported", "")
    for level in levels:
        note = "LOW" if level.is_low else ""
        table.add_row(level.place, str(level.free), str(level.imported), note)
    table.print()
