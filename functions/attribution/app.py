"""Conversions stream: who brought this order, by which rule, and why."""

from typing import Any

from referrals import desks, wiring
from referrals.edge.log import count
from referrals.edge.stream import Record, process
from referrals.model.conversion import ConversionKey
from referrals.steps.attribute_conversion import attribute_conversion


def handler(event: dict[str, Any], context: Any) -> Any:
    return process(event, context, handle)


def handle(record: Record) -> None:
    if "revision" not in record.new:  # a raw body or a held one: only orders have revisions
        return
    key = ConversionKey.parse(record.new["conversion_key"])
    referral = attribute_conversion(key, desks.desk(), now=wiring.now())
    if referral:
        decision = referral.attribution
        count("Attributions", status=decision.status, reason=decision.reason)
