"""`goodword todo`: what only a person can hand over or take back, and the word that it is done."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from goodword import target
from goodword.output import AsJson, Language, Stack, console, explain_errors, show
from referrals.desks import hand_work as hand_work_desk
from referrals.model.words.wording import ENGLISH, wording
from referrals.steps.delivery.finish_by_hand import finish_by_hand
from referrals.views.delivery.to_do_list import ToDo, ToDoSources, to_do_list
from referrals.wiring import clock, stores

LONGEST_CODE = 80
app = typer.Typer(no_args_is_help=True, help="What waits for a person's hands: list, done.")


@app.command(name="list")
def list_all(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Of so many parked items.")] = 100,
    language: Language = ENGLISH,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """What is to be handed over or taken back, the oldest first."""
    with explain_errors():
        target.enter(stack)
        memory = stores.outbox(), stores.grants(), stores.redemptions(), stores.programs()
        found, _ = to_do_list(ToDoSources(*memory), wording(language), limit)
        data = [each.model_dump(mode="json") for each in found]
        show(data, as_json=as_json, human=lambda: _tell(found))


@app.command(name="done")
def finish(
    item_id: Annotated[str, typer.Argument(help="From the list.")],
    *,
    by: Annotated[str, typer.Option(help="Who did it.")],
    code: Annotated[str, typer.Option(help="For the person: what to enter or show.")] = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Says that it is done; its person is written to."""
    if not (by and by.isprintable() and len(code) <= LONGEST_CODE and code.isprintable()):
        raise typer.BadParameter("--by and --code take printable characters, --code 80 at most")
    with explain_errors():
        target.enter(stack)
        item = finish_by_hand(item_id, code, by, hand_work_desk.hand_work(), now=clock.now())
        data = item.model_dump(mode="json")
        show(data, as_json=as_json, human=lambda: console.print("Done; it goes out in a moment."))


def _tell(found: list[ToDo]) -> None:
    if not found:
        console.print("Nothing waits for anybody's hands.")
        return
    table = Table("item", "since", "what", "for")
    for each in found:
        what = f"take back: {each.words} {each.code}" if each.take_back else each.words
        table.add_row(each.item_id, f"{each.since:%Y-%m-%d}", escape(what), each.person_id)
    console.print(table)
