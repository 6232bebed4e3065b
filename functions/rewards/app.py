"""Referrals stream: rewards both sides, or says why not; takes back what an order lost."""

from typing import Any

from referrals import wiring
from referrals.edge.log import count
from referrals.edge.stream import Record, process
from referrals.steps.settle_rewards import settle_rewards, unsettled
from referrals.store.referral import read_referral


def handler(event: dict[str, Any], context: Any) -> Any:
    return process(event, context, handle)


def handle(record: Record) -> None:
    """What is settled in the image stays settled: so our own writes cost nothing."""
    referral = read_referral(record.new)
    if not unsettled(referral):
        return
    decision = settle_rewards(referral.key, wiring.orders(), wiring.books(), wiring.now())
    if decision:
        count("Rewards", status=decision.status, reason=decision.reason)
