"""Examples made of schemas: a believable value for each field, which the schema takes."""

import re
from collections.abc import Mapping
from typing import Any

SCHEMAS = "#/components/schemas/"
DEEPEST = 6
# By a field's name, where its schema takes it.
KNOWN: Mapping[str, Any] = {
    "program": "friends",
    "program_id": "friends",
    "name": "Ada Lovelace",
    "email": "ada@example.com",
    "source": "shopify",
    "order_id": "1001",
    "currency": "EUR",
    "amount_minor": 500,
    "code": "ada",
    "locale": "en",
    "time_zone": "Europe/Berlin",
    "reason": "They told us so.",
    "made_by": "Mia",
    "from": "2026-11-01",
    "to": "2026-11-30",
    "url": "https://go.shop.example/r/ada",
    "Idempotency-Key": "order-1001",
}
BY_FORMAT: Mapping[str, str] = {
    "date-time": "2026-11-22T09:30:00Z",
    "date": "2026-11-22",
    "uri": "https://shop.example/",
    "email": "ada@example.com",
}
# What ids and keys begin with in their patterns; what follows is as long as they want.
_PREFIX = re.compile(r"^\^(?:\(([a-z]{2,4})[|a-z]*\)|([a-z]{2,4}))_")
_TAIL = "01k9x3m8q5w2"
_OTHERS = (
    *("friends", "2026-11-22T09:30:00Z", "2026-11-22", "2026-11", "shopify", "a1", "en", "Ada"),
    *("#8f491f", "https://shop.example/", "EUR", "1001", "0.12", "0" * 64, "12:00"),
)


class Sampler:
    """Of one description; the same schema gives the same example."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self.schemas = schemas

    def example(self, schema: Mapping[str, Any], name: str = "", depth: int = 0) -> Any:
        """`name` is the field's."""
        schema = self.follow(schema)
        for key in ("default", "const", "example"):
            if schema.get(key) is not None and schema.get("type") != "object":
                return schema[key]
        if schema.get("examples"):
            return schema["examples"][0]
        if schema.get("enum"):
            return schema["enum"][0]
        choices = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
        if choices:
            return self.example({**choices[0]}, name, depth)
        match schema.get("type"):
            case "object":
                return self._object(schema, depth)
            case "array":
                return self._array(schema, name, depth)
            case "integer" | "number":
                return _number(schema, name)
            case "boolean":
                return True
            case "string":
                return text_for(schema, name)
        return None

    def follow(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        """What a reference stands for; what lies beside it counts more."""
        if "$ref" not in schema:
            return dict(schema)
        found = self.schemas[schema["$ref"].removeprefix(SCHEMAS)]
        beside = {name: value for name, value in schema.items() if name != "$ref"}
        return {**found, **beside}

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        if depth > DEEPEST:
            return {}
        fields, required = schema.get("properties", {}), schema.get("required", ())
        # Of a request what it needs; what has a default is left out where something is needed.
        shown = [name for name in fields if name in required] or list(fields)
        return {name: self.example(fields[name], name, depth + 1) for name in shown}

    def _array(self, schema: Mapping[str, Any], name: str, depth: int) -> list[Any]:
        if schema.get("prefixItems"):
            return [self.example(each, "", depth + 1) for each in schema["prefixItems"]]
        items = schema.get("items")
        wanted = max(1, schema.get("minItems", 1))
        if not items or depth > DEEPEST:
            return []
        return [self.example(items, name.removesuffix("s"), depth + 1)] * wanted


def text_for(schema: Mapping[str, Any], name: str) -> str:
    """A text that fits; the shortest that can, where nothing known does."""
    prefix = _PREFIX.match(schema.get("pattern", ""))
    tries = [
        *([str(KNOWN[name])] if name in KNOWN else []),
        *([BY_FORMAT[schema["format"]]] if schema.get("format") in BY_FORMAT else []),
        *([f"{prefix[1] or prefix[2]}_{_TAIL}"] if prefix else []),
        *([] if "pattern" in schema else [name.replace("_", " ").capitalize() or "Text"]),
        *_OTHERS,
    ]
    return next((text for text in tries if fits(schema, text)), tries[0])


def fits(schema: Mapping[str, Any], text: str) -> bool:
    length = schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text))
    return length and bool(re.search(schema.get("pattern", ""), text))


def _number(schema: Mapping[str, Any], name: str) -> int:
    wanted = KNOWN.get(name, 1)
    value = wanted if isinstance(wanted, int) else 1
    least = int(schema.get("minimum", schema.get("exclusiveMinimum", value - 1) + 1))
    most = int(schema.get("maximum", max(value, least)))
    return max(least, min(value, most))
