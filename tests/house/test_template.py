"""The template's rules: nothing wild, nothing lost without a word, nothing watched by nobody."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.house.tree import ROOT
from tests.template import resources, roles, streams, template

FUNCTIONS = resources("AWS::Serverless::Function")
ROLES = roles()
STREAMS = streams()
RULES = resources("AWS::Events::Rule")
TABLES = resources("AWS::DynamoDB::Table")
LONGEST_BLOCK = 40
# Single actions on named tables take their lines: hiding some elsewhere would not make them fewer.
LONGEST_ROLE = 60
# The only actions that name no resource of this template, and what they name instead.
WRITTEN = "secret:${AWS::StackName}/webhooks/", "secret:${AWS::StackName}/outbound/"
BY_NAME = {
    "secretsmanager:GetSecretValue": ("secret:${AWS::StackName}/",),
    "secretsmanager:CreateSecret": WRITTEN,
    "secretsmanager:PutSecretValue": WRITTEN,
    "ses:SendEmail": (":identity/",),
    "ses:GetEmailIdentity": (":identity/",),
    # Of a whole account: AWS knows no narrower resource for them, or none by a name of ours.
    "ses:GetAccount": ('"*"',),
    "cloudwatch:GetMetricData": ('"*"',),
    "cloudwatch:DescribeAlarms": ('"*"',),
}


def statements(role: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for policy in role["Policies"]:
        yield from policy["PolicyDocument"]["Statement"]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def as_text(value: Any) -> str:
    return json.dumps(value)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_a_role_and_a_log_of_its_own(name: str) -> None:
    stem, function = name.removesuffix("Function"), FUNCTIONS[name]
    logs = resources("AWS::Logs::LogGroup")[f"{stem}Logs"]

    assert function["Role"] == {"Fn::GetAtt": [f"{stem}Role", "Arn"]}
    assert function["LoggingConfig"] == {"LogGroup": {"Ref": f"{stem}Logs"}}
    assert logs["RetentionInDays"] == {"Ref": "LogDays"}


@pytest.mark.parametrize("name", ROLES)
def test_a_role_allows_single_actions_on_named_things(name: str) -> None:
    for statement in statements(ROLES[name]):
        actions = as_list(statement["Action"])
        assert [action for action in actions if "*" in action] == []
        for resource in as_list(statement["Resource"]):
            owned = re.search(
                r'"Ref"|"Fn::GetAtt"|\$\{\w+(?:Table|Bucket)\.Arn\}', as_text(resource)
            )
            names = {name for action in actions for name in BY_NAME.get(action, ())}
            named = any(name in as_text(resource) for name in names)
            assert owned or named, f"{actions} on {resource}"


def test_roles_bring_no_ready_made_policies() -> None:
    assert [name for name, role in ROLES.items() if "ManagedPolicyArns" in role] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_knows_only_tables_it_may_touch(name: str) -> None:
    told = as_text(FUNCTIONS[name]["Environment"])
    allowed = as_text(ROLES[f"{name.removesuffix('Function')}Role"])

    assert {table for table in TABLES if f'"{table}"' in told} == {
        table
        for table in TABLES
        if re.search(rf'"{table}", "Arn"|\${{{table}\.Arn}}(?!/stream)', allowed)
    }


@pytest.mark.parametrize("name", STREAMS)
def test_a_stream_gives_up_late_and_never_silently(name: str) -> None:
    mapping = STREAMS[name]

    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert 0 < mapping["MaximumRetryAttempts"] <= 1000
    assert 3600 <= mapping["MaximumRecordAgeInSeconds"] <= 86_400
    assert "Queue" in as_text(mapping["DestinationConfig"]["OnFailure"])
    assert mapping["FilterCriteria"]["Filters"]


def test_a_stream_wakes_at_most_two_functions() -> None:
    readers = [as_text(mapping["EventSourceArn"]) for mapping in STREAMS.values()]

    assert max(readers.count(reader) for reader in readers) <= 2


@pytest.mark.parametrize("name", RULES)
def test_a_job_that_fails_is_kept(name: str) -> None:
    (target,) = RULES[name]["Targets"]
    (invocations,) = resources("AWS::Lambda::EventInvokeConfig").values()

    assert set(target["RetryPolicy"]) == {"MaximumRetryAttempts", "MaximumEventAgeInSeconds"}
    assert "Queue" in as_text(target["DeadLetterConfig"])
    assert "Queue" in as_text(invocations["DestinationConfig"]["OnFailure"])
    assert {"Fn::GetAtt": [name, "Arn"]} in _sources_allowed_to_queue()


def _sources_allowed_to_queue() -> list[Any]:
    policy = resources("AWS::SQS::QueuePolicy")["QueuePolicy"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    return list(statement["Condition"]["ArnEquals"]["aws:SourceArn"])


@pytest.mark.parametrize("name", TABLES)
def test_a_table_survives_mistakes(name: str) -> None:
    whole, table = template()["Resources"][name], TABLES[name]

    assert whole["DeletionPolicy"] == "RetainExceptOnCreate"
    assert whole["UpdateReplacePolicy"] == "Retain"
    assert table["DeletionProtectionEnabled"] == {"Fn::If": ["Local", False, True]}
    # Always encrypted; naming the key here would be naming one that charges for each use.
    assert "SSESpecification" not in table
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True


def test_the_command_line_is_told_every_table() -> None:
    told = as_text(template()["Outputs"]["Environment"])

    assert [name for name in TABLES if f"${{{name}}}" not in told] == []


def test_every_block_can_be_seen_at_once() -> None:
    text = (ROOT / "template.yaml").read_text()
    blocks = re.split(r"\n(?=  \w+:)", text[text.index("\nResources:") :])
    lines = {b.split(":")[0].strip(): len(b.split("\n\n")[0].splitlines()) for b in blocks}
    long = [
        name
        for name, count in lines.items()
        if count > (LONGEST_ROLE if name in ROLES else LONGEST_BLOCK)
    ]

    assert long == []


@pytest.mark.parametrize("page", ["template.yaml", ".checkov.yaml"])
def test_every_skipped_check_has_a_reason(page: str) -> None:
    skipped = re.findall(r"^\s*- ((?:CKV|W|E)[A-Z_]*\d+)(.*)$", (ROOT / page).read_text(), re.M)

    assert skipped
    assert [check for check, rest in skipped if not re.match(r" # \w+", rest)] == []


def test_mail_goes_out_as_the_sender_alone() -> None:
    (allowed,) = (
        statement["Resource"]["Fn::If"][2]
        for role in ROLES.values()
        for statement in statements(role)
        if "ses:SendEmail" in as_list(statement["Action"])
    )

    assert ':identity/*"' not in as_text(allowed)
    assert [sender_in(each) for each in allowed].count("shop.example") == 2


def sender_in(resource: Any) -> str:
    """The domain that the template takes out of the usual sender, as CloudFormation would."""
    if not isinstance(resource["Fn::Sub"], list):
        return ""
    place = resource["Fn::Sub"][1]["At"]["Fn::Select"]
    assert place[1]["Fn::Split"][0] == ">"
    inner = place[1]["Fn::Split"][1]["Fn::Select"]
    text = inner[1]["Fn::Split"][1]["Fn::Sub"].replace("${MailFrom}", "Bakery <a@shop.example>")
    return str(text.split(inner[1]["Fn::Split"][0])[inner[0]].split(">")[place[0]])
