"""Capacity units by DynamoDB's published rules, from the items themselves.

Writes: one unit per started KB of the item, or of what was there if larger; twice that in a
transaction; again for each index that holds the item (two when its key there changes). Reads: one
per started 4 KB, half of it when eventually consistent. A guard that fails is paid like a write.
"""

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any, NamedTuple

from awswire.codec import Typed

type Indexes = Mapping[str, tuple[tuple[str, ...], ...]]
"""By table: the key attributes of each of its indexes."""


class Write(NamedTuple):
    table: str
    before: Typed | None
    after: Typed | None


def write_units(write: Write, indexes: Indexes, *, transactional: bool = False) -> int:
    factor = 2 if transactional else 1
    own = factor * _kilobytes(write.before, write.after)
    return own + sum(_index_units(write, keys) for keys in indexes.get(write.table, ()))


def read_units(sizes: list[int], *, consistent: bool) -> float:
    """A query's items are added up before rounding; nothing found costs as much as something."""
    units = max(1, ceil(sum(sizes) / 4096))
    return float(units) if consistent else units / 2


def item_size(item: Typed | None) -> int:
    return sum(len(name.encode()) + value_size(value) for name, value in (item or {}).items())


def value_size(typed: Typed) -> int:
    ((kind, value),) = typed.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            return ceil(len(value.lstrip("-").strip("0")) / 2) + 1
        case "BOOL" | "NULL":
            return 1
        case "SS":
            return sum(len(each.encode()) for each in value)
        case "L":
            return 3 + sum(1 + value_size(each) for each in value)
        case "M":
            return 3 + sum(1 + len(n.encode()) + value_size(each) for n, each in value.items())
    raise ValueError(f"{kind} has no size here")


def index_keys(properties: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for index in properties.get("GlobalSecondaryIndexes", []):
        yield tuple(key["AttributeName"] for key in index["KeySchema"])


def _kilobytes(*versions: Typed | None) -> int:
    return max(1, *(ceil(item_size(each) / 1024) for each in versions))


def _index_units(write: Write, keys: tuple[str, ...]) -> int:
    before, after = (_entry(each, keys) for each in (write.before, write.after))
    if (before is None and after is None) or write.before == write.after:
        return 0
    moved = before is not None and after is not None and before != after
    return (2 if moved else 1) * _kilobytes(write.before, write.after)


def _entry(item: Typed | None, keys: tuple[str, ...]) -> list[Typed] | None:
    """Where the item stands in the index, if it has all of the index's key."""
    found = [item[key] for key in keys if item and key in item]
    return found if len(found) == len(keys) else None
