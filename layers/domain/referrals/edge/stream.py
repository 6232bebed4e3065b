"""DynamoDB stream batches: what may be tried again is, what may not is parked, nothing is lost."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

from awswire.boto import CONFIG
from awswire.codec import Item, decode_item
from referrals.model.errors import GoodwordError, UnavailableError
from referrals.wiring.settings import endpoint_url, setting

logger = Logger()
metrics = Metrics(namespace="Goodword")


class Record:
    """One change of one item, in plain values."""

    def __init__(self, raw: dict[str, Any]) -> None:
        change = raw["dynamodb"]
        self.record_id = raw["eventID"]
        self.inserted = raw["eventName"] == "INSERT"
        self.table = raw["eventSourceARN"].split("/")[1]
        self.sequence = change["SequenceNumber"]
        self.new: Item = decode_item(change.get("NewImage") or {})
        self.old: Item = decode_item(change.get("OldImage") or {})
        self.raw = raw


def process(event: dict[str, Any], context: Any, handle: Callable[[Record], None]) -> Any:
    """Each record through `handle`. Unavailable: Lambda tries again; else parked with its body."""

    def attempt(record: DynamoDBRecord) -> None:
        change = Record(record.raw_event)
        try:
            handle(change)
        except UnavailableError as error:
            logger.warning("to be tried again", extra={"code": error.code})
            raise
        except Exception as error:
            _park(change, error)

    processor = BatchProcessor(EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)
    answer = process_partial_response(event, attempt, processor, context)
    _flush()
    return answer


def process_batch(event: dict[str, Any], handle: Callable[[Sequence[Record]], None]) -> Any:
    """The batch through `handle` at once, for steps that are safe to repeat however it is cut."""
    failed = _first_to_try_again([Record(raw) for raw in event["Records"]], handle)
    _flush()
    return {"batchItemFailures": [{"itemIdentifier": failed.sequence}] if failed else []}


def _first_to_try_again(
    changes: Sequence[Record], handle: Callable[[Sequence[Record]], None]
) -> Record | None:
    """The record to retry from, if any; a failing batch is halved until one record is to blame."""
    try:
        handle(changes)
    except UnavailableError as error:
        logger.warning("to be tried again", extra={"code": error.code})
        return changes[0]
    except Exception as error:
        if len(changes) == 1:
            _park(changes[0], error)
            return None
        for change in changes:
            if failed := _first_to_try_again([change], handle):
                return failed
    return None


def _flush() -> None:
    if metrics.metric_set:
        metrics.flush_metrics()


def _park(change: Record, error: Exception) -> None:
    code = error.code if isinstance(error, GoodwordError) else type(error).__name__
    logger.error("parked", extra={"code": code, "table": change.table}, exc_info=True)
    metrics.add_metric("Parked", MetricUnit.Count, 1)
    body = json.dumps({"code": code, "record": change.raw}, default=str)
    _queue().send_message(QueueUrl=setting("FAILURES_QUEUE_URL"), MessageBody=body)


@cache
def _queue() -> Any:
    return boto3.client("sqs", endpoint_url=endpoint_url(), config=CONFIG)
