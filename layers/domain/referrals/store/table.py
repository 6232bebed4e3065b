"""One DynamoDB table: reads, guarded writes, transaction actions, and errors in our own words.

`awswire` is below it: `wire` (standard library) in functions that must start fast, `boto`
everywhere else. Both raise `AwsError`, and only this module knows its codes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from awswire.codec import Item, decode_item, encode, encode_item
from awswire.dynamo import AwsError, Dynamo
from referrals.model.errors import UnavailableError, bad_cursor


class ConditionFailedError(Exception):
    """A guard did not hold. Raised to steps, never out of them."""


class CancelledError(Exception):
    """A transaction whose guards did not hold; `failed` names the actions, by their position."""

    def __init__(self, failed: tuple[int, ...]) -> None:
        super().__init__(f"guards failed at {failed}")
        self.failed = failed


ENDS = {
    **dict.fromkeys(("changes", "clicks", "conversions", "insights"), "expires_at"),
    **dict.fromkeys(("outbox", "sessions"), "expires_at"),
    **dict.fromkeys(("links", "people"), "gone_at"),
}
"""By table: the attribute by which DynamoDB deletes items, some days after their end."""
_NONE: Mapping[str, Any] = MappingProxyType({})


class Change(NamedTuple):
    """An expression with its names (`#n`) and values (`:v`), in DynamoDB's own language."""

    update: str = ""
    guard: str = ""
    names: Mapping[str, str] = _NONE
    values: Mapping[str, Any] = _NONE

    def request(self) -> dict[str, Any]:
        parts: dict[str, Any] = {}
        if self.update:
            parts["UpdateExpression"] = self.update
        if self.guard:
            parts["ConditionExpression"] = self.guard
        if self.names:
            parts["ExpressionAttributeNames"] = dict(self.names)
        if self.values:
            parts["ExpressionAttributeValues"] = encode_item(self.values)
        return parts


NO_CHANGE = Change()
_TRY_AGAIN = {
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "RequestLimitExceeded",
    "InternalServerError",
    "ServiceUnavailable",
    "TransactionInProgressException",
    "TransactionConflictException",
    "Unreachable",
}


def translate(error: AwsError) -> Exception:
    """The one place where DynamoDB's codes become our families."""
    if error.code == "ConditionalCheckFailedException":
        return ConditionFailedError()
    if error.code == "TransactionCanceledException":
        # A guard that failed beside a conflict proves nothing: the conflict decides, so try again.
        reasons = {reason for reason in error.reasons if reason not in ("None", "")}
        if reasons == {"ConditionalCheckFailed"}:
            return CancelledError(
                tuple(i for i, r in enumerate(error.reasons) if r == "ConditionalCheckFailed")
            )
        if "ValidationError" not in reasons:
            return UnavailableError("the tables are busy.", remedy="Try again.")
    if error.code in _TRY_AGAIN:
        return UnavailableError("the tables are busy.", remedy="Try again.")
    return error


def send(dynamo: Dynamo, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return dynamo.call(operation, request)
    except AwsError as error:
        raise translate(error) from error


def _send_from(
    start: Any, dynamo: Dynamo, operation: str, request: Mapping[str, Any]
) -> dict[str, Any]:
    """As `send`; a place to start from that the table won't take was made up by a caller."""
    try:
        return send(dynamo, operation, request)
    except AwsError as error:
        if start is not None and error.code == "ValidationException":
            raise bad_cursor() from error
        raise


def transact(dynamo: Dynamo, actions: Sequence[Mapping[str, Any]]) -> None:
    """All actions or none. Raises CancelledError when guards failed and nothing else did."""
    assert 0 < len(actions) <= 100
    send(dynamo, "TransactWriteItems", {"TransactItems": list(actions)})


class Table:
    """Items whose time is over are gone for every reader: DynamoDB deletes them days late.

    Writes still meet them: a guard that asks for an absent item also lets an ended one give way.
    """

    def __init__(
        self,
        dynamo: Dynamo,
        name: str,
        *,
        ends: str = "",
        now: Callable[[], datetime] | None = None,
    ) -> None:
        """`ends` is the attribute with an item's end in epoch seconds, by the clock of `now`."""
        self.dynamo = dynamo
        self.name = name
        self._ends = ends
        self._now = now

    def _is_over(self, item: Item) -> bool:
        end = item.get(self._ends) if self._ends else None
        return isinstance(end, int) and self._now is not None and end <= self._now().timestamp()

    def present(self, found: Iterable[Item]) -> list[Item]:
        items = (decode_item(item) for item in found)
        return [item for item in items if not self._is_over(item)]

    def get(self, key: Item, *, consistent: bool = False) -> Item | None:
        request: dict[str, Any] = {"TableName": self.name, "Key": encode_item(key)}
        if consistent:
            request["ConsistentRead"] = True
        found = send(self.dynamo, "GetItem", request).get("Item")
        return next(iter(self.present([found])), None) if found else None

    def put(self, item: Item, change: Change = NO_CHANGE) -> None:
        send(self.dynamo, "PutItem", self._put(item, change))

    def update(self, key: Item, change: Change) -> Item:
        """The whole item as it is after the change."""
        request = {**self._at(key, change), "ReturnValues": "ALL_NEW"}
        return decode_item(send(self.dynamo, "UpdateItem", request)["Attributes"])

    def delete(self, key: Item, change: Change = NO_CHANGE) -> None:
        send(self.dynamo, "DeleteItem", self._at(key, change))

    def query(self, condition: str, values: Item, **options: Any) -> Iterator[Item]:
        """Every matching item, page by page; `options` are DynamoDB's own (IndexName, ...)."""
        start: Any = None
        while True:
            page = self.page(condition, values, start=start, **options)
            yield from page[0]
            start = page[1]
            if start is None:
                return

    def scan(self, **options: Any) -> Iterator[Item]:
        """Every item of the table, or of an index: for people's own commands, not for functions."""
        request: dict[str, Any] = {"TableName": self.name, **options}
        while True:
            answer = send(self.dynamo, "Scan", request)
            yield from self.present(answer.get("Items", []))
            if not answer.get("LastEvaluatedKey"):
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def page(
        self, condition: str, values: Item, *, start: Any = None, **options: Any
    ) -> tuple[list[Item], Any]:
        """One page and where the next one starts (None at the end)."""
        request = {
            "TableName": self.name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": encode_item(values),
            **options,
        }
        if start is not None:
            request["ExclusiveStartKey"] = {name: encode(value) for name, value in start.items()}
        answer = _send_from(start, self.dynamo, "Query", request)
        after = answer.get("LastEvaluatedKey")
        items = self.present(answer.get("Items", []))
        return items, decode_item(after) if after else None

    def count(self, condition: str, values: Item, **options: Any) -> tuple[int, bool]:
        """How many items match in the first megabyte, and whether there are others behind it."""
        request: dict[str, Any] = {
            "TableName": self.name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": encode_item(values),
            "Select": "COUNT",
            **options,
        }
        answer = send(self.dynamo, "Query", request)
        return int(answer["Count"]), bool(answer.get("LastEvaluatedKey"))

    def count_all(self) -> int:
        """How many items the table has, as DynamoDB counted them last: hours ago."""
        answer = send(self.dynamo, "DescribeTable", {"TableName": self.name})
        return int(answer["Table"]["ItemCount"])

    def scan_page(self, *, start: Any = None, **options: Any) -> tuple[list[Item], Any]:
        """Some items of the whole table and where the next ones start (None at the end)."""
        request: dict[str, Any] = {"TableName": self.name, **options}
        if start is not None:
            request["ExclusiveStartKey"] = encode_item(start)
        answer = _send_from(start, self.dynamo, "Scan", request)
        after = answer.get("LastEvaluatedKey")
        items = self.present(answer.get("Items", []))
        return items, decode_item(after) if after else None

    def put_action(self, item: Item, change: Change = NO_CHANGE) -> Item:
        return {"Put": self._put(item, change)}

    def delete_action(self, key: Item, change: Change = NO_CHANGE) -> Item:
        return {"Delete": self._at(key, change)}

    def update_action(self, key: Item, change: Change) -> Item:
        return {"Update": self._at(key, change)}

    def check_action(self, key: Item, change: Change) -> Item:
        return {"ConditionCheck": self._at(key, change)}

    def _put(self, item: Item, change: Change) -> dict[str, Any]:
        return {"TableName": self.name, "Item": encode_item(item), **change.request()}

    def _at(self, key: Item, change: Change) -> dict[str, Any]:
        return {"TableName": self.name, "Key": encode_item(key), **change.request()}
