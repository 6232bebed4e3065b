"""Tables: a store is made in one place, and what its items say is spelled in its own file."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.house.tree import ROOT, Module, complaint, modules
from tests.template import resources

STORE = "layers/domain/referrals/store/"
WIRING = "layers/domain/referrals/wiring/"
EXPRESSIONS = {
    "ConditionExpression",
    "FilterExpression",
    "KeyConditionExpression",
    "ProjectionExpression",
    "UpdateExpression",
}


def outside(*rooms: str) -> Iterator[Module]:
    return (m for m in modules("layers", "functions", "cli") if not m.name.startswith(rooms))


def calls(module: Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


@cache
def stores() -> frozenset[str]:
    """Classes that are given a table."""
    return frozenset(
        each.name
        for module in modules("layers")
        if module.name.startswith(STORE)
        for each in module.classes()
        if any(
            isinstance(line, ast.AnnAssign) and ast.unparse(line.annotation) == "Table"
            for line in each.body
        )
    )


def test_a_store_is_made_in_wiring_alone() -> None:
    found = [
        f"{module.name}:{call.lineno} makes {call.func.id}: take it as a field"
        for module in outside(WIRING)
        for call in calls(module)
        if isinstance(call.func, ast.Name) and call.func.id in stores()
    ]

    assert found == []


def test_no_expression_is_spelled_outside_a_store() -> None:
    found = [
        f"{module.name}:{call.lineno} spells {word.arg or 'a change'}: a method of the store does"
        for module in outside(STORE, "layers/domain/awswire/", "cli/goodword/local/")
        for call in calls(module)
        for word in call.keywords
        if word.arg in EXPRESSIONS or (isinstance(call.func, ast.Name) and call.func.id == "Change")
    ]

    assert found == []


def test_no_image_of_an_item_is_read_outside_a_store() -> None:
    """A stream shows items as they are stored: only the store knows what they say."""
    found = [
        f"{module.name}:{node.lineno} reads {ast.unparse(node)}: the store does"
        for module in outside(STORE, "layers/domain/referrals/edge/stream.py")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in ("new", "old")
    ]

    assert found == []


def test_the_data_model_has_a_row_for_each_table_and_every_bucket() -> None:
    text = (ROOT / "docs/data-model.md").read_text()
    rows = re.findall(r"^\| ([A-Z][a-z]+) \| `", text.split("\n### ")[0], re.MULTILINE)
    nouns = [name.removesuffix("Table") for name in resources("AWS::DynamoDB::Table")]
    lost = [each for each in resources("AWS::S3::Bucket") if f"`{each}`: `" not in text]

    assert sorted(rows) == sorted(nouns)
    assert not lost, complaint("Say in docs/data-model.md what lies in each bucket.", lost)
