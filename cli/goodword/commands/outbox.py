"""`goodword outbox`: what waits to go out, what got stuck and why, and sending it again."""

from typing import Annotated

import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.steps.delivery.resend import resend as resend_item
from referrals.wiring import clock, stores

MOST_SHOWN = 100
app = typer.Typer(no_args_is_help=True, help="What must reach the outside: list, resend.")


@app.command(name="list")
def list_items(
    state: Annotated[
        DeliveryState | None, typer.Option(help="Only items in this state; otherwise all.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many a state.")] = 20,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Items with their state, tries and reason; in each state the oldest due first."""
    with explain_errors():
        target.enter(stack)
        states = [state] if state else list(DeliveryState)
        items = [item for wanted in states for item in stores.outbox().page(wanted, limit)[0]]
        data = [item.model_dump(mode="json") for item in items]
        show(data, as_json=as_json, human=lambda: _tell(items))


@app.command()
def resend(
    item_ids: Annotated[
        list[str] | None, typer.Argument(help="Ids of parked items, from the list.")
    ] = None,
    parked: Annotated[bool, typer.Option("--parked", help="Every parked item.")] = False,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Sends parked items again, with all their tries before them."""
    if bool(item_ids) == parked:
        raise typer.BadParameter("name items, or say --parked")
    with explain_errors():
        target.enter(stack)
        outbox, now = stores.outbox(), clock.now()
        wanted = item_ids or [i.item_id for i in outbox.page(DeliveryState.PARKED, MOST_SHOWN)[0]]
        items = [resend_item(name, outbox, stores.endpoints(), now=now) for name in wanted]
        data = [item.model_dump(mode="json") for item in items]
        show(data, as_json=as_json, human=lambda: _tell_resent(items))


def _tell(items: list[OutboxItem]) -> None:
    table = Sheet("id", "channel", "topic", "state", "tries", "due", "reason")
    for item in items:
        due = item.due_at.isoformat() if item.state is DeliveryState.PENDING else ""
        tries = str(item.attempts)
        row = (item.item_id, item.channel, item.topic, item.state, tries, due, item.reason)
        table.add_row(*row)
    table.print()


def _tell_resent(items: list[OutboxItem]) -> None:
    console.print(f"{len(items)} waiting to go out again." if items else "Nothing is parked.")
    for item in items:
        console.print(item.item_id, highlight=False, markup=False, soft_wrap=True)
