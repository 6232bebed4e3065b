"""The reference: one page with every operation, its examples true to the description."""

import json
import re
from typing import Any

import jsonschema
import pytest

from goodword.docs import ROOT
from goodword.reference.outline import ApiOutline
from goodword.reference.page import reference_page

TEXT = (ROOT / "docs/openapi.json").read_text()
DOCUMENT = json.loads(TEXT)
PAGE = (ROOT / "docs/reference.html").read_text()
OPERATIONS = [
    (method, path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]


def test_every_operation_stands_on_the_page_with_its_scope() -> None:
    for method, path, operation in OPERATIONS:
        start = PAGE.index(f'<article id="{operation["operationId"]}"')
        section = PAGE[start : PAGE.index("</article>", start)]
        assert f"{method.upper()}</span> <code>{path}</code>" in section
        assert all(scope in section for scope in operation["security"][0]["key"])
        assert all(f"<code>{status}</code>" in section for status in operation["responses"])
        assert "curl -sS" in section


def test_every_shape_stands_on_the_page_and_no_link_leads_nowhere() -> None:
    ids = set(re.findall(r'\bid="([^"]+)"', PAGE))

    assert {f"shape-{name}" for name in DOCUMENT["components"]["schemas"]} <= ids
    assert set(re.findall(r'href="#([^"]+)"', PAGE)) <= ids
    assert len(ids) == len(re.findall(r'\bid="', PAGE))


def test_the_page_needs_no_network_and_no_script() -> None:
    assert "<script" not in PAGE
    assert not re.search(r'(?:src|href)="https?:|url\("?https?:|@import', PAGE)
    for place in re.findall(r'url\("([^"]+)"\)', PAGE):
        assert (ROOT / "docs" / place).exists()


def bodies() -> list[Any]:
    found = [
        (operation["operationId"], operation["requestBody"]["content"]["application/json"])
        for _, _, operation in OPERATIONS
        if "requestBody" in operation
    ]
    return [pytest.param(body["schema"], id=name) for name, body in found]


@pytest.mark.parametrize("schema", bodies())
def test_an_example_is_taken_by_its_own_schema(schema: dict[str, Any]) -> None:
    example = ApiOutline(TEXT).sampler.example(schema)

    jsonschema.validate(example, {**schema, "components": DOCUMENT["components"]})


def test_what_is_described_is_never_markup() -> None:
    document = json.loads(TEXT)
    document["info"]["description"] = "<script>alert(1)</script>"

    assert "<script" not in reference_page(json.dumps(document))
