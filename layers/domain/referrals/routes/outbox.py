"""The outbox: what waits to go out, and sending parked items again."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from referrals.edge.api.access import needs
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.session.api_key import Scope
from referrals.routes.fields import ItemPath
from referrals.steps.delivery.resend import resend
from referrals.wiring import clock, stores

router = Routes()
State = Annotated[DeliveryState, Query(description="Parked items wait for a person.")]


class OutboxPage(BaseModel):
    items: list[OutboxItem]
    next_cursor: str | None


@router.get("/v1/outbox", tags=["outbox"], **needs(Scope.OUTBOX_READ))
def list_all(
    state: State = DeliveryState.PARKED, limit: Limit = 50, cursor: Cursor = ""
) -> OutboxPage:
    """Items in one state, page by page, the longest due first."""
    items, after = stores.outbox().page(state, limit, start_of(cursor, **stores.outbox().page_keys))
    return OutboxPage(items=items, next_cursor=cursor_of(after))


@router.post("/v1/outbox/<item_id>/resend", tags=["outbox"], **needs(Scope.OUTBOX_WRITE))
def send_again(item_id: ItemPath) -> OutboxItem:
    """Send a parked item again."""
    return resend(item_id, stores.outbox(), stores.endpoints(), now=clock.now())
