"""The short way to moto answers as the long one does: the tests' own footing, tested."""

from collections.abc import Iterable
from typing import Any

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError, ParamValidationError

from tests.account import lay_tables
from tests.direct_call import direct_calls, long_way
from tests.quick_moto import plain_moto

LINK = {"TableName": "LinksTable", "Key": {"code": {"S": "ada"}}}
ADA = {"code": {"S": "ada"}, "n": {"N": "1"}, "deep": {"M": {"a": {"L": [{"BOOL": True}]}}}}
ABSENT = "attribute_not_exists(code)"
RAISED = {
    **LINK,
    "UpdateExpression": "SET n = n + :one ADD words :words",
    "ExpressionAttributeValues": {":one": {"N": "1"}, ":words": {"SS": ["b", "a"]}},
}
BY_CODE = {
    "KeyConditionExpression": "code = :code",
    "ExpressionAttributeValues": {":code": {"S": "ada"}},
}
CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("GetItem", LINK),
    ("PutItem", {"TableName": "LinksTable", "Item": ADA, "ConditionExpression": ABSENT}),
    ("PutItem", {"TableName": "LinksTable", "Item": ADA, "ConditionExpression": ABSENT}),
    ("GetItem", LINK),
    ("UpdateItem", {**RAISED, "ReturnValues": "ALL_NEW"}),
    ("TransactWriteItems", {"TransactItems": [{"Update": RAISED}]}),
    (
        "TransactWriteItems",
        {
            "TransactItems": [
                {"Put": {"TableName": "ProgramsTable", "Item": {}}},
                {"ConditionCheck": {**LINK, "ConditionExpression": ABSENT}},
            ]
        },
    ),
    ("Query", {"TableName": "LinksTable", **BY_CODE}),
    ("Scan", {"TableName": "LinksTable"}),
    ("DeleteItem", {**LINK, "ConditionExpression": "attribute_exists(gone)"}),
    ("DeleteItem", LINK),
    ("GetItem", {**LINK, "TableName": "NoTable"}),
    ("UpdateItem", {**RAISED, "UpdateExpression": "SET n n"}),
)
RICH = {
    "code": {"S": "eve"},
    "deep": {"M": {"a": {"L": [{"M": {"b": {"B": b"bytes"}, "c": {"NS": ["1", "2"]}}}]}}},
    "packed": {"B": b"bytes"},
    "both": {"BS": [b"one", b"two"]},
    "list": {"L": [{"B": b"three"}, {"NULL": True}, {"L": []}]},
}
HARD: tuple[tuple[str, dict[str, Any]], ...] = (
    ("PutItem", {"TableName": "LinksTable", "Item": RICH}),
    ("GetItem", {**LINK, "Key": {"code": {"S": "eve"}}}),
    (
        "PutItem",
        {
            **{"TableName": "LinksTable", "Item": RICH, "ConditionExpression": ABSENT},
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        },
    ),
    ("Scan", {"TableName": "LinksTable"}),
    ("PutItem", {"TableName": "LinksTable", "Item": ADA}),
    *(
        ("UpdateItem", {**RAISED, **LINK, "UpdateExpression": text, "ReturnValues": "ALL_NEW"})
        for text in (
            "SET n = n + :one, deep.b = :words",
            "SET n = :one, n = :words",
            "SET n = :one SET m = :words",
            "SET m = list_append(if_not_exists(m, :one), :words)",
            "SET code = :one ADD words :words",
            "SET absent.b = :one ADD words :words",
            "SET deep.a = :one, deep = :words",
            "SET size = :one ADD words :words",
            "SET m = :unknown ADD n :one DELETE words :words",
            "REMOVE deep.a[0] ADD words :words, n :one",
            "ADD n :words, m :one",
        )
    ),
    *(
        ("PutItem", {"TableName": "LinksTable", "Item": ADA, "ConditionExpression": text})
        for text in ("code =", "size = code", "attribute_exists(code) AND (n < n OR NOT n = code)")
    ),
    *(
        ("PutItem", {"TableName": "LinksTable", "Item": {**ADA, "wide": {"S": "a" * length}}})
        for length in (404_000, 405_001)
    ),
    (
        "UpdateItem",
        {
            **LINK,
            "UpdateExpression": "SET wide = :wide, wider = :wide",
            "ExpressionAttributeValues": {":wide": {"S": "a" * 203_000}},
        },
    ),
    ("GetItem", LINK),
)
"""What the quick ways of `tests/quick_moto.py` might have changed."""


def answers(calls: Iterable[tuple[str, dict[str, Any]]] = CALLS) -> list[dict[str, Any]]:
    client = boto3.client("dynamodb")
    return [answer(client, operation, request) for operation, request in calls]


def answer(client: Any, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    try:
        found: dict[str, Any] = getattr(client, xform_name(operation))(**request)
    except ClientError as error:
        found = dict(error.response)
    except (LookupError, TypeError, ValueError) as error:
        # moto trips over some nonsense.
        return {"Error": repr(error)}
    found.pop("ResponseMetadata")
    return found


def test_the_short_way_answers_as_the_long_one(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = answers()
    lay_tables(monkeypatch)
    with long_way():
        long = answers()

    for call, brief, full in zip(CALLS, short, long, strict=True):
        assert {name: brief.get(name) for name in full} == full, call
        assert ("Error" in brief) == ("Error" in full), call
    assert sum("Error" in each for each in long) >= 4


def test_moto_in_a_hurry_answers_as_it_does_otherwise(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = answers((*CALLS, *HARD))
    lay_tables(monkeypatch)
    with plain_moto():
        plain = answers((*CALLS, *HARD))

    for call, brief, full in zip((*CALLS, *HARD), quick, plain, strict=True):
        assert brief == full, call
    assert sum("Error" in each for each in plain[len(CALLS) :]) >= 9


def test_a_request_of_another_shape_is_refused(account: None) -> None:
    with pytest.raises(ParamValidationError):
        boto3.client("dynamodb").get_item(TableName="LinksTable", Key="ada")


def test_what_is_stored_is_nobody_else_s(account: None) -> None:
    client = boto3.client("dynamodb")
    item: dict[str, Any] = {"code": {"S": "ada"}, "words": {"SS": ["a"]}}
    client.put_item(TableName="LinksTable", Item=item)
    item["words"]["SS"].append("b")
    found = client.get_item(**LINK)["Item"]
    found["words"]["SS"].append("c")

    assert client.get_item(**LINK)["Item"]["words"] == {"SS": ["a"]}


def test_secrets_answer_the_same_both_ways(account: None) -> None:
    client = boto3.client("secretsmanager")

    def secret() -> str:
        return str(client.get_secret_value(SecretId="goodword/signing")["SecretString"])

    def refusal() -> Any:
        with pytest.raises(ClientError) as raised:
            client.get_secret_value(SecretId="none")
        return raised.value.response["Error"]

    short = secret(), refusal()
    with long_way():
        assert (secret(), refusal()) == short


def test_clients_of_other_addresses_go_the_long_way() -> None:
    """Nothing listens there, so botocore must have tried."""
    options = {"region_name": "eu-west-1", "endpoint_url": "http://127.0.0.1:9"}
    client = boto3.client("dynamodb", aws_access_key_id="a", aws_secret_access_key="b", **options)
    with direct_calls(), pytest.raises(Exception, match=r"127\.0\.0\.1:9"):
        client.get_item(**LINK)
