"""`goodword gifts`: friends' codes that were used by somebody they weren't made for."""

from typing import Annotated

import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.views.code.gift_leaks import LeakRow, gift_leaks
from referrals.wiring import stores

app = typer.Typer(no_args_is_help=True, help="Gift codes that come with a first order.")


@app.callback()
def gifts() -> None:
    """A command with one word below it is one all the same."""


@app.command()
def leaks(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many codes.")] = 100,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Codes that a second order had, or an order whose own click is of another link."""
    with explain_errors():
        target.enter(stack)
        found, _ = gift_leaks(program, stores.gift_codes(), limit=limit)
        data = [row.model_dump(mode="json") for row in found]
        show(data, as_json=as_json, human=lambda: _tell(found))


def _tell(found: list[LeakRow]) -> None:
    if not found:
        console.print("No code was seen in hands that it wasn't made for.")
        return
    table = Sheet("code", "link", "used by", "leaked to", "how")
    for row in found:
        for leak in row.leaks:
            table.add_row(row.code, row.link, row.used_by, leak.conversion_key, leak.kind)
    table.print()
