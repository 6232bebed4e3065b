"""Outbox stream: hands over rewards, makes codes, sends letters; each item once if it can be."""

from typing import Any

from referrals.desks import delivery as delivery_desk
from referrals.edge.delivery_run import report_delivery
from referrals.edge.stream import Record, process
from referrals.steps.delivery.deliver import deliver
from referrals.wiring import clock, stores


def handler(event: dict[str, Any], context: Any) -> Any:
    return process(event, handle)


def handle(record: Record) -> None:
    now = clock.now()
    item = stores.outbox().due_item(record.new, now)
    if item is None:
        return
    desk, jitter = delivery_desk.delivery_desk(), clock.random_bytes(1)[0] / 255
    outcome = deliver(item.item_id, desk, now=now, jitter=jitter)
    if outcome is not None:
        report_delivery(item.channel, outcome)
