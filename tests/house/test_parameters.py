"""Every parameter of the API says what it is, in the description that is committed."""

import json

from tests.house.tree import ROOT

API = json.loads((ROOT / "docs/openapi.json").read_text())


def test_every_parameter_is_described() -> None:
    """Give its `Path` or `Query` a description; `routes/fields.py` has those that many share."""
    silent = [
        f"{method.upper()} {path}: {parameter['name']}"
        for path, operations in API["paths"].items()
        for method, operation in operations.items()
        for parameter in operation.get("parameters", [])
        if not parameter.get("description", "").strip()
    ]

    assert silent == []
