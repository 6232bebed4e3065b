"""Referrals stream: rewards both sides, or says why not; takes back what an order lost."""

from typing import Any

from referrals.desks import reward as reward_desk
from referrals.edge.log import count
from referrals.edge.stream import Record, process
from referrals.steps.reward.settle_rewards import key_to_settle, settle_rewards
from referrals.wiring import clock


def handler(event: dict[str, Any], context: Any) -> Any:
    return process(event, handle)


def handle(record: Record) -> None:
    key = key_to_settle(record.new)
    if key is None:
        return
    decision = settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=clock.now())
    if decision:
        count("Rewards", status=decision.status, reason=decision.reason)
