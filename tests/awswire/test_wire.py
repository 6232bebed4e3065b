"""The light client under faults: the same tries as botocore's, and never beyond its time."""

import json
import time
import zlib
from contextlib import suppress
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from awswire.dynamo import AwsError
from awswire.wire import DYNAMODB, Patience, Wire, dynamo_over_wire, secrets_over_wire
from tests.awswire.caller import ENVIRONMENT, KEY
from tests.awswire.scripted_server import Script, playing, refusal, reply

FOUND = {"Item": {"code": {"S": "ada-bakes"}}}
GOOD = reply(200, FOUND)
THROTTLE = "ProvisionedThroughputExceededException"


def ask(script: Script, **patience: float) -> dict[str, Any]:
    wire = Wire(DYNAMODB, ENVIRONMENT, script.url, Patience(**patience))  # type: ignore[arg-type]
    return wire.call("GetItem", KEY)


def failure_of(script: Script, **patience: float) -> AwsError:
    with pytest.raises(AwsError) as raised:
        ask(script, **patience)
    return raised.value


def tries_of_botocore(script: Script) -> int:
    client = boto3.client(
        "dynamodb",
        endpoint_url=script.url,
        region_name="eu-west-1",
        aws_access_key_id="a",
        aws_secret_access_key="b",
        config=Config(
            connect_timeout=1,
            read_timeout=0.3,
            retries={"mode": "standard", "total_max_attempts": 3},
        ),
    )
    with suppress(ClientError, BotoCoreError):
        client.get_item(**KEY)
    return len(script.asked)


def test_a_request_is_what_dynamodb_expects() -> None:
    with playing(GOOD) as script:
        answer = ask(script)

    head, _, body = script.asked[0].decode().partition("\r\n\r\n")
    lines = head.split("\r\n")
    assert answer == FOUND
    assert lines[0] == "POST / HTTP/1.1"
    assert "x-amz-target: DynamoDB_20120810.GetItem" in lines
    assert "content-type: application/x-amz-json-1.0" in lines
    assert "x-amz-security-token: session" in lines
    assert "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target" in head
    assert json.loads(body) == KEY


def test_one_connection_serves_call_after_call() -> None:
    with playing(GOOD) as script:
        wire = dynamo_over_wire(script.url, ENVIRONMENT)
        for _ in range(5):
            wire.call("GetItem", KEY)

    assert (script.connections, len(script.asked)) == (1, 5)


def test_a_connection_that_was_closed_meanwhile_is_replaced() -> None:
    with playing(reply(200, FOUND), b"", GOOD) as script:
        wire = dynamo_over_wire(script.url, ENVIRONMENT)
        wire.call("GetItem", KEY)

        assert wire.call("GetItem", KEY) == FOUND
        assert len(script.asked) == 3


CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
WELL_SAID = {
    "chunked": CHUNKED + b'5;x=1\r\n{"Ite\r\nc\r\nm":{"a":{}}}\r\n0\r\nx-y: z\r\n\r\n',
    "until_it_closes": b'HTTP/1.1 200 OK\r\n\r\n{"Item":{"a":{}}}',
    "old": b'HTTP/1.0 200 OK\r\ncontent-length: 17\r\nconnection: close\r\n\r\n{"Item":{"a":{}}}',
    "after_100": b"HTTP/1.1 100 Continue\r\n\r\n" + reply(200, {"Item": {"a": {}}}),
}


@pytest.mark.parametrize("name", WELL_SAID)
def test_every_way_to_end_a_reply_is_read(name: str) -> None:
    with playing(WELL_SAID[name]) as script:
        assert ask(script) == {"Item": {"a": {}}}


PASSING = {
    "500": reply(500, b"oops"),
    "502": reply(502, b"<html>"),
    "503": refusal("ServiceUnavailable", 503),
    "504": reply(504, b""),
    "internal": refusal("InternalServerError", 500),
    "hangs up": b"",
    "not http": b"SSH-2.0-OpenSSH\r\n\r\n",
    "cut short": b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\nconnection: close\r\n\r\n{",
    "damaged": reply(200, FOUND, x_amz_crc32=str(zlib.crc32(b"other"))),
}
LASTING = {
    "condition": refusal("ConditionalCheckFailedException"),
    "validation": refusal("ValidationException"),
    "no table": refusal("ResourceNotFoundException"),
    "denied": refusal("AccessDeniedException"),
    "403": reply(403, b"<html>"),
    "conflict": refusal("TransactionConflictException"),
}


@pytest.mark.parametrize("name", PASSING)
def test_what_may_pass_is_tried_again(name: str) -> None:
    with playing(PASSING[name], PASSING[name], GOOD) as script:
        assert ask(script) == FOUND
        assert len(script.asked) == 3


@pytest.mark.parametrize("name", LASTING)
def test_what_will_not_pass_is_told_at_once(name: str) -> None:
    with playing(LASTING[name]) as script:
        failure_of(script)
        assert len(script.asked) == 1


# Left out: half a reply, and one that is not HTTP; what botocore makes of those is its own affair.
@pytest.mark.parametrize(
    "answer",
    [*LASTING.values(), *(PASSING[n] for n in ("500", "502", "503", "504", "hangs up"))],
    ids=[*LASTING, "500", "502", "503", "504", "hangs up"],
)
def test_botocore_tries_as_often(answer: bytes) -> None:
    with playing(answer) as ours, playing(answer) as theirs:
        failure_of(ours)

        assert len(ours.asked) == tries_of_botocore(theirs)


def test_a_throttle_is_tried_again_within_the_time() -> None:
    with playing(refusal(THROTTLE), GOOD) as script:
        assert ask(script, total=10) == FOUND

    with playing(refusal(THROTTLE)) as script:
        assert failure_of(script, total=0.001).code in (THROTTLE, "Unreachable")


@pytest.mark.parametrize("limit", [{"total": 0.15}, {"read": 0.05, "tries": 3}])
def test_silence_ends_in_time(limit: dict[str, float]) -> None:
    with playing(5.0) as script:
        start = time.monotonic()
        error = failure_of(script, **limit)

        assert error.code == "Unreachable"
        assert time.monotonic() - start < 1


def test_a_caller_in_haste_shares_the_connection() -> None:
    with playing(GOOD, 5.0) as script:
        wire = dynamo_over_wire(script.url, ENVIRONMENT)
        wire.call("GetItem", KEY)
        start = time.monotonic()
        with pytest.raises(AwsError):
            wire.within(0.15).call("PutItem", {})

    assert script.connections == 1
    assert time.monotonic() - start < 1


def test_a_server_that_asks_to_wait_is_waited_for() -> None:
    with playing(reply(503, b"", x_amz_retry_after="80"), GOOD) as script:
        start = time.monotonic()
        ask(script)

    assert time.monotonic() - start > 0.08


def test_a_wait_beyond_the_time_is_not_begun() -> None:
    with playing(reply(503, b"", x_amz_retry_after="4000"), GOOD) as script:
        start = time.monotonic()
        failure_of(script)

    assert time.monotonic() - start < 1


def test_nobody_there_is_unreachable() -> None:
    with playing(GOOD) as script:
        pass

    assert failure_of(script).code == "Unreachable"


def test_reasons_of_a_cancelled_transaction_are_told() -> None:
    reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed", "Message": "no"}]
    with playing(refusal("TransactionCanceledException", CancellationReasons=reasons)) as script:
        error = failure_of(script)

    assert error.code == "TransactionCanceledException"
    assert error.reasons == ("None", "ConditionalCheckFailed")


def test_a_transaction_that_is_tried_again_is_the_same_one() -> None:
    with playing(refusal("InternalServerError", 500), GOOD, GOOD) as script:
        for _ in range(2):
            dynamo_over_wire(script.url, ENVIRONMENT).call("TransactWriteItems", {})

    bodies = [json.loads(asked.partition(b"\r\n\r\n")[2]) for asked in script.asked]
    first, again, other = (body["ClientRequestToken"] for body in bodies)
    assert first == again != other


def test_secrets_are_asked_for_in_their_own_protocol() -> None:
    with playing(reply(200, {"SecretString": "s"})) as script:
        secrets_over_wire(script.url, ENVIRONMENT).call("GetSecretValue", {"SecretId": "a"})

    head = script.asked[0].decode()
    assert "x-amz-target: secretsmanager.GetSecretValue" in head
    assert "content-type: application/x-amz-json-1.1" in head
    assert "/eu-west-1/secretsmanager/aws4_request" in head
