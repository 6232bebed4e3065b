"""The template as data: the tests create their tables from it, and read its rules."""

from functools import cache
from pathlib import Path
from typing import Any

from cfnlint.decode import cfn_yaml

ROOT = Path(__file__).parents[1]
TABLE_KEYS = (
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
    "StreamSpecification",
    "BillingMode",
)


@cache
def template() -> dict[str, Any]:
    loaded: dict[str, Any] = cfn_yaml.load(str(ROOT / "template.yaml"))
    return loaded


def streams() -> dict[str, dict[str, Any]]:
    """The mappings that wake a function by a table's stream; queues start nowhere."""
    mappings = resources("AWS::Lambda::EventSourceMapping")
    return {name: each for name, each in mappings.items() if "StartingPosition" in each}


def resources(kind: str) -> dict[str, dict[str, Any]]:
    """The properties of every resource of one type, by logical id."""
    return {
        name: resource.get("Properties", {})
        for name, resource in template()["Resources"].items()
        if resource["Type"] == kind
    }


def roles() -> dict[str, dict[str, Any]]:
    """By logical id, each with the policies that stand in blocks of their own."""
    found = {name: dict(role) for name, role in resources("AWS::IAM::Role").items()}
    for policy in resources("AWS::IAM::Policy").values():
        for role in policy["Roles"]:
            found[role["Ref"]]["Policies"] = [*found[role["Ref"]]["Policies"], policy]
    return found


def wired_functions() -> frozenset[str]:
    """Those to which the template gives the light client."""
    return frozenset(
        Path(properties["CodeUri"]).name
        for properties in resources("AWS::Serverless::Function").values()
        if properties["Environment"]["Variables"].get("GOODWORD_CLIENT") == "wire"
    )


def tables() -> dict[str, dict[str, Any]]:
    """CreateTable requests by noun (`links`), exactly as the template declares the tables."""
    requests = {}
    for name, properties in resources("AWS::DynamoDB::Table").items():
        request = {key: properties[key] for key in TABLE_KEYS if key in properties}
        if "StreamSpecification" in request:
            request["StreamSpecification"] = {
                **request["StreamSpecification"],
                "StreamEnabled": True,
            }
        requests[name.removesuffix("Table").lower()] = {**request, "TableName": name}
    return requests
