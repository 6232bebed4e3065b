"""What a month costs: a shop at rest, and with 1,000 and 100,000 orders, the clock included.

Turns of the clock, secrets, alarms and metrics are counted in the template and in what handlers
print; the mix of a shop's month is assumed, and said beside the table.
"""

import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from decimal import Decimal
from typing import Any, NamedTuple

from bench import dollars
from bench.count import CLICK, Bill, counting
from bench.page import table, write
from tests.house.alarms import ALARMS
from tests.mail_service import mail_service
from tests.sweep.story import paid_order
from tests.template import resources

HOURS = 730
REFERRED = Decimal("0.1")  # of all orders
CLICKS = 20  # for a referred order
REFUNDED = Decimal("0.05")  # of the referred ones
# A shop has a webhook's secret and a store's credential beside the stack's own.
SHOP_SECRETS = 2
# Lambda asks an empty queue with five pollers, each twenty seconds long.
POLLS = 5 * 3 * 60 * HOURS
OF_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
OF_HOURS = re.compile(
    r"cron\(\d+ (?:(?P<every>\*)|(?P<first>\d+)(?:-(?P<last>\d+))?) \* \* \? \*\)"
)
PER_MONTH = {"minute": HOURS * 60, "hour": HOURS, "day": HOURS // 24}


class MonthCost(NamedTuple):
    """Of one size of shop, in dollars."""

    orders: int
    invocations: int
    clock: Decimal
    fixed: Decimal
    """Secrets, alarms, metrics, and asking the queues."""
    acts: Decimal

    @property
    def total(self) -> Decimal:
        return self.clock + self.fixed + self.acts

    def row(self) -> tuple[str, ...]:
        return (
            f"{self.orders:,}",
            f"{self.invocations:,}",
            *(f"{part:.2f}" for part in (self.clock, self.fixed, self.acts, self.total)),
        )


def write_month() -> None:
    titles = ("orders", "invocations", "$ clock", "$ fixed", "$ acts", "$ in all")
    write("month", table(titles, [each.row() for each in month_costs()]))


def month_costs() -> list[MonthCost]:
    clock, turns, metrics = clock_cost()
    acts = {
        name: (dollars.total_cost(bill), len(bill.keys() - set(dollars.NOT_FUNCTIONS)))
        for name, bill in month_acts().items()
    }
    return [_month(orders, clock, turns, metrics, acts) for orders in (0, 1_000, 100_000)]


def _month(
    orders: int,
    clock: Decimal,
    turns: int,
    metrics: int,
    acts: dict[str, tuple[Decimal, int]],
) -> MonthCost:
    referred = int(orders * REFERRED)
    numbers = {
        "click": referred * CLICKS,
        "referred": referred,
        "refund": int(referred * REFUNDED),
        "other": orders - referred,
    }
    cost = sum((acts[name][0] * number / 1000 for name, number in numbers.items()), Decimal(0))
    calls = sum(acts[name][1] * number for name, number in numbers.items())
    return MonthCost(orders, turns + calls, clock, fixed_cost(metrics), cost)


def month_acts() -> dict[str, Bill]:
    found = {}
    with counting() as (story, counter):
        story.invoke("redirect", CLICK)
        story.rest()
        found["click"] = counter.take()
        story.tell("order_paid")
        found["referred"] = counter.take()
        story.tell("partly_refunded")
        found["refund"] = counter.take()
        nobodys = {**paid_order("2002", email="eve@example.com"), "signals": {}}
        story.webhook("order.paid", nobodys)
        story.rest()
        found["other"] = counter.take()
    return found


def clock_cost() -> tuple[Decimal, int, int]:
    """Dollars a month, its turns, and how many metrics its jobs keep alive."""
    cost, all_turns = Decimal(0), 0
    with counting() as (story, counter), mail_service():
        story.rest()
        counter.take()
        counter.unasked = ()
        printed = io.StringIO()
        for job, turns in jobs():
            with redirect_stdout(printed):
                story.invoke("schedule", {"job": job})
            cost += dollars.total_cost(counter.take()) * turns / 1000
            all_turns += turns
    return cost, all_turns, len(metric_names(printed.getvalue()))


def jobs() -> Iterator[tuple[str, int]]:
    """Each job of the clock, and how often a month has it."""
    for rule in resources("AWS::Events::Rule").values():
        for target in rule["Targets"]:
            yield json.loads(target["Input"])["job"], turns_of(rule["ScheduleExpression"])


def turns_of(expression: str) -> int:
    """`rate(5 minutes)`; a cron of ours is of every day, at one hour, at some, or at all."""
    if found := OF_RATE.fullmatch(expression):
        return PER_MONTH[found[2]] // int(found[1])
    found = OF_HOURS.fullmatch(expression)
    assert found, expression
    if found["every"]:
        return PER_MONTH["hour"]
    first = int(found["first"])
    return (int(found["last"] or first) - first + 1) * PER_MONTH["day"]


def metric_names(printed: str) -> set[str]:
    """One a month is paid for each metric with its labels."""
    names = set()
    for line in printed.splitlines():
        if '"_aws"' in line:
            told: dict[str, Any] = json.loads(line)
            (declared,) = told["_aws"]["CloudWatchMetrics"]
            labels = [f"{name}={told[name]}" for name in declared["Dimensions"][0]]
            names.add("|".join([declared["Metrics"][0]["Name"], *labels]))
    return names


def fixed_cost(metrics: int) -> Decimal:
    """A month of what is paid for whether or not anything happens."""
    secrets = len(resources("AWS::SecretsManager::Secret")) + SHOP_SECRETS
    asked = sum(
        "MetricStat" in metric or isinstance(metric.get("Expression"), dict)
        for alarm in ALARMS.values()
        for metric in alarm.get("Metrics", [{"MetricStat": {}}])
    )
    queues = sum(
        "Queue" in json.dumps(each["EventSourceArn"])
        for each in resources("AWS::Lambda::EventSourceMapping").values()
    )
    return (
        secrets * dollars.price("secret_month")
        + asked * dollars.price("alarm_metric_month")
        + metrics * dollars.price("custom_metric_month")
        + queues * POLLS * dollars.price("sqs_million_requests") / dollars.MILLION
    )
