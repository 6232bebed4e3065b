"""A function knows the name of each table that its role lets it ask, and of no other."""

from pathlib import Path

import pytest

from tests.role_grants import grants_of
from tests.template import resources, template

FUNCTIONS = resources("AWS::Serverless::Function")
SHARED = template()["Globals"]["Function"].get("Environment", {}).get("Variables", {})


def tables_allowed(role: str) -> set[str]:
    """By their names in the template; what only Lambda asks of them is left out."""
    asked = (place for action, place in grants_of(role) if action.startswith("dynamodb:"))
    return {place.partition("/")[0] for place in asked}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_knows_the_tables_it_may_ask(name: str) -> None:
    function = FUNCTIONS[name]
    known = {**SHARED, **function["Environment"]["Variables"]}
    tables = {known[each]["Ref"] for each in known if each.endswith("_TABLE")}

    assert tables_allowed(function["Role"]["Fn::GetAtt"][0]) == tables, Path(
        function["CodeUri"]
    ).name
