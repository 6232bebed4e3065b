"""A DynamoDB that knows a page's requests and their answers by heart: fast, and the same each time.

`python -m bench.tape FILE` prints its port. A request that was never recorded as it is (a moment
stands in it) is answered as one of its operation and table was.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from awswire.dynamo import Dynamo
from bench import table


class TapedCall(NamedTuple):
    operation: str
    request: Mapping[str, Any]
    answer: Mapping[str, Any]

    @property
    def place(self) -> str:
        return f"{self.operation} {self.request.get('TableName', '')}"


class Tape:
    """A wire that records."""

    def __init__(self, dynamo: Dynamo) -> None:
        self.dynamo = dynamo
        self.calls: list[TapedCall] = []

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        answer = self.dynamo.call(operation, request)
        told = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
        self.calls.append(TapedCall(operation, json.loads(json.dumps(request)), told))
        return answer


def answering(calls: list[TapedCall]) -> table.Answering:
    exact = {_request_text(each.operation, each.request): each.answer for each in calls}
    alike = {each.place: each.answer for each in calls}

    def answer(target: str, request: dict[str, Any]) -> dict[str, Any]:
        operation = target.partition(".")[2]
        if operation == "GetSecretValue":
            name = request["SecretId"]
            return {"Name": name, "SecretString": f"{name}-secret-of-the-tests"}
        spelled = _request_text(operation, request)
        place = TapedCall(operation, request, {}).place
        return dict(exact[spelled] if spelled in exact else alike[place])

    return answer


def _request_text(operation: str, request: Mapping[str, Any]) -> str:
    return operation + json.dumps(request, sort_keys=True)


if __name__ == "__main__":
    recorded = [TapedCall(*each) for each in json.loads(Path(sys.argv[1]).read_text())]
    table.main(answering=answering(recorded))
