"""Many items of one table by their keys, a hundred a request."""

from collections.abc import Iterator, Sequence
from typing import Any

from awswire.codec import Item, encode_item
from referrals.model.errors import UnavailableError
from referrals.store.table import Table, send

MOST_AT_ONCE = 100
_TRIES = 5


def read_batch(table: Table, keys: Sequence[Item]) -> Iterator[Item]:
    """Those that are there, as they are now, in the order of their keys, as often as named."""
    for start in range(0, len(keys), MOST_AT_ONCE):
        part = keys[start : start + MOST_AT_ONCE]
        names = part[0]
        once = {_place(key, key): key for key in part}
        found = {_place(item, names): item for item in _read_part(table, list(once.values()))}
        yield from (found[place] for key in part if (place := _place(key, key)) in found)


def _place(item: Item, key: Item) -> tuple[Any, ...]:
    return tuple(item[name] for name in sorted(key))


def _read_part(table: Table, keys: Sequence[Item]) -> list[Item]:
    waiting: Any = {table.name: {"Keys": list(map(encode_item, keys)), "ConsistentRead": True}}
    found: list[Any] = []
    for _ in range(_TRIES):
        answer = send(table.dynamo, "BatchGetItem", {"RequestItems": waiting})
        found += answer.get("Responses", {}).get(table.name, [])
        waiting = answer.get("UnprocessedKeys")
        if not waiting:
            return table.present(found)
    raise UnavailableError("the tables are busy.", remedy="Try again.")
