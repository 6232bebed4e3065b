"""The list of what waits for a person's hands, the longest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.delivery.todo import ExchangeTodo, Todo, grant_key_of, redemption_id_of
from referrals.store.delivery.outbox import Outbox
from referrals.store.redemption.redemption import Redemptions
from referrals.store.reward.grant import Grants


@dataclass(frozen=True, slots=True)
class TodoSources:
    outbox: Outbox
    grants: Grants
    redemptions: Redemptions


def todo_page(
    sources: TodoSources, limit: int, start: dict[str, Any] | None = None
) -> tuple[list[Todo | ExchangeTodo], dict[str, Any] | None]:
    """Of `limit` parked items those that wait for hands; where to go on."""
    items, after = sources.outbox.page(DeliveryState.PARKED, limit, start)
    return list(_open_todos(items, sources)), after


def _open_todos(items: list[OutboxItem], sources: TodoSources) -> Iterator[Todo | ExchangeTodo]:
    for item in items:
        key = grant_key_of(item)
        grant = sources.grants.find(key) if key else None
        if grant and (found := Todo(item, grant)).is_open:
            yield found
        redemption_id = redemption_id_of(item)
        redemption = sources.redemptions.find(redemption_id) if redemption_id else None
        if redemption and redemption.exchange and redemption.is_open:
            yield ExchangeTodo(item, redemption, redemption.exchange)
