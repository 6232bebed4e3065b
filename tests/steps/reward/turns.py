"""Calls to DynamoDB that take turns, as moto needs them to."""

from threading import Lock
from typing import Any

from awswire.dynamo import Dynamo


class Orderly:
    def __init__(self, dynamo: Dynamo) -> None:
        self.dynamo, self.lock = dynamo, Lock()

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        with self.lock:
            return self.dynamo.call(operation, request)
