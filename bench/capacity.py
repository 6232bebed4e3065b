"""Capacity units by DynamoDB's published rules, from the items themselves.

Writes: one unit per started KB of the item, or of what was there if larger; twice that in a
transaction; again for each index in which what it holds of the item changes (two when the item's
key there changes). Reads: one per started 4 KB, half of it when eventually consistent. A guard that
fails is paid like a write.
"""

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any, NamedTuple

from awswire.codec import Typed


class Index(NamedTuple):
    keys: tuple[str, ...]
    held: frozenset[str] | None
    """The attributes that it holds of an item; None for all of them."""

    def entry(self, item: Typed | None) -> Typed | None:
        """What it holds of the item, if that has all of its key."""
        if item is None or not item.keys() >= set(self.keys):
            return None
        return {name: value for name, value in item.items() if not self.held or name in self.held}


type Indexes = Mapping[str, tuple[Index, ...]]
"""By table."""


class Write(NamedTuple):
    table: str
    before: Typed | None
    after: Typed | None


def write_units(write: Write, indexes: Indexes, *, transactional: bool = False) -> int:
    factor = 2 if transactional else 1
    own = factor * _kilobytes(write.before, write.after)
    return own + sum(_index_units(write, index) for index in indexes.get(write.table, ()))


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


def indexes_of(properties: Mapping[str, Any]) -> Iterator[Index]:
    """Of a table as the template describes it."""
    own = _names(properties["KeySchema"])
    for index in properties.get("GlobalSecondaryIndexes", []):
        keys, projection = _names(index["KeySchema"]), index["Projection"]["ProjectionType"]
        assert projection in ("ALL", "KEYS_ONLY")
        yield Index(keys, None if projection == "ALL" else frozenset(own + keys))


def _names(schema: list[dict[str, str]]) -> tuple[str, ...]:
    return tuple(key["AttributeName"] for key in schema)


def _kilobytes(*versions: Typed | None) -> int:
    return max(1, *(ceil(item_size(each) / 1024) for each in versions))


def _index_units(write: Write, index: Index) -> int:
    before, after = index.entry(write.before), index.entry(write.after)
    if before == after:
        return 0
    moved = before and after and any(before[key] != after[key] for key in index.keys)
    return (2 if moved else 1) * _kilobytes(before, after)
