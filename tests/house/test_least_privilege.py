"""Each role allows what its function was seen to call in the tests, all of it and nothing else.

The evidence is every handler call of the whole run, so this asks its question last of all.
"""

from pathlib import Path

import pytest

from tests.recorder import Need, seen
from tests.role_grants import grants_of
from tests.template import ROOT, resources, template

EVIDENCE = {
    path.name
    for folder in ("functions", "sweep")
    for path in (ROOT / "tests" / folder).glob("test_*.py")
    if "fuzz" not in path.name
}
FUNCTIONS = {
    Path(properties["CodeUri"]).name: properties["Role"]["Fn::GetAtt"][0]
    for properties in resources("AWS::Serverless::Function").values()
}


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_a_role_allows_what_its_function_calls(
    function: str, request: pytest.FixtureRequest
) -> None:
    ran = {item.path.name for item in request.session.items}
    if EVIDENCE - ran:
        pytest.skip("needs the evidence of the whole run: `python -m pytest`")

    allowed = set(grants_of(FUNCTIONS[function]))
    called = {need for need in seen[function] if real(need)}

    assert called - allowed == set(), "called, but not allowed"
    assert allowed - called == set(), "allowed, but never called"


def real(need: Need) -> bool:
    """Some tests take a table away by naming one that isn't there."""
    action, resource = need
    return not action.startswith("dynamodb:") or resource.split("/")[0] in template()["Resources"]
