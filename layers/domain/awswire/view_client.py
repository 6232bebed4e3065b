"""A client for one view of many parts: what one part has read, no other asks for again.

Only consistent reads of whole items are remembered, and questions that are the same to the letter.
A write forgets all of it.
"""

import json
from collections.abc import Mapping
from typing import Any

from awswire.codec import Item
from awswire.dynamo import Dynamo

_READS = {"GetItem", "Scan"}
_WHOLE = {"TableName", "Key", "ConsistentRead"}


class ViewClient:
    """For one view alone: it is never older than that."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo
        self._items: dict[tuple[str, ...], Item | None] = {}
        self._answers: dict[str, dict[str, Any]] = {}

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        match operation:
            case "GetItem" if request.get("ConsistentRead") and request.keys() <= _WHOLE:
                return self._get(request)
            case "BatchGetItem":
                return self._get_batch(request["RequestItems"])
            case "Query":
                asked = json.dumps(request, sort_keys=True)
                if asked not in self._answers:
                    self._answers[asked] = self._dynamo.call(operation, request)
                return self._answers[asked]
        if operation not in _READS:
            self._items.clear()
            self._answers.clear()
        return self._dynamo.call(operation, request)

    def _get(self, request: Mapping[str, Any]) -> dict[str, Any]:
        place = _place(request["TableName"], request["Key"])
        if place not in self._items:
            self._items[place] = self._dynamo.call("GetItem", request).get("Item")
        item = self._items[place]
        return {"Item": item} if item else {}

    def _get_batch(self, tables: Mapping[str, Any]) -> dict[str, Any]:
        """All tables are asked at once, and none of which nothing is new."""
        fresh = {
            name: {**asked, "Keys": [key for key in asked["Keys"] if self._is_new(name, key)]}
            for name, asked in tables.items()
        }
        waiting = {name: asked for name, asked in fresh.items() if asked["Keys"]}
        answer = self._dynamo.call("BatchGetItem", {"RequestItems": waiting}) if waiting else {}
        later = answer.get("UnprocessedKeys") or {}
        for name, asked in waiting.items():
            self._keep(name, asked["Keys"], answer["Responses"].get(name, []))
            for key in later.get(name, {}).get("Keys", []):
                self._items.pop(_place(name, key), None)
        found = {
            name: [item for key in asked["Keys"] if (item := self._items.get(_place(name, key)))]
            for name, asked in tables.items()
        }
        return {"Responses": found, "UnprocessedKeys": later}

    def _is_new(self, table: str, key: Item) -> bool:
        return _place(table, key) not in self._items

    def _keep(self, table: str, keys: list[Item], items: list[Item]) -> None:
        """What wasn't found is known not to be there."""
        names = list(keys[0])
        self._items.update(dict.fromkeys(_place(table, key) for key in keys))
        for item in items:
            self._items[_place(table, {name: item[name] for name in names})] = item


def _place(table: str, key: Item) -> tuple[str, ...]:
    return table, *(text for name in sorted(key) for text in key[name].values())
