"""Outbox stream: hands over rewards, sends words, calls webhooks; each item once if it can be."""

from typing import Any

from referrals.desks import delivery as delivery_desk
from referrals.edge.log import count
from referrals.edge.stream import Record, process
from referrals.model.delivery.outbox import is_due
from referrals.steps.delivery.deliver import deliver
from referrals.wiring import clock


def handler(event: dict[str, Any], context: Any) -> Any:
    return process(event, handle)


def handle(record: Record) -> None:
    now = clock.now()
    if not is_due(record.new, now):
        return
    desk, jitter = delivery_desk.delivery_desk(), clock.random_bytes(1)[0] / 255
    outcome = deliver(record.new["item_id"], desk, now=now, jitter=jitter)
    if outcome is not None:
        count("Deliveries", channel=record.new["channel"], outcome=type(outcome).__name__)
