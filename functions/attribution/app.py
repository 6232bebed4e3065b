"""Conversions stream: who brought this order, by which rule, and why."""

from typing import Any

from referrals.desks import attribution as attribution_desk
from referrals.edge.log import count
from referrals.edge.stream import Record, process
from referrals.model.order_key import ConversionKey
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.wiring import clock


def handler(event: dict[str, Any], context: Any) -> Any:
    return process(event, handle)


def handle(record: Record) -> None:
    if "revision" not in record.new:  # a raw body or a held one: only orders have revisions
        return
    key = ConversionKey.parse(record.new["conversion_key"])
    referral = attribute_conversion(key, attribution_desk.desk(), now=clock.now())
    if referral:
        decision = referral.attribution
        count("Attributions", status=decision.status, reason=decision.reason)
