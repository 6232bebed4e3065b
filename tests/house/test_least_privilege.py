"""Each role allows what its function was seen to call in the tests, all of it and nothing else.

The evidence is every handler call of the whole run, so this asks its question last of all.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.recorder import Need, seen
from tests.template import ROOT, resources, template

EVIDENCE = {
    path.name
    for folder in ("functions", "sweep")
    for path in (ROOT / "tests" / folder).glob("test_*.py")
    if "fuzz" not in path.name
}
# What Lambda itself needs: to read stream or queue, to write logs, to hand over failures.
LAMBDA_S_OWN = re.compile(
    r"logs:|dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)|xray:"
    r"|sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)"
)
LAST_RESORT = ("sqs:SendMessage", "UndeliveredQueue")
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


def grants_of(role: str) -> Iterator[Need]:
    """Every (action, resource) of the role, in the recorder's words."""
    for policy in template()["Resources"][role]["Properties"]["Policies"]:
        for statement in policy["PolicyDocument"]["Statement"]:
            for action in as_list(statement["Action"]):
                for resource in as_list(on_aws(statement["Resource"])):
                    need = (action, resource_name(resource))
                    if not LAMBDA_S_OWN.match(action) and need != LAST_RESORT:
                        yield need


def on_aws(resource: Any) -> Any:
    """What stands there outside the local stack."""
    match resource:
        case {"Fn::If": [_, _, there]}:
            return there
    return resource


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def resource_name(resource: Any) -> str:
    """`LinksTable`, `LinksTable/index/by_program`, `SigningSecret`, `webhooks/*`."""
    match resource:
        case {"Ref": name} | {"Fn::GetAtt": [name, *_]}:
            return str(name)
    text = resource["Fn::Sub"] if isinstance(resource, dict) else resource
    text = text[0] if isinstance(text, list) else text
    text = text.replace("${AWS::StackName}-*", "*")
    if found := re.match(r"\$\{(\w+)\.Arn\}(.*)", text):
        return found[1] + found[2]
    return str(text.split("${AWS::StackName}/")[-1].rpartition(":")[2])
