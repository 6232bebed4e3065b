"""The template's alarms, and what they ask CloudWatch."""

import re
from typing import Any

from tests.metric_query import MetricQuery, parse_query
from tests.template import resources

ALARMS = resources("AWS::CloudWatch::Alarm")


def metrics_of(alarm: str) -> list[dict[str, Any]]:
    return list(ALARMS[alarm].get("Metrics", []))


def queries() -> dict[str, MetricQuery]:
    """By alarm, as they read once CloudFormation has put the stack's name in."""
    found = {}
    for alarm in ALARMS:
        for metric in metrics_of(alarm):
            if isinstance(metric.get("Expression"), dict):
                text = re.sub(r"\$\{[\w:.]+\}", "goodword", metric["Expression"]["Fn::Sub"])
                found[alarm] = parse_query(text)
    return found


def resources_of(*alarms: str) -> set[str]:
    """The resources whose metrics the alarms name."""
    return {
        str(dimension["Value"].get("Ref") or dimension["Value"]["Fn::GetAtt"][0])
        for alarm in alarms
        for metric in metrics_of(alarm)
        for dimension in metric.get("MetricStat", {}).get("Metric", {}).get("Dimensions", [])
    }
