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
    """The plain value; whole numbers come back as int, others as Decimal."""
    ((kind, value),) = typed.items()
    match kind:
        case "S" | "BOOL":
            return value
        case "NULL":
            return None
        case "N":
            number = Decimal(value)
            return int(number) if number == number.to_integral_value() else number
        case "M":
            return {name: decode(inner) for name, inner in value.items()}
        case "L":
            return [decode(inner) for inner in value]
        case "SS":
            return set(value)
    raise TypeError(f"{kind} is not a kind this project stores")


def encode_item(item: Mapping[str, Any]) -> Typed:
    return {name: encode(value) for name, value in item.items()}


def decode_item(typed: Typed) -> Item:
    return {name: decode(value) for name, value in typed.items()}
