"""What a role of the template allows, in the words of the recorder."""

import re
from collections.abc import Iterator
from typing import Any

from tests.recorder import Need
from tests.template import roles

# What Lambda itself needs: to read stream or queue, to write logs, to hand over failures.
LAMBDA_S_OWN = re.compile(
    r"logs:|dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)|xray:"
    r"|sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)"
)
LAST_RESORT = ("sqs:SendMessage", "UndeliveredQueue")


def grants_of(role: str) -> Iterator[Need]:
    """Every (action, resource) of the role, in the recorder's words."""
    for policy in roles()[role]["Policies"]:
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
