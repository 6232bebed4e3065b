"""`goodword donations`: what a program gave to each cause in a year."""

from typing import Annotated

import typer

from goodword import target
from goodword.output import AsJson, Stack, explain_errors, show
from goodword.sheet import Sheet
from referrals.model.donation.donation import CauseTotal
from referrals.model.money import to_text
from referrals.wiring import stores


def donations(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    year: Annotated[int, typer.Argument(min=2000, max=2100, help="A calendar year.")],
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """What was given to each cause in a year; what went back is taken off."""
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        causes = stores.donations().of_year(program, year)
        data = [each.model_dump(mode="json") for each in causes]
        show(data, as_json=as_json, human=lambda: _tell(causes, rules.currency))


def _tell(causes: list[CauseTotal], currency: str) -> None:
    table = Sheet("cause", "name", "times", "in all")
    for each in causes:
        amount = to_text(each.amount_minor, currency)
        table.add_row(each.cause, each.name, str(each.given), amount)
    table.print()
