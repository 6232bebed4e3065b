"""What AWS refuses at deployment, or takes and then ignores, and no emulator or linter tells."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from referrals.model.link.link import Link
from referrals.model.people.person import Person
from tests.house.tree import ROOT
from tests.template import resources, roles, streams, template

FUNCTIONS = resources("AWS::Serverless::Function")
STREAMS = streams()
TABLES = resources("AWS::DynamoDB::Table")
RULES = resources("AWS::Events::Rule")
ROUTES = resources("AWS::ApiGatewayV2::Route")
INTEGRATIONS = resources("AWS::ApiGatewayV2::Integration")
PERMISSIONS = resources("AWS::Lambda::Permission").values()
# An HTTP API waits 30 s for its function; one that could run on would answer nobody.
LONGEST_DOOR_SECONDS = 29
LONGEST_ENVIRONMENT = 4096
RESERVED = re.compile(r"AWS_|LAMBDA_|_HANDLER$|_X_AMZN|TZ$|LD_LIBRARY_PATH$|PYTHONPATH$")
SCHEDULE = re.compile(r"rate\(1 (minute|hour|day)\)|rate\(\d+ (minutes|hours|days)\)|cron\((.+)\)")
RATE_OF_ONE = re.compile(r"rate\(1 \w+s\)")
METHOD = "ANY|GET|HEAD|POST|PUT|PATCH|DELETE"
ROUTE = re.compile(rf"\$default|({METHOD}) (/([\w-]+|\{{\w+\}}))*/([\w-]+|\{{\w+\+?\}})")
LOG_DAYS = {1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192}
LOG_DAYS |= {2557, 2922, 3288, 3653}
OF_AN_INDEX = {"dynamodb:Query", "dynamodb:Scan"}
OF_A_STREAM = {
    f"dynamodb:{name}"
    for name in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
}
ITEM_ACTIONS = ("Get", "BatchGet", "Put", "Update", "Delete", "ConditionCheck")
OF_A_TABLE = (
    OF_AN_INDEX | {"dynamodb:DescribeTable"} | {f"dynamodb:{name}Item" for name in ITEM_ACTIONS}
)


# What Lambda leaves to every function without a reservation, of the usual quota.
LEFT_TO_OTHERS, QUOTA = 100, 1000


def test_no_execution_is_reserved_unless_asked_for() -> None:
    """AWS refuses each reservation in a new account, whose quota is as low as 10."""
    parameters = template()["Parameters"]
    reserved = {
        name: function["ReservedConcurrentExecutions"]["Fn::If"]
        for name, function in FUNCTIONS.items()
        if "ReservedConcurrentExecutions" in function
    }

    assert "ConversionsFunction" in reserved
    for condition, number, otherwise in reserved.values():
        assert otherwise == {"Ref": "AWS::NoValue"}
        assert parameters[number["Ref"]]["Default"] == 0
        asked = template()["Conditions"][condition]
        assert asked == {"Fn::Not": [{"Fn::Equals": [number, 0]}]}


def test_the_advised_reservations_fit_the_usual_quota() -> None:
    advised = dict(
        re.findall(r"(\w+Concurrency)=(\d+)", (ROOT / "docs/reliability.md").read_text())
    )
    numbers = [
        int(advised[function["ReservedConcurrentExecutions"]["Fn::If"][1]["Ref"]])
        for function in FUNCTIONS.values()
        if "ReservedConcurrentExecutions" in function
    ]

    assert len(numbers) == 3
    assert sum(numbers) <= QUOTA - LEFT_TO_OTHERS


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def allowances() -> Iterator[tuple[str, str]]:
    """Every (action, resource as written) of every role."""
    for role in roles().values():
        for policy in role["Policies"]:
            for statement in policy["PolicyDocument"]["Statement"]:
                for action in as_list(statement["Action"]):
                    for resource in as_list(statement["Resource"]):
                        yield action, json.dumps(resource)


def leaves(pattern: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(pattern, dict):
        for key, inner in pattern.items():
            yield from leaves(inner, (*path, key))
    else:
        yield path, pattern


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_variable_is_one_of_lambda_s_own(name: str) -> None:
    shared = template()["Globals"]["Function"]["Environment"]["Variables"]
    variables = {**shared, **FUNCTIONS[name]["Environment"]["Variables"]}

    assert [word for word in variables if RESERVED.match(word)] == []
    assert [word for word in variables if not re.fullmatch(r"[A-Za-z]\w+", word)] == []
    assert len(json.dumps(variables)) < LONGEST_ENVIRONMENT


@pytest.mark.parametrize("name", INTEGRATIONS)
def test_a_door_s_function_ends_before_the_door_closes(name: str) -> None:
    function = INTEGRATIONS[name]["IntegrationUri"]["Fn::GetAtt"][0]
    default = template()["Globals"]["Function"]["Timeout"]

    assert FUNCTIONS[function].get("Timeout", default) <= LONGEST_DOOR_SECONDS


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_is_one_the_http_api_knows(name: str) -> None:
    assert ROUTE.fullmatch(ROUTES[name]["RouteKey"])
    assert ROUTES[name]["Target"]["Fn::Sub"].removeprefix("integrations/")[2:-1] in INTEGRATIONS


def test_no_route_is_there_twice() -> None:
    keys = [route["RouteKey"] for route in ROUTES.values()]

    assert len(keys) == len(set(keys))


def test_whoever_wakes_a_function_may() -> None:
    """Without its permission a rule fires at nobody, and a route answers 500."""
    doors = {permission["FunctionName"]["Ref"] for permission in PERMISSIONS}
    rules = {json.dumps(permission["SourceArn"]) for permission in PERMISSIONS}

    assert {i["IntegrationUri"]["Fn::GetAtt"][0] for i in INTEGRATIONS.values()} <= doors
    assert {json.dumps({"Fn::GetAtt": [name, "Arn"]}) for name in RULES} <= rules


@pytest.mark.parametrize("name", RULES)
def test_a_schedule_is_one_eventbridge_reads(name: str) -> None:
    schedule = RULES[name]["ScheduleExpression"]
    match = SCHEDULE.fullmatch(schedule)
    fields = match[3].split() if match and match[3] else None

    assert match
    assert not RATE_OF_ONE.fullmatch(schedule)
    assert fields is None or (len(fields) == 6 and "?" in (fields[2], fields[4]))


@pytest.mark.parametrize("name", STREAMS)
def test_a_filter_asks_for_what_its_stream_carries(name: str) -> None:
    """A pattern that matches nothing is no error: the stage behind it just never wakes."""
    table = TABLES[STREAMS[name]["EventSourceArn"]["Fn::GetAtt"][0]]
    keys = {key["AttributeName"] for key in table["KeySchema"]}
    view = table["StreamSpecification"]["StreamViewType"]
    (only,) = STREAMS[name]["FilterCriteria"]["Filters"]

    for path, wanted in leaves(json.loads(only["Pattern"])):
        assert wanted
        assert isinstance(wanted, list)
        match path:
            case ("eventName",):
                assert set(wanted) <= {"INSERT", "MODIFY", "REMOVE"}
            case ("dynamodb", "Keys", attribute, "S"):
                assert attribute in keys
            case ("dynamodb", "NewImage", _, "S"):
                assert "NEW" in view
            case _:
                pytest.fail(f"no record of a stream has {'.'.join(path)}")


def test_only_what_is_meant_to_go_goes_by_itself() -> None:
    """A link's `expires_at` is the merchant's wish: deleted, its old clicks would lead nowhere."""
    going = {
        name: table["TimeToLiveSpecification"]
        for name, table in TABLES.items()
        if "TimeToLiveSpecification" in table
    }

    assert {*going} == {
        "ChangesTable",
        "ClicksTable",
        "ConversionsTable",
        "InsightsTable",
        "LinksTable",
        "OutboxTable",
        "PeopleTable",
        "SessionsTable",
    }
    people = going.pop("PeopleTable")
    assert people == {"AttributeName": "gone_at", "Enabled": True}  # who asked for a link
    assert "gone_at" not in Person.model_fields
    links = going.pop("LinksTable")
    assert links == {"AttributeName": "gone_at", "Enabled": True}  # friends' codes, long ended
    assert "gone_at" not in Link._fields
    assert {ttl["AttributeName"] for ttl in going.values()} == {"expires_at"}
    assert all(ttl["Enabled"] for ttl in going.values())


@pytest.mark.parametrize(
    ("part", "fitting"),
    [("/index/", OF_AN_INDEX), ("/stream/", OF_A_STREAM), ('Table"', OF_A_TABLE)],
)
def test_an_action_fits_what_it_is_allowed_on(part: str, fitting: set[str]) -> None:
    """IAM takes any pair of action and resource; one that doesn't fit allows nothing."""
    assert {action for action, resource in allowances() if part in resource} <= fitting


def test_logs_are_kept_for_a_time_that_cloudwatch_knows() -> None:
    days = template()["Parameters"]["LogDays"]

    assert days["Default"] in days["AllowedValues"]
    assert {*days["AllowedValues"]} <= LOG_DAYS


def test_clicks_that_wait_to_be_counted_raise_no_alarm() -> None:
    """The one click of a quiet hour is as old as its stream may wait, when it is told."""
    wait = template()["Parameters"]["ClickCountSeconds"]
    late = template()["Resources"]["LateAlarm"]["Properties"]["Metrics"]
    limit = re.search(r"insights > (\d+)", late[0]["Expression"])

    assert limit
    assert wait["Default"] <= wait["MaxValue"] <= int(limit[1]) / 1000 - 30


@pytest.mark.parametrize(
    ("parameter", "fits", "is_refused"),
    [
        ("PublicUrl", "https://go.shop.example", "https://go.shop.example/"),
        ("PublicUrl", "", "go.shop.example"),
        ("PublicUrl", "http://localhost:8787", "https://shop.example/go"),
        ("FallbackUrl", "https://shop.example/", "shop.example"),
        ("CookieDomain", "shop.example", "https://shop.example"),
        ("CookieDomain", "", "shop.example; Path=/x"),
        ("FormerDomain", "friends.shop.example", "https://friends.shop.example"),
        ("AlarmTopic", "arn:aws:sns:eu-west-1:123456789012:alarms", "alarms"),
        ("AlarmTopic", "", "arn:aws:sqs:eu-west-1:123456789012:alarms"),
    ],
)
def test_a_parameter_that_would_break_addresses_is_refused(
    parameter: str, fits: str, is_refused: str
) -> None:
    """`https://go.shop.example/` made links with two slashes, which no route knows."""
    pattern = template()["Parameters"][parameter]["AllowedPattern"]

    assert re.search(pattern, fits)
    assert not re.search(pattern, is_refused)
    assert re.search(pattern, template()["Parameters"][parameter]["Default"])
