"""`goodword statement`: what came, went, waits and ends of what somebody has, in words."""

from typing import Annotated

import typer

from goodword import target
from goodword.output import AsJson, Language, Stack, console, explain_errors, show
from referrals.model.redemption.redemption import require_asset
from referrals.model.words.wording import ENGLISH, wording
from referrals.views.reward.personal_statement import (
    PersonalStatement,
    Places,
    StatementQuestion,
    personal_statement,
)
from referrals.wiring import clock, stores

MOST_LINES = 200


def statement(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    person: Annotated[str, typer.Argument(help="Whose it is (adv_..., fri_...).")],
    asset: Annotated[
        str, typer.Option(help="The program's currency, as without it, or points.")
    ] = "",
    *,
    limit: Annotated[int, typer.Option(min=1, max=MOST_LINES, help="At most so many lines.")] = 50,
    language: Language = ENGLISH,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """What came, went, waits and ends, as its person reads it."""
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        wanted = asset or rules.currency
        require_asset(wanted, rules)
        whose = stores.people().get(person)
        question = StatementQuestion(whose, wanted, rules, wording(language), clock.now())
        books = stores.ledger(), stores.grants()
        found, after = personal_statement(question, *books, limit=limit, places={})
        data = found.model_dump(mode="json") | {"more": after is not None}
        show(data, as_json=as_json, human=lambda: _tell(found, after))


def _tell(found: PersonalStatement, after: Places | None) -> None:
    waits, ends = (each.words for each in found.waits), (each.words for each in found.ends)
    for sentence in (*found.holds, *waits, *ends, *(each.words for each in found.lines)):
        console.print(sentence, highlight=False, markup=False)
    if after:
        console.print("There is more: use a larger --limit.")
