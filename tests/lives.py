"""One order's whole life in each source's own bodies, from its creation to its last change.

Every kind of event that an order may see is here for every source, or named as one it lacks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from goodword.bodies.pretend import PretendOrder

EVENTS = ("create", "pay", "edit", "part", "refund", "undo", "cancel", "dispute", "won", "reopen")
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
        return self.made(
            source,
            replace(
                ORDER,
                total=Decimal(self.total),
                refunded=Decimal(self.back),
                refund_id=self.refund_id,
                changed_at=ORDER.changed_at + timedelta(seconds=second),
            ),
        )

    def made(self, source: str, order: PretendOrder) -> Any:
        module = import_module(f"goodword.bodies.{source.replace('-', '_')}")
        return module.TOPICS[self.topic](order)


_SEGMENT = (
    Step("create", "order-completed"),
    Step("edit", "order-completed", total="60.00"),
    Step("part", "order-refunded", back="12.50"),
    Step("refund", "order-refunded", back="20.00", refund_id=2),
    Step("cancel", "order-cancelled"),
)
LIVES: dict[str, tuple[Step, ...]] = {
    "shopify": (
        Step("create", "orders/create"),
        Step("pay", "orders/paid"),
        Step("edit", "orders/updated", total="60.00"),
        Step("part", "refunds/create", back="12.50"),
        Step("part", "orders/updated", total="60.00", back="12.50"),
        Step("undo", "orders/updated/refund-failed", total="60.00", back="12.50"),
        Step("refund", "refunds/create", back="20.00", refund_id=2),
        Step("dispute", "disputes/create"),
        Step("won", "disputes/update/won"),
        Step("cancel", "orders/cancelled", total="60.00"),
    ),
    "woocommerce": (
        Step("create", "order.created"),
        Step("pay", "order.updated"),
        Step("edit", "order.updated", total="60.00"),
        Step("part", "order.updated/refunded", total="60.00", back="12.50"),
        Step("refund", "order.updated/refunded", total="60.00", back="32.50"),
        Step("undo", "order.updated", total="60.00"),
        Step("cancel", "order.updated/cancelled", total="60.00"),
        Step("reopen", "order.updated", total="60.00"),
    ),
    "stripe": (
        Step("create", "checkout.session.completed/unpaid"),
        Step("pay", "checkout.session.async_payment_succeeded"),
        Step("part", "refund.created", back="12.50"),
        Step("part", "charge.refunded", back="12.50"),
        Step("undo", "refund.failed", back="12.50"),
        Step("refund", "refund.created", back="20.00", refund_id=2),
        Step("dispute", "charge.dispute.created"),
        Step("won", "charge.dispute.closed/won"),
    ),
    "bigcommerce": (
        Step("create", "store/order/created"),
        Step("pay", "store/order/statusUpdated"),
        Step("edit", "store/order/statusUpdated", total="60.00"),
        Step("part", "store/order/refund/created", total="60.00", back="12.50"),
        Step("refund", "store/order/updated", total="60.00"),
        Step("undo", "store/order/statusUpdated", total="60.00"),
        Step("dispute", "store/order/updated/disputed", total="60.00"),
        Step("won", "store/order/statusUpdated", total="60.00"),
        Step("cancel", "store/order/updated/cancelled", total="60.00"),
        Step("reopen", "store/order/statusUpdated", total="60.00"),
    ),
    "square": (
        Step("create", "payment.created"),
        Step("pay", "payment.updated"),
        Step("edit", "payment.updated", total="60.00"),
        Step("part", "refund.created", back="12.50"),
        Step("part", "refund.updated", back="12.50"),
        Step("refund", "refund.updated", back="20.00", refund_id=2),
        Step("undo", "refund.updated/failed", back="12.50"),
        Step("dispute", "dispute.created"),
        Step("won", "dispute.state.updated"),
    ),
    "paddle": (
        Step("create", "transaction.created"),
        Step("pay", "transaction.completed"),
        Step("part", "adjustment.updated", back="12.50"),
        Step("refund", "adjustment.updated", back="20.00", refund_id=2),
        Step("undo", "adjustment.updated.refund_reversed", back="12.50"),
        Step("dispute", "adjustment.created.chargeback"),
        Step("won", "adjustment.created.chargeback_reverse"),
    ),
    "lemonsqueezy": (
        Step("create", "order_created/pending"),
        Step("pay", "order_created"),
        Step("part", "order_refunded", back="12.50"),
        Step("refund", "order_refunded", back="32.50"),
        Step("undo", "order_created"),
        Step("cancel", "order_created/fraudulent"),
        Step("reopen", "order_created"),
    ),
    "segment": _SEGMENT,
    "segment-server": (*_SEGMENT[:1], Step("pay", "order-completed"), *_SEGMENT[1:]),
    "signed": (
        Step("create", "order.updated/pending"),
        Step("pay", "order.paid"),
        Step("edit", "order.updated", total="60.00"),
        Step("part", "refund.created", back="12.50"),
        Step("refund", "refund.created", back="20.00", refund_id=2),
        Step("undo", "refund.updated"),
        Step("dispute", "dispute.opened"),
        Step("won", "dispute.won"),
        Step("cancel", "order.cancelled"),
        Step("reopen", "order.reopened"),
    ),
}
_BY_THE_BANK = {"dispute": "the order doesn't tell", "won": "the order doesn't tell"}
LACKED: dict[str, dict[str, str]] = {
    "woocommerce": _BY_THE_BANK,
    "shopify": {"reopen": "a cancelled order stays cancelled"},
    "stripe": {
        "edit": "what was paid is not edited",
        "cancel": "what was paid is refunded",
        "reopen": "nothing is called off",
    },
    "square": {
        "cancel": "only what was never captured",
        "reopen": "a cancelled payment stays cancelled",
    },
    "paddle": {
        "edit": "a completed transaction stays as it is",
        "cancel": "only what was never paid",
        "reopen": "a cancelled transaction stays cancelled",
    },
    "lemonsqueezy": {
        "edit": "what was paid is not edited",
        "dispute": "told as a refund",
        "won": "told as a refund taken back",
    },
    "segment": {
        "pay": "a browser's word is no payment",
        "undo": "no such track",
        "dispute": "no such track",
        "won": "no such track",
        "reopen": "no such track",
    },
    "segment-server": {
        "undo": "no such track",
        "dispute": "no such track",
        "won": "no such track",
        "reopen": "no such track",
    },
}


def seconds(steps: Sequence[Step]) -> tuple[int, ...]:
    """Each step in a second of its own."""
    return tuple(range(len(steps)))
