"""What each function asks of AWS while the tests run it: (action, resource), noted at the edge."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.client import BaseClient

type Need = tuple[str, str]

FUNCTIONS = (Path(__file__).parents[1] / "functions").as_posix()
IN_TRANSACTION = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
SECRETS = {"goodword/signing": "SigningSecret", "goodword/identity": "IdentitySecret"}
seen: dict[str, set[Need]] = defaultdict(set)


@contextmanager
def recording() -> Iterator[None]:
    real: Any = BaseClient._make_api_call

    def call(client: Any, operation: str, request: Any) -> Any:
        if function := caller():
            seen[function].update(needs(operation, request))
        return real(client, operation, request)

    BaseClient._make_api_call = call
    try:
        yield
    finally:
        BaseClient._make_api_call = real


def caller() -> str:
    """The function on whose behalf this call is made; empty when a test makes it itself."""
    frame = sys._getframe(1)
    while frame.f_back:
        frame = frame.f_back
        code = frame.f_code
        if code.co_name == "handler" and code.co_filename.startswith(FUNCTIONS):
            return Path(code.co_filename).parent.name
    return ""


def needs(operation: str, request: dict[str, Any]) -> Iterator[Need]:
    """The permissions that one call takes."""
    match operation:
        case "TransactWriteItems":
            for action in request["TransactItems"]:
                ((kind, change),) = action.items()
                yield f"dynamodb:{IN_TRANSACTION[kind]}", change["TableName"]
        case "BatchGetItem":
            yield from (("dynamodb:BatchGetItem", table) for table in request["RequestItems"])
        case "GetSecretValue" | "PutSecretValue" | "CreateSecret":
            name = request.get("SecretId") or request["Name"]
            yield f"secretsmanager:{operation}", secret_of(name)
        case "SendMessage":
            yield "sqs:SendMessage", "FailuresQueue"
        case "PutObject" | "GetObject" | "DeleteObject":
            folder = request["Key"].partition("/")[0]
            yield f"s3:{operation}", f"{bucket_of(request)}/{folder}/*"
        case "ListObjectsV2":
            yield "s3:ListBucket", bucket_of(request)
        case "SendEmail":
            yield from (("ses:SendEmail", f"identity/{at}${{At}}") for at in ("", "*@"))
            if "ConfigurationSetName" in request:
                yield "ses:SendEmail", "configuration-set/*"
        case "GetEmailIdentity":
            yield "ses:GetEmailIdentity", "identity/*"
        case "GetAccount":
            yield "ses:GetAccount", "*"
        case "GetMetricData" | "DescribeAlarms":
            yield f"cloudwatch:{operation}", "*"
        case _:
            index = f"/index/{request['IndexName']}" if "IndexName" in request else ""
            yield f"dynamodb:{operation}", f"{request['TableName']}{index}"


def bucket_of(request: dict[str, Any]) -> str:
    """A bucket of the template by its logical id: cards of links, or photos of stories."""
    return "PicturesBucket" if request["Bucket"].endswith("-pictures") else "PhotosBucket"


def secret_of(name: str) -> str:
    """A secret of the template by its logical id, others by the kind that their path names."""
    return SECRETS.get(name) or f"{name.split('/')[1]}/*"
