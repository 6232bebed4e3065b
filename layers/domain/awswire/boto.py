"""DynamoDB, and services called alike, by boto3's client: for those who can afford its start."""

import re
from collections.abc import Mapping
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from awswire.dynamo import AwsError

# Bounded on purpose: three tries inside any function's time limit, then the queue tries again.
CONFIG = Config(
    connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3}
)


class BotoDynamo:
    def __init__(self, endpoint_url: str | None = None, service: str = "dynamodb") -> None:
        self._client = boto3.client(service, endpoint_url=endpoint_url, config=CONFIG)

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        method = re.sub(r"(?<!^)([A-Z])", r"_\1", operation).lower()
        try:
            answer: dict[str, Any] = getattr(self._client, method)(**request)
        except ClientError as error:
            failure = error.response["Error"]
            reasons = [r.get("Code", "None") for r in error.response.get("CancellationReasons", [])]
            raise AwsError(failure["Code"], failure.get("Message", ""), reasons) from error
        except BotoCoreError as error:
            raise AwsError("Unreachable", str(error)) from error
        return answer
