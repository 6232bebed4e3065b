"""What is asked of DynamoDB, noted request by request and reckoned in its units."""

from collections import Counter
from math import ceil
from typing import Any

from awswire.dynamo import Dynamo


class Meter:
    """A wire that notes every request."""

    def __init__(self, dynamo: Dynamo) -> None:
        self.dynamo, self.calls = dynamo, list[tuple[str, Any]]()

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        self.calls.append((operation, request))
        return self.dynamo.call(operation, request)

    @property
    def operations(self) -> Counter[str]:
        return Counter(operation for operation, _ in self.calls)

    @property
    def actions(self) -> list[dict[str, Any]]:
        transactions = [r for operation, r in self.calls if operation == "TransactWriteItems"]
        return [next(iter(each.values())) for r in transactions for each in r["TransactItems"]]

    @property
    def write_units(self) -> int:
        """Two for each kilobyte begun of an item in a transaction; indexes are apart."""
        return sum(2 * ceil(size(self.stored_item(action)) / 1024) for action in self.actions)

    def stored_item(self, action: dict[str, Any]) -> Any:
        if "Item" in action:
            return action["Item"]
        place = {"TableName": action["TableName"], "Key": action["Key"]}
        return self.dynamo.call("GetItem", place)["Item"]


def size(item: dict[str, Any]) -> int:
    """As DynamoDB reckons an item: names and values, with a little for every nesting."""
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(typed: dict[str, Any]) -> int:
    ((kind, value),) = typed.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            return ceil(len(value) / 2) + 1
        case "M":
            return 3 + size(value) + len(value)
        case "L":
            return 3 + sum(1 + _value(each) for each in value)
    return 1
