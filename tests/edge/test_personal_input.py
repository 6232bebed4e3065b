"""What somebody sent is in no log line, no parked record and no error that leaves a function."""

import json
from collections.abc import Callable
from traceback import format_exception
from typing import Any

import boto3
import pytest
from pydantic import BaseModel

from referrals.edge import stream
from referrals.edge.http import handle_errors
from referrals.edge.job import run_job
from referrals.edge.log import trace_of
from referrals.edge.page_answer import page_or_trouble
from referrals.edge.queue import process_messages
from referrals.edge.stream import process, process_batch

SECRET = "ben@example.com"
IMAGE = {"email": {"S": SECRET}}
RECORD: dict[str, Any] = {
    "eventID": "1",
    "eventName": "MODIFY",
    "eventSourceARN": "arn:aws:dynamodb:eu-west-1:000000000000:table/People/stream/1",
    "dynamodb": {
        "Keys": {"person_id": {"S": "fri_ben"}},
        "SequenceNumber": "1",
        "NewImage": IMAGE,
        "OldImage": IMAGE,
    },
}
STREAM = {"Records": [RECORD]}
MESSAGES = {"Records": [{"messageId": "1", "body": SECRET}]}


class Age(BaseModel):
    age: int


def stumble(*_: object) -> Any:
    """As a model does that was given somebody's address."""
    try:
        return Age.model_validate({"age": SECRET})
    except ValueError as error:
        raise RuntimeError(f"no age: {SECRET}") from error


DOORS: dict[str, Callable[[], object]] = {
    "a record": lambda: process(STREAM, stumble),
    "a batch": lambda: process_batch(STREAM, stumble),
    "a queue": lambda: process_messages(MESSAGES, stumble),
    "the api": lambda: handle_errors(stumble, {}),
    "a page": lambda: page_or_trouble(stumble, lambda _, status: {"statusCode": status}, {}),
    "the clock": lambda: run_job("sweep", stumble),
}


@pytest.fixture
def failures(account: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    queue = boto3.resource("sqs").create_queue(QueueName="failures")
    monkeypatch.setenv("FAILURES_QUEUE_URL", queue.url)
    stream._queue.cache_clear()
    return queue


@pytest.mark.parametrize("door", sorted(DOORS))
def test_no_door_lets_out_what_somebody_sent(
    door: str, failures: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    answer: object = None
    try:
        answer = DOORS[door]()
    except Exception as error:
        # Lambda writes what leaves a function into its log, with all that led to it.
        answer = "".join(format_exception(error))
    parked = [message.body for message in failures.receive_messages()]
    written = capfd.readouterr()

    assert SECRET not in json.dumps([answer, parked], default=str) + written.out + written.err
    assert "Error" in json.dumps([answer, parked], default=str) + written.out


def test_a_parked_record_is_found_by_its_keys(failures: Any) -> None:
    process(STREAM, stumble)

    (message,) = failures.receive_messages()
    assert json.loads(message.body)["record"]["dynamodb"] == {
        "Keys": {"person_id": {"S": "fri_ben"}},
        "SequenceNumber": "1",
    }


def test_a_trace_says_where_and_what_kind() -> None:
    try:
        stumble()
    except RuntimeError as error:
        trace = trace_of(error)

    assert "test_personal_input.py" in trace
    assert [line for line in trace.splitlines() if " " not in line] == [
        "RuntimeError",
        "ValidationError",
    ]
