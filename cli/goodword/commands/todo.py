"""`goodword todo`: what waits for a person's hands, and saying that it is done."""

import getpass
from typing import Annotated, Any

import typer

from goodword import target
from goodword.change_log import actor_of_change
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.desks import todo as todo_desk
from referrals.model.delivery.outbox import HandWord
from referrals.model.delivery.todo import ExchangeTodo, Todo
from referrals.steps.delivery.finish_todo import finish_todo
from referrals.views.delivery.reader_queue import reader_queue
from referrals.views.delivery.todo import TodoSources, todo_page
from referrals.wiring import clock, nudge_stores, stores, story_stores

PAGE = 100
app = typer.Typer(no_args_is_help=True, help="Rewards that people hand over: list, done.")


@app.command(name="list")
def list_todos(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Gifts to pack, codes to enter in your till or to end there; the longest waiting first."""
    with explain_errors():
        target.enter(stack)
        found = _todos(limit)
        data = [_data(each) for each in found]
        show(data, as_json=as_json, human=lambda: _tell(data, _reader_lines()))


@app.command(name="done")
def finish(
    item_id: Annotated[str, typer.Argument(help="Its id, from the list.")],
    code: Annotated[str, typer.Option(help="The code that you entered, if one was due.")] = "",
    by: Annotated[str, typer.Option(help="Who did it; otherwise your login.")] = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Notes who did it and with which code; the letter goes out now."""
    with explain_errors():
        target.enter(stack)
        who = by or getpass.getuser()
        word = HandWord(code, who, actor_of_change())
        item = finish_todo(item_id, word, todo_desk.todo(), now=clock.now())
        show(
            item.model_dump(mode="json"),
            as_json=as_json,
            human=lambda: console.print(f"Done by {who}: {item.item_id}", highlight=False),
        )


def _todos(limit: int) -> list[Todo | ExchangeTodo]:
    found: list[Todo | ExchangeTodo] = []
    start: Any = None
    sources = TodoSources(stores.outbox(), stores.grants(), stores.redemptions())
    while len(found) < limit:
        page, start = todo_page(sources, PAGE, start)
        found += page
        if start is None:
            break
    return found[:limit]


def _data(found: Todo | ExchangeTodo) -> dict[str, Any]:
    if isinstance(found, ExchangeTodo):
        return {
            "item_id": found.item.item_id,
            "what": "hand it over",
            "reward": found.exchange.words,
            "code": "",
            "for": _address_of(found.redemption.person_id),
            "order": "",
            "since": found.item.created_at.isoformat(),
        }
    return {
        "item_id": found.item.item_id,
        "what": "end it" if found.takes_back else "hand it over",
        "reward": found.side.worth.words,
        "code": found.side.code,
        "for": _address_of(found.side.person_id),
        "order": found.grant.key,
        "since": found.item.created_at.isoformat(),
    }


def _address_of(person_id: str) -> str:
    person = stores.people().find(person_id)
    return (person.email if person else "") or person_id


def _reader_lines() -> list[str]:
    """What waits to be read or answered has commands of its own."""
    lines: list[str] = []
    for program in stores.programs().list_all():
        found = reader_queue(
            program.program_id,
            nudge_stores.surveys(),
            story_stores.stories(),
            nudge_stores.suggestions(),
        )
        counted = [
            (found.answers, "unhappy answers wait for a reply", "answers"),
            (found.stories, "stories wait to be read", "stories"),
            (found.suggestions, "suggestions have no word from you", "suggestions"),
        ]
        lines += [
            f"{count} {what}: goodword {command} list {program.program_id}"
            for count, what, command in counted
            if count
        ]
    return lines


def _tell(data: list[dict[str, Any]], reader_lines: list[str]) -> None:
    for line in reader_lines:
        console.print(line, highlight=False, soft_wrap=True)
    if not data:
        console.print("Nothing waits for anybody's hands.")
        return
    table = Sheet("id", "what", "reward", "for", "since")
    for each in data:
        reward = f"{each['reward']} {each['code']}".strip()
        table.add_row(each["item_id"], each["what"], reward, each["for"], each["since"][:10])
    table.print()
