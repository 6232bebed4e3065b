"""What waits for a person's hands, and saying that it is done."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import BaseModel, Field

from referrals.desks import todo as todo_desk
from referrals.edge.api.access import needs
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.delivery.outbox import HandWord, OutboxItem
from referrals.model.delivery.todo import ExchangeTodo, Todo
from referrals.model.moment import Moment
from referrals.model.session.api_key import Scope
from referrals.routes.fields import ONE_LINE, ItemPath, RequestBody
from referrals.steps.delivery.finish_todo import finish_todo
from referrals.views.delivery.todo import TodoSources, todo_page
from referrals.wiring import clock, stores

router = Routes()


class TodoItem(BaseModel):
    item_id: str
    program: str
    order: str
    """The key of the order that it is for; empty for what was bought of the catalogue."""
    side: str
    person_id: str
    terms: dict[str, Any]
    """What was promised."""
    takes_back: bool
    """Whether it is to be ended rather than handed over."""
    code: str
    """What was handed over before, where something was."""
    since: Moment


class TodoPage(BaseModel):
    items: list[TodoItem]
    """May be fewer than asked for while there is more: other parked items are left out."""
    next_cursor: str | None


class DoneNote(RequestBody):
    by: Annotated[str, Field(min_length=1, max_length=100, pattern=ONE_LINE)]
    """Who did it."""
    code: Annotated[str, Field(max_length=64, pattern=r"^[!-~]*$")] = ""
    """The code that was entered in the till, where one was promised."""


@router.get("/v1/todo", tags=["todo"], **needs(Scope.OUTBOX_READ))
def list_all(limit: Limit = 50, cursor: Cursor = "") -> TodoPage:
    """Rewards that people hand over or end, the longest waiting first."""
    start = start_of(cursor, **stores.outbox().page_keys)
    sources = TodoSources(stores.outbox(), stores.grants(), stores.redemptions())
    found, after = todo_page(sources, limit, start)
    return TodoPage(items=[todo_item(each) for each in found], next_cursor=cursor_of(after))


@router.post("/v1/todo/<item_id>/done", tags=["todo"], **needs(Scope.OUTBOX_WRITE))
def finish(item_id: ItemPath, body: Annotated[DoneNote, Body()]) -> OutboxItem:
    """Say that it is done, by whom and with which code; the letter goes out then."""
    word = HandWord(body.code, body.by, router.key.key_id)
    return finish_todo(item_id, word, todo_desk.todo(), now=clock.now())


def todo_item(found: Todo | ExchangeTodo) -> TodoItem:
    if isinstance(found, ExchangeTodo):
        return TodoItem(
            item_id=found.item.item_id,
            program=found.redemption.program_id,
            order="",
            side="",
            person_id=found.redemption.person_id,
            terms=found.exchange.terms,
            takes_back=False,
            code="",
            since=found.item.created_at,
        )
    return TodoItem(
        item_id=found.item.item_id,
        program=found.grant.program_id,
        order=found.grant.key,
        side=found.side.name,
        person_id=found.side.person_id,
        terms=found.side.terms,
        takes_back=found.takes_back,
        code=found.side.code,
        since=found.item.created_at,
    )
