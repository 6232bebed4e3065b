"""`goodword goodwill`: a named person of the shop gives credit or points, and says why."""

from typing import Annotated

import typer

from goodword import target
from goodword.amount import HELP, parse_amount
from goodword.change_log import actor_of_change
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet, amount_text
from referrals.desks import goodwill as goodwill_desk
from referrals.model.goodwill.goodwill import LONGEST_MAKER, LONGEST_REASON, Goodwill
from referrals.steps.goodwill.give_goodwill import GoodwillResult, GoodwillWish, give_goodwill
from referrals.wiring import clock, stores

LONGEST_REFERENCE = 200
app = typer.Typer(no_args_is_help=True, help="Gestures of the shop: give, list.")


@app.command()
def give(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    person: Annotated[str, typer.Argument(help="Whose it will be (adv_..., fri_...).")],
    amount: Annotated[str, typer.Argument(help=HELP)],
    *,
    reference: Annotated[str, typer.Option(help="Your own name for it: the same one is the same.")],
    reason: Annotated[str, typer.Option(help="Why; its person never reads it.")],
    by: Annotated[str, typer.Option(help="Who gives it.")],
    asset: Annotated[str, typer.Option(help="The program's currency, or points.")] = "EUR",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Gives it at once; its person is written to."""
    _require_text(reference, LONGEST_REFERENCE, "--reference")
    _require_text(reason, LONGEST_REASON, "--reason")
    _require_text(by, LONGEST_MAKER, "--by")
    with explain_errors():
        units = parse_amount(amount, asset)
        target.enter(stack)
        wish = GoodwillWish(
            program_id=program,
            person_id=person,
            asset=asset,
            amount=units,
            reference=reference,
            reason=reason,
            made_by=by,
            actor=actor_of_change(),
        )
        given = give_goodwill(wish, goodwill_desk.goodwill(), now=clock.now())
        data = given.gesture.model_dump(mode="json") | {"new": given.new}
        show(data, as_json=as_json, human=lambda: _tell(given))


@app.command(name="list")
def list_of_person(
    person: Annotated[str, typer.Argument(help="Whose it is (adv_..., fri_...).")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """What a person was given as goodwill, the newest first."""
    with explain_errors():
        target.enter(stack)
        found, _ = stores.goodwill().of_person(person, limit)
        data = [each.model_dump(mode="json") for each in found]
        show(data, as_json=as_json, human=lambda: _tell_all(found))


def _require_text(text: str, longest: int, option: str) -> None:
    if not (0 < len(text) <= longest and text.isprintable()):
        raise typer.BadParameter(f"{option} takes 1 to {longest} printable characters")


def _tell(given: GoodwillResult) -> None:
    gesture = given.gesture
    what = f"{amount_text(gesture.amount, gesture.asset)} for {gesture.person_id}"
    again = "" if given.new else " It was given before, and is not given again."
    console.print(f"{gesture.goodwill_id}: {what}.{again}", highlight=False)


def _tell_all(found: list[Goodwill]) -> None:
    table = Sheet("given on", "amount", "by", "reason", "reference")
    for each in found:
        amount = amount_text(each.amount, each.asset)
        who = f"{each.made_by} ({each.actor})" if each.actor else each.made_by
        words = (who, each.reason, each.reference)
        table.add_row(f"{each.given_at:%Y-%m-%d}", amount, *words)
    table.print()
