"""The list of what waits for a person's hands, the longest first."""

from collections.abc import Iterable, Iterator
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
    return list(open_todos(items, sources)), after


def open_todos(items: Iterable[OutboxItem], sources: TodoSources) -> Iterator[Todo | ExchangeTodo]:
    """Of these items those that wait for hands; two requests for a hundred."""
    items = list(items)
    grants = sources.grants.find_all(filter(None, map(grant_key_of, items)))
    redemptions = sources.redemptions.find_all(filter(None, map(redemption_id_of, items)))
    for item in items:
        grant = grants.get(grant_key_of(item))
        if grant and (found := Todo(item, grant)).is_open:
            yield found
        redemption = redemptions.get(redemption_id_of(item))
        if redemption and redemption.exchange and redemption.is_open:
            yield ExchangeTodo(item, redemption, redemption.exchange)
