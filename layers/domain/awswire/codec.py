"""DynamoDB's typed JSON, both ways, without boto3: every function can afford it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

type Item = dict[str, Any]
type Typed = dict[str, Any]


def encode(value: Any) -> Typed:
    """One attribute value; floats are refused because they lose money."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": str(value)}
        case int() | Decimal():
            return {"N": str(value)}
        case Mapping():
            return {"M": {name: encode(inner) for name, inner in value.items()}}
        case list() | tuple():
            return {"L": [encode(inner) for inner in value]}
        case set() | frozenset():
            return {"SS": sorted(value)}
    raise TypeError(f"{type(value).__name__} cannot be stored")


def decode(typed: Typed) -> Any:
    """The plain value; whole numbers come back as int, others as Decimal.

    Most of a page's values pass here: text, the most frequent kind, is told apart first.
    """
    ((kind, value),) = typed.items()
    if kind == "S" or kind == "BOOL":
        return value
    if kind == "M":
        return decode_item(value)
    if kind == "L":
        return [decode(inner) for inner in value]
    if kind == "N":
        return _number(value)
    if kind == "NULL":
        return None
    if kind == "SS":
        return set(value)
    raise TypeError(f"{kind} is not a kind this project stores")


def _number(text: str) -> int | Decimal:
    if text.isdecimal():
        return int(text)
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else number


def encode_item(item: Mapping[str, Any]) -> Typed:
    return {name: encode(value) for name, value in item.items()}


def decode_item(typed: Typed) -> Item:
    return {name: value["S"] if "S" in value else decode(value) for name, value in typed.items()}
