"""A batch handled as one: what may be tried again is, and one bad record stops no other."""

import json
from collections.abc import Sequence
from typing import Any

import boto3
import pytest

from referrals.edge import stream
from referrals.edge.stream import Record, process, process_batch
from referrals.model.errors import RefusedError, UnavailableError

ARN = "arn:aws:dynamodb:eu-west-1:000000000000:table/Clicks/stream/2026-11-22T00:00:00.000"


def an_event(*names: str) -> dict[str, Any]:
    return {"Records": [a_record(number, name) for number, name in enumerate(names)]}


def a_record(number: int, name: str) -> dict[str, Any]:
    change = {"SequenceNumber": str(number), "NewImage": {"name": {"S": name}}}
    event = {"eventID": f"event-{number}", "eventName": "INSERT", "eventSourceARN": ARN}
    return {**event, "dynamodb": change}


@pytest.fixture
def failures(account: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    queue = boto3.resource("sqs").create_queue(QueueName="failures")
    monkeypatch.setenv("FAILURES_QUEUE_URL", queue.url)
    stream._queue.cache_clear()
    return queue


def refuse_bad(records: Sequence[Record]) -> None:
    if any(record.new["name"] == "bad" for record in records):
        raise RefusedError("bad")


def test_a_good_batch_is_handled_once_as_a_whole() -> None:
    seen: list[int] = []

    answer = process_batch(an_event("a", "b"), lambda records: seen.append(len(records)))

    assert seen == [2]
    assert answer == {"batchItemFailures": []}


def test_busy_tables_send_the_batch_back_from_its_start() -> None:
    def busy(records: Sequence[Record]) -> None:
        raise UnavailableError("busy")

    assert process_batch(an_event("a", "b"), busy) == {
        "batchItemFailures": [{"itemIdentifier": "0"}]
    }


def test_one_bad_record_is_parked_by_its_name(failures: Any) -> None:
    answer = process_batch(an_event("a", "bad", "c"), refuse_bad)

    (parked,) = failures.receive_messages(MaxNumberOfMessages=10)
    assert answer == {"batchItemFailures": []}
    assert json.loads(parked.body)["record"]["eventID"] == "event-1"


def test_a_record_that_came_after_a_bad_one_is_tried_again(failures: Any) -> None:
    def handle(records: Sequence[Record]) -> None:
        refuse_bad(records)
        if records[0].new["name"] == "busy":
            raise UnavailableError("busy")

    answer = process_batch(an_event("a", "bad", "busy", "d"), handle)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}]}


def test_each_alone_a_busy_one_holds_up_none_of_the_others(failures: Any) -> None:
    seen: list[str] = []

    def handle(record: Record) -> None:
        refuse_bad([record])
        if record.new["name"] == "busy":
            raise UnavailableError("busy")
        seen.append(record.new["name"])

    answer = process(an_event("a", "busy", "bad", "d"), handle)

    (parked,) = failures.receive_messages(MaxNumberOfMessages=10)
    assert seen == ["a", "d"]
    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert json.loads(parked.body)["code"] == "refused"


def test_what_is_parked_is_counted_and_its_trace_is_logged(
    failures: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    process(an_event("bad"), lambda record: refuse_bad([record]))

    logged, counted = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (logged["message"], logged["table"]) == ("parked", "Clicks")
    assert "refuse_bad" in logged["exception"]
    assert counted["Parked"] == [1]
