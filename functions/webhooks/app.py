"""Outbox stream, what goes to the shop's own systems: one that hangs stops no letter, no reward."""

from typing import Any

from referrals.desks import webhook as webhook_desk
from referrals.edge.delivery_run import report_delivery
from referrals.edge.stream import Record, process
from referrals.model.delivery.outbox import Channel
from referrals.steps.delivery.call_merchant import call_merchant
from referrals.wiring import clock, stores


def handler(event: dict[str, Any], context: Any) -> Any:
    return process(event, handle)


def handle(record: Record) -> None:
    now = clock.now()
    item = stores.outbox().due_item(record.new, now)
    if item is None:
        return
    jitter = clock.random_bytes(1)[0] / 255
    if item.channel is Channel.WEBHOOK:
        outcome = call_merchant(item.item_id, webhook_desk.calls(), now=now, jitter=jitter)
    else:
        # Few shops have one: webhooks alone start without it.
        from referrals.desks import connection as connection_desk
        from referrals.steps.connection.tell_connection import tell_connection

        desk = connection_desk.connections()
        outcome = tell_connection(item.item_id, desk, now=now, jitter=jitter)
    if outcome is not None:
        report_delivery(item.channel, outcome)
