"""POST /webhooks/{program}/{source}: proves the delivery, records what it reports, answers."""

from typing import Any

from referrals.desks import conversion as conversion_desk
from referrals.edge.http import Answer, Event, answer, handle_errors, headers_of, raw_body
from referrals.edge.log import count, log, stack
from referrals.model.era import moment_of
from referrals.model.errors import GoodwordError
from referrals.model.order.receipt import Outcome, Receipt
from referrals.steps.order.record_conversion import (
    BadSignatureError,
    Delivery,
    UnknownSourceError,
    record_conversion,
)
from referrals.wiring import clock

REPLAYED = {"goodword-replayed": "true"}


def handler(event: dict[str, Any], context: Any) -> Answer:
    return handle_errors(_receive, event, _count_rejection)


def _receive(event: Event) -> Answer:
    delivery = _delivery(event)
    receipt = record_conversion(delivery, conversion_desk.recording())
    _tell(delivery, receipt)
    body = {
        "outcome": receipt.outcome.value,
        "order_id": receipt.order_id,
        "reason": receipt.reason,
    }
    fields = {name: value for name, value in body.items() if value}
    return answer(200, fields, headers=REPLAYED if receipt.outcome is Outcome.REPLAYED else None)


def _delivery(event: Event) -> Delivery:
    path = event.get("pathParameters") or {}
    # The gateway's own receipt time: the signed time is measured against the moment of arrival.
    epoch_ms = (event.get("requestContext") or {}).get("timeEpoch")
    arrived_at = clock.shift(moment_of(epoch_ms // 1000)) if isinstance(epoch_ms, int) else None
    return Delivery(
        program_id=str(path.get("program", "")),
        source=str(path.get("source", "")),
        headers=headers_of(event),
        raw=raw_body(event),
        received_at=arrived_at or clock.now(),
    )


def _tell(delivery: Delivery, receipt: Receipt) -> None:
    """A count for every outcome; a line where a person may want to look."""
    count("Deliveries", outcome=receipt.outcome.value, source=delivery.source)
    if receipt.outcome is Outcome.HELD:
        count("HeldDeliveries", source=delivery.source, stack=stack())
    if receipt.outcome in (Outcome.HELD, Outcome.NOTED):
        code = receipt.reason.partition(":")[0]
        fields = {"program": delivery.program_id, "source": delivery.source, "reason": code}
        log("WARNING", receipt.outcome.value, **fields)


def _count_rejection(event: Event, error: GoodwordError) -> None:
    """Names that strangers make up are counted as one."""
    if not isinstance(error, BadSignatureError | UnknownSourceError):
        return
    reason = error.proof.value if isinstance(error, BadSignatureError) else "unknown"
    named = str((event.get("pathParameters") or {}).get("source", ""))
    source = "other" if error.field == "source" else named
    count("RejectedDeliveries", reason=reason, source=source, stack=stack())
