"""Conversions stream: who brought this order, by which rule, and why."""

from typing import Any

from referrals.desks import attribution as attribution_desk
from referrals.edge.log import count
from referrals.edge.stream import Record, process
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.wiring import clock, stores


def handler(event: dict[str, Any], context: Any) -> Any:
    return process(event, handle)


def handle(record: Record) -> None:
    key = stores.conversions().order_in(record.new, record.old)
    if key is None:
        return
    referral = attribute_conversion(key, attribution_desk.attribution(), now=clock.now())
    if referral:
        decision = referral.attribution
        count("Attributions", status=decision.status, reason=decision.reason)
