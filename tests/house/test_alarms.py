"""What no emulator and no linter reads: the alarms' queries, sums and the metrics behind them."""

import ast
import re

import pytest

from tests.house.alarms import ALARMS, metrics_of, queries, resources_of
from tests.house.tree import modules
from tests.metric_query import QueryError, parse_query
from tests.template import resources, streams

FUNCTIONS = resources("AWS::Serverless::Function")
QUEUES = resources("AWS::SQS::Queue")
MOST_METRICS = 10
LONGEST_SECONDS = 86_400
OF_LAMBDA = "SELECT SUM(Errors) FROM SCHEMA(\"AWS/Lambda\", FunctionName) WHERE FunctionName = 'a'"
OWN = 'SELECT SUM("Held") FROM SCHEMA("Goodword", "source", "stack")'


def sums() -> dict[str, str]:
    return {
        alarm: metric["Expression"]
        for alarm in ALARMS
        for metric in metrics_of(alarm)
        if isinstance(metric.get("Expression"), str)
    }


def test_every_query_is_one_that_cloudwatch_reads() -> None:
    found = queries()

    assert len(found) > 9
    assert {query.namespace for query in found.values()} == {"Goodword"}
    assert [alarm for alarm, query in found.items() if query.groups] == []


@pytest.mark.parametrize("alarm", queries())
def test_a_query_asks_for_this_stack_only(alarm: str) -> None:
    assert ("stack", "=", "goodword") in queries()[alarm].conditions


@pytest.mark.parametrize(
    "query",
    [
        "SELECT SUM(Held) FROM SCHEMA(\"Goodword\", source, stack) WHERE stack = 'a'",
        OF_LAMBDA,
        f"{OWN} WHERE \"source\" = 'a' OR \"source\" = 'b'",
        f'{OWN} WHERE "stack" = "goodword"',
        f"{OWN} WHERE \"stack\" IN ('a')",
        f"{OWN} WHERE \"program\" = 'a'",
        f"{OWN} WHERE (\"stack\" = 'a')",
        f"{OWN} WHERE \"stack\" LIKE 'a'",
        f'{OWN} GROUP BY "program"',
        f"{OWN} ORDER BY SUM",
        f"{OWN} LIMIT 501",
        f"{OWN};",
        'SELECT P99("Held") FROM "Goodword"',
        'SELECT SUM("Held"), MAX("Held") FROM "Goodword"',
        'SELECT SUM("Held") WHERE "stack" = \'a\'',
    ],
)
def test_a_planted_mistake_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        parse_query(query)


def test_the_whole_language_is_read() -> None:
    query = parse_query(
        'select max("a \\"b\\"") from schema("AWS/EC2", "InstanceId", "source")'
        " where \"source\" != 'x' and \"InstanceId\" = 'y'"
        ' group by "InstanceId", "source" order by max() desc limit 5'
    )

    assert (query.function, query.metric, query.namespace) == ("MAX", 'a "b"', "AWS/EC2")
    assert query.labels == frozenset({"InstanceId", "source"})
    assert query.conditions == (("source", "!=", "x"), ("InstanceId", "=", "y"))
    assert query.groups == ("InstanceId", "source")
    assert parse_query('SELECT AVG("CPU") FROM "AWS/EC2"').labels is None


@pytest.mark.parametrize("alarm", sums())
def test_a_sum_is_of_metrics_named_beside_it(alarm: str) -> None:
    """MAX, MIN, AVG and FILL behave otherwise in alarms than in graphs, says their own page."""
    named = [metric["Id"] for metric in metrics_of(alarm) if "MetricStat" in metric]
    words = re.findall(r"[A-Za-z]\w*", sums()[alarm])

    assert len(named) == len(set(named)) <= MOST_METRICS
    assert {word for word in words if word.isupper()} <= {"SUM", "METRICS"}
    assert sorted({*words} - {"SUM", "METRICS"}) in ([], sorted(named))
    assert "METRICS" in words or len(words) > 1


@pytest.mark.parametrize("alarm", ALARMS)
def test_an_alarm_watches_one_series_over_whole_minutes(alarm: str) -> None:
    metrics = metrics_of(alarm) or [{"ReturnData": True, **ALARMS[alarm]}]
    periods = {
        int(metric.get("MetricStat", metric)["Period"])
        for metric in metrics
        if "Period" in metric.get("MetricStat", metric)
    }

    assert [metric["Id"] for metric in metrics if "Id" in metric and "Period" in metric] in (
        [],
        ["total"],
    )
    assert [metric["ReturnData"] for metric in metrics].count(True) == 1
    assert len(periods) == 1
    assert all(period % 60 == 0 for period in periods)
    assert max(periods) * ALARMS[alarm]["EvaluationPeriods"] <= LONGEST_SECONDS
    assert ALARMS[alarm]["TreatMissingData"] == "notBreaching"


@pytest.mark.parametrize("what", ["Errors", "Throttles"])
def test_an_alarm_watches_every_function(what: str) -> None:
    alarms = (f"Door{what}Alarm", f"Page{what}Alarm", f"Stage{what}Alarm", "WebhooksAlarm")

    assert resources_of(*alarms) == {*FUNCTIONS}


def test_an_alarm_watches_every_queue() -> None:
    assert resources_of("FailuresAlarm") == {*QUEUES}


def test_an_alarm_watches_every_stream_reader() -> None:
    assert resources_of("LateAlarm", "LateCardsAlarm", "WebhooksAlarm") == {
        mapping["FunctionName"]["Ref"] for mapping in streams().values()
    }


def test_what_is_counted_for_an_alarm_has_one() -> None:
    """`stack` is a dimension of a metric only for an alarm's sake: here, each finds the other."""
    counted = set()
    for module in modules("layers", "functions"):
        for node in module.nodes:
            if isinstance(node, ast.Call) and "stack" in {word.arg for word in node.keywords}:
                assert isinstance(node.args[0], ast.Constant)
                counted.add(node.args[0].value)

    assert counted == {query.metric for query in queries().values()}
