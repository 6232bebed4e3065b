"""Referrals stream: rewards both sides, or says why not; takes back what an order lost."""

from typing import Any

from referrals import desks, wiring
from referrals.edge.log import count
from referrals.edge.stream import Record, process
from referrals.steps.settle_rewards import key_to_settle, settle_rewards


def handler(event: dict[str, Any], context: Any) -> Any:
    return process(event, context, handle)


def handle(record: Record) -> None:
    key = key_to_settle(record.new)
    if key is None:
        return
    decision = settle_rewards(key, desks.orders(), desks.books(), wiring.now())
    if decision:
        count("Rewards", status=decision.status, reason=decision.reason)
