"""Copies of moto's tables that cost little: what is never changed in place is shared.

moto copies a table before every transaction, and the tests one for each test. Python's `deepcopy`
would copy the schema and every record that the stream ever carried along with the items.
"""

from collections import defaultdict
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table


def copy_table(table: Any) -> Any:
    """The items anew, and a stream of its own that has carried the same records."""
    made = copy_shell(table)
    made.items = defaultdict(dict)
    for key, kept in table.items.items():
        by_range = isinstance(kept, dict)
        made.items[key] = (
            {each: copy_item(item) for each, item in kept.items()} if by_range else copy_item(kept)
        )
    if table.stream_shard is not None:
        made.stream_shard = copy_shell(table.stream_shard)
        made.stream_shard.table = made
        made.stream_shard.items = list(table.stream_shard.items)
    return made


def copy_item(item: Any) -> Any:
    made = copy_shell(item)
    made.attrs = LimitedSizeDict()
    for name, value in item.attrs.items():
        # Past the check of its size: whatever is copied has passed it.
        dict.__setitem__(made.attrs, name, copy_value(value))
    return made


def copy_value(value: Any) -> Any:
    """Text and numbers are replaced, never changed: they are shared."""
    kind = value.type
    if kind in ("S", "N", "BOOL", "NULL"):
        return value
    made = copy_shell(value)
    match kind:
        case "M":
            made.value = {name: copy_value(inner) for name, inner in value.value.items()}
        case "L":
            made.value = [copy_value(inner) for inner in value.value]
        case "SS" | "NS" | "BS":
            made.value = list(value.value)
    return made


def copy_shell(thing: Any) -> Any:
    """The same attributes, none of them copied."""
    made = object.__new__(type(thing))
    made.__dict__.update(thing.__dict__)
    return made


def make_copies_cheap() -> None:
    """For the life of the process; what a copy holds stays the same."""
    ways: dict[Any, Any] = {
        Table: lambda table, _: copy_table(table),
        Item: lambda item, _: copy_item(item),
        DynamoType: lambda value, _: copy_value(value),
    }
    for kind, way in ways.items():
        kind.__deepcopy__ = way
