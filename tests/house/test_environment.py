"""A function knows the name of each table that its role lets it ask, and of no other."""

from pathlib import Path

import pytest

from tests.house.test_least_privilege import LAMBDA_S_OWN, as_list, on_aws, resource_name
from tests.template import resources, template

FUNCTIONS = resources("AWS::Serverless::Function")
SHARED = template()["Globals"]["Function"].get("Environment", {}).get("Variables", {})


def tables_allowed(role: str) -> set[str]:
    """By their names in the template; what only Lambda asks of them is left out."""
    found = set()
    for policy in template()["Resources"][role]["Properties"]["Policies"]:
        for statement in policy["PolicyDocument"]["Statement"]:
            asked = [a for a in as_list(statement["Action"]) if a.startswith("dynamodb:")]
            if [each for each in asked if not LAMBDA_S_OWN.match(each)]:
                names = map(resource_name, as_list(on_aws(statement["Resource"])))
                found |= {name.partition("/")[0] for name in names}
    return found


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_knows_the_tables_it_may_ask(name: str) -> None:
    function = FUNCTIONS[name]
    known = {**SHARED, **function["Environment"]["Variables"]}
    tables = {known[each]["Ref"] for each in known if each.endswith("_TABLE")}

    assert tables_allowed(function["Role"]["Fn::GetAtt"][0]) == tables, Path(
        function["CodeUri"]
    ).name
