"""The list of what waits for a person's hands, the longest first."""

from collections.abc import Iterator
from typing import Any

from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.delivery.todo import Todo, grant_key_of
from referrals.store.delivery.outbox import Outbox
from referrals.store.reward.grant import Grants


def todo_page(
    outbox: Outbox, grants: Grants, limit: int, start: dict[str, Any] | None = None
) -> tuple[list[Todo], dict[str, Any] | None]:
    """Of `limit` parked items those that wait for hands; where to go on."""
    items, after = outbox.page(DeliveryState.PARKED, limit, start)
    return list(_open_todos(items, grants)), after


def _open_todos(items: list[OutboxItem], grants: Grants) -> Iterator[Todo]:
    for item in items:
        key = grant_key_of(item)
        grant = grants.find(key) if key else None
        if grant and (found := Todo(item, grant)).is_open:
            yield found
