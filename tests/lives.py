"""What an order may see in its life; tests/shops tells each source's in its own bodies."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from goodword.trial.pretend_order import PretendOrder

EVENTS = (
    *("create", "pay", "lapse", "regain", "edit", "part", "refund", "undo", "cancel", "reopen"),
    *("inquiry", "disputed part", "dispute", "won"),
)
ORDER = PretendOrder(
    order_id=8_800_001,
    total=Decimal("50.00"),
    currency="EUR",
    placed_at=datetime(2026, 11, 22, 9, 28, tzinfo=UTC),
    changed_at=datetime(2026, 11, 22, 9, 30, tzinfo=UTC),
    ref="ada-bakes",
)


@dataclass(frozen=True, slots=True)
class Step:
    event: str
    topic: str
    total: str = "50.00"
    back: str = "0"
    refund_id: int = 1

    def body(self, source: str, second: int) -> Any:
        """As the shop tells it so many seconds after the order's first."""
        return self.make_body(
            source,
            replace(
                ORDER,
                total=Decimal(self.total),
                refunded=Decimal(self.back),
                refund_id=self.refund_id,
                changed_at=ORDER.changed_at + timedelta(seconds=second),
            ),
        )

    def make_body(self, source: str, order: PretendOrder) -> Any:
        module = import_module(f"goodword.trial.{source.replace('-', '_')}")
        return module.TOPICS[self.topic](order)


def put(body: Any, path: list[str], value: str) -> None:
    """A value, as JSON or as plain text, at a path of names and positions."""
    *way, last = (int(part) if part.isdigit() else part for part in path)
    for part in way:
        body = body.setdefault(part, {}) if isinstance(body, dict) else body[part]
    try:
        body[last] = json.loads(value)
    except ValueError:
        body[last] = value


def seconds(steps: Sequence[Step]) -> tuple[int, ...]:
    """Each step in a second of its own."""
    return tuple(range(len(steps)))
