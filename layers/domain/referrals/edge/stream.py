"""DynamoDB stream batches: what may be tried again is, what may not is parked, nothing is lost."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import boto3

from awswire.boto import CONFIG
from awswire.codec import Item, decode_item
from referrals.edge.log import count, log, trace_of
from referrals.model.errors import GoodwordError, UnavailableError
from referrals.wiring.settings import endpoint_url, setting

_NAMES = ("eventID", "eventName", "eventSourceARN")


class Record:
    """One change of one item, in plain values."""

    def __init__(self, raw: dict[str, Any]) -> None:
        change = raw["dynamodb"]
        self.record_id = raw["eventID"]
        self.inserted = raw["eventName"] == "INSERT"
        self.table = raw["eventSourceARN"].split("/")[1]
        self.sequence = change["SequenceNumber"]
        self.changed_at = _seconds(change.get("ApproximateCreationDateTime"))
        self.new: Item = decode_item(change.get("NewImage") or {})
        self.old: Item = decode_item(change.get("OldImage") or {})
        self.raw = raw


def _seconds(told: Any) -> float | None:
    """In epoch seconds; None where a stream tells no moment. Emulators tell a datetime."""
    if isinstance(told, datetime):
        return told.timestamp()
    return float(told) if isinstance(told, int | float) else None


def process(event: dict[str, Any], handle: Callable[[Record], None]) -> Any:
    """Each record through `handle`: one that must be tried again holds up none of the others."""
    batches = ([record] for record in _records(event))
    return _process(batches, lambda batch: handle(batch[0]))


def process_batch(event: dict[str, Any], handle: Callable[[Sequence[Record]], None]) -> Any:
    """The batch through `handle` at once, for steps that are safe to repeat however it is cut."""
    return _process([_records(event)], handle)


def _records(event: dict[str, Any]) -> list[Record]:
    return [Record(raw) for raw in event["Records"]]


def _process(
    batches: Iterable[Sequence[Record]], handle: Callable[[Sequence[Record]], None]
) -> Any:
    """The answer to Lambda: it tries again from the earliest record that is named in it."""
    failed = [first for batch in batches if (first := _first_retry(batch, handle))]
    return {"batchItemFailures": [{"itemIdentifier": record.sequence} for record in failed]}


def _first_retry(
    batch: Sequence[Record], handle: Callable[[Sequence[Record]], None]
) -> Record | None:
    """The record to retry from, if any; a batch that fails is cut until one record is to blame."""
    try:
        handle(batch)
    except UnavailableError as error:
        log("WARNING", "to be tried again", code=error.code)
        return batch[0]
    except Exception as error:
        if len(batch) == 1:
            _park(batch[0], error)
            return None
        for record in batch:
            if failed := _first_retry([record], handle):
                return failed
    return None


def _park(change: Record, error: Exception) -> None:
    code = error.code if isinstance(error, GoodwordError) else type(error).__name__
    log("ERROR", "parked", code=code, table=change.table, exception=trace_of(error))
    count("Parked")
    body = json.dumps({"code": code, "record": _without_content(change.raw)}, default=str)
    _queue().send_message(QueueUrl=setting("FAILURES_QUEUE_URL"), MessageBody=body)


def _without_content(raw: dict[str, Any]) -> dict[str, Any]:
    """Which item it was, and where in the stream: the item itself is in its table."""
    change = {name: raw["dynamodb"].get(name) for name in ("Keys", "SequenceNumber")}
    return {**{name: raw[name] for name in _NAMES}, "dynamodb": change}


@cache
def _queue() -> Any:
    return boto3.client("sqs", endpoint_url=endpoint_url(), config=CONFIG)
