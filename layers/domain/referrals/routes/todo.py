"""To-dos: what only a person can hand over or take back, and the word that it is done."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, Field

from referrals.desks import hand_work as hand_work_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import written_answer
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.session.api_key import Scope
from referrals.routes.correction import Maker
from referrals.routes.fields import ItemPath, RequestBody
from referrals.steps.delivery.finish_by_hand import finish_by_hand
from referrals.views.delivery.to_do_list import ToDo, ToDoSources, to_do_list
from referrals.wiring import clock, stores

router = Routes()


class ToDoPage(BaseModel):
    items: list[ToDo]
    next_cursor: str | None
    """A page may be short, or empty, and still have a next one."""


class DoneRequest(RequestBody):
    code: Annotated[str, Field(max_length=80, pattern=r"^[\x21-\x7e]*$")] = ""
    """For the person: what to enter or show; empty where there is none."""
    made_by: Maker


@router.get("/v1/todo", tags=["outbox"], **needs(Scope.OUTBOX_READ))
def list_all(limit: Limit = 50, cursor: Cursor = "") -> Response[ToDoPage]:
    """List what waits for a person's hands, the oldest first."""
    outbox, words = stores.outbox(), router.words
    sources = ToDoSources(outbox, stores.grants(), stores.redemptions(), stores.programs())
    start = start_of(cursor, **outbox.page_keys)
    items, after = to_do_list(sources, words, limit, start)
    return written_answer(ToDoPage(items=items, next_cursor=cursor_of(after)), words=words)


@router.post("/v1/todo/<item_id>/done", tags=["outbox"], **needs(Scope.OUTBOX_WRITE))
def finish(item_id: ItemPath, request: DoneRequest) -> OutboxItem:
    """Say that it is done, with the code if there is one; its person is written to."""
    names = (item_id, request.code, request.made_by)
    return finish_by_hand(*names, hand_work_desk.hand_work(), now=clock.now())
