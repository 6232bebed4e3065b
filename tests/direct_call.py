"""Calls of DynamoDB and for secrets, handed to moto's own handlers without botocore between them.

Signing, serializing and parsing take longer than what moto does. Whoever listens at
`BaseClient._make_api_call` hears these calls like all others. `tests/store` goes the long way,
where botocore's own view of every request is the point.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from botocore import xform_name
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from botocore.validate import validate_parameters
from moto.core.exceptions import JsonRESTError
from moto.core.models import DEFAULT_ACCOUNT_ID, botocore_stubber
from moto.dynamodb.responses import DynamoHandler
from moto.secretsmanager.responses import SecretsManagerResponse

from tests.table_copy import transaction

ITEMS = {
    *("BatchGetItem", "BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan"),
    *("TransactGetItems", "TransactWriteItems", "UpdateItem"),
}
OPERATIONS = {**dict.fromkeys(ITEMS, "dynamodb"), "GetSecretValue": "secretsmanager"}
ANSWERED = {"HTTPStatusCode": 200, "HTTPHeaders": {}, "RetryAttempts": 0}
REFUSED = {**ANSWERED, "HTTPStatusCode": 400}
type Outline = tuple[object, ...]
valid: set[Outline] = set()
"""Outlines of requests that botocore found nothing wrong with."""
long_ways: list[bool] = []
"""One for each who wants none of this, as long as that lasts."""


@contextmanager
def direct_calls() -> Iterator[None]:
    real: Any = BaseClient._make_api_call

    def call(client: Any, operation: str, request: Any) -> Any:
        if operation in OPERATIONS and not long_ways and is_moto_s(client, OPERATIONS[operation]):
            return direct_call(client, operation, request)
        return real(client, operation, request)

    BaseClient._make_api_call = call
    try:
        yield
    finally:
        BaseClient._make_api_call = real


@contextmanager
def long_way() -> Iterator[None]:
    """Every call through all of botocore."""
    long_ways.append(True)
    try:
        yield
    finally:
        long_ways.pop()


def is_moto_s(client: Any, service: str) -> bool:
    """A client of AWS itself, whose calls moto would catch: none with another address."""
    meta = client.meta
    usual = f"https://{service}.{meta.region_name}.amazonaws.com"
    return botocore_stubber.enabled and meta.endpoint_url == usual


def direct_call(client: Any, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    check(client, operation, request)
    # As it would arrive: nothing the caller still holds may change what is stored.
    body = json.dumps(request, default=as_text)
    handler: Any = DynamoHandler() if operation in ITEMS else SecretsManagerResponse()
    handler.region, handler.current_account = client.meta.region_name, DEFAULT_ACCOUNT_ID
    if operation in ITEMS:
        handler.body = handler.params = json.loads(body)
    else:
        handler.body, handler.querystring, handler.uri_match = body, {}, {}
    transacts = operation == "TransactWriteItems"
    try:
        with transaction(handler.body) if transacts else nullcontext():
            answer = getattr(handler, xform_name(operation))()
    except JsonRESTError as error:
        raise ClientError(refusal(error), operation) from error
    found: dict[str, Any] = json.loads(answer) if isinstance(answer, str) else answer.result
    return {**found, "ResponseMetadata": ANSWERED}


def check(client: Any, operation: str, request: dict[str, Any]) -> None:
    """By botocore, but once for each outline: items differ in what they hold, not in kind."""
    outline = outline_of(operation, request)
    if outline not in valid:
        shape = client.meta.service_model.operation_model(operation).input_shape
        validate_parameters(request, shape)
        valid.add(outline)


def outline_of(operation: str, request: dict[str, Any]) -> Outline:
    actions = request.get("TransactItems") or ()
    changes = (change for action in actions for change in (action, *action.values()))
    parts = (pair for each in (request, *changes) for pair in each.items())
    return (operation, *((name, type(value)) for name, value in parts))


def as_text(value: object) -> str:
    if isinstance(value, bytes | bytearray):
        return b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} is not for DynamoDB")


def refusal(error: JsonRESTError) -> dict[str, Any]:
    """moto's answer as botocore parses it."""
    body: dict[str, Any] = json.loads(error.description)
    message = body.get("message") or body.get("Message", "")
    code = body.pop("__type").rpartition("#")[2]
    return {"Error": {"Code": code, "Message": message}, "ResponseMetadata": REFUSED, **body}
