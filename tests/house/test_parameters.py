"""Every parameter and every field of a request says what it is, as the API is described."""

import json
from collections.abc import Iterator
from typing import Any

from tests.house.tree import ROOT, complaint

API = json.loads((ROOT / "docs/openapi.json").read_text())
SCHEMAS: dict[str, Any] = API["components"]["schemas"]


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in API["paths"].items():
        yield from ((f"{method.upper()} {path}", found) for method, found in methods.items())


def names_in(shape: Any) -> Iterator[str]:
    """Schemas that a shape leads to."""
    if isinstance(shape, dict):
        if "$ref" in shape:
            yield shape["$ref"].rpartition("/")[2]
        for inner in shape.values():
            yield from names_in(inner)
    elif isinstance(shape, list):
        for inner in shape:
            yield from names_in(inner)


def request_schemas() -> set[str]:
    found: set[str] = set()
    waiting = [name for _, each in operations() for name in names_in(each.get("requestBody"))]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += names_in(SCHEMAS[name])
    return found


def test_every_parameter_is_described() -> None:
    """Give its `Path` or `Query` a description; `routes/fields.py` has those that many share."""
    silent = [
        f"{operation}: {parameter['name']}"
        for operation, found in operations()
        for parameter in found.get("parameters", [])
        if not parameter.get("description", "").strip()
    ]

    assert silent == []


def test_every_field_of_a_request_is_described() -> None:
    silent = [
        f"{name}: {field}"
        for name in sorted(request_schemas())
        for field, shape in SCHEMAS[name].get("properties", {}).items()
        if not shape.get("description", "").strip()
    ]

    assert len(request_schemas()) >= 30
    assert not silent, complaint("Say it in a docstring below the field.", silent)
