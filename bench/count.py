"""What each act costs in requests: the real handlers, driven through their streams, counted.

To count one more act, add it to `acts`: whatever it makes the handlers send is counted by function.
"""

import contextlib
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from moto import mock_aws

from awswire.codec import Typed
from bench import capacity
from bench.stage import ROOT
from referrals.wiring import clock, stores
from tests import account
from tests.gifts import a_gift_program, kept_gifts
from tests.shops.tills import open_till
from tests.sweep.story import SweepStory, a_world, paid_order
from tests.template import resources
from tests.world import NOW, a_token, store_credential

CLICK = json.loads((ROOT / "events/redirect/person.json").read_text())
BUTTON = {
    **json.loads((ROOT / "events/friend/gift.json").read_text()),
    "rawQueryString": f"gw={a_token()}",
    "queryStringParameters": {"gw": a_token()},
}
UNASKED = ("schedule",)  # the clock turns whether or not anything happened
READS = ("BatchGetItem", "GetItem", "Query", "Scan")
WRITES = {"PutItem": "Put", "UpdateItem": "Update", "DeleteItem": "Delete"}
SINGLE = {"Put", "Update", "Delete", "ConditionCheck"}


class Spending(NamedTuple):
    requests: int = 0
    reads: float = 0.0
    writes: int = 0

    def plus(self, other: "Spending") -> "Spending":
        return Spending(
            self.requests + other.requests, self.reads + other.reads, self.writes + other.writes
        )

    def row(self) -> tuple[int, str, int]:
        """As tables show it."""
        return self.requests, f"{self.reads:g}", self.writes


type Bill = dict[str, Spending]
"""By function; `mails` and `secrets` beside them, whose reads and writes mean nothing."""


class CallCounter:
    """Between botocore and moto: counts what a handler asks of DynamoDB, by function."""

    def __init__(self, story: SweepStory) -> None:
        self.story = story
        self.unasked: tuple[str, ...] = UNASKED
        self.bill: dict[str, Spending] = defaultdict(Spending)
        self.invocations: dict[str, int] = defaultdict(int)
        self.transactions = 0
        self.really = BaseClient._make_api_call
        self.keys = {
            name: tuple(key["AttributeName"] for key in each["KeySchema"])
            for name, each in resources("AWS::DynamoDB::Table").items()
        }
        self.indexes = {
            name: tuple(capacity.indexes_of(each))
            for name, each in resources("AWS::DynamoDB::Table").items()
        }

    def call(self, client: Any, operation: str, request: Any) -> Any:
        running = self.story.edge.running
        if not running or running[-1].function in self.unasked:
            return self.really(client, operation, request)
        service = client.meta.service_model.service_name
        if service != "dynamodb":
            self._add(
                {"sesv2": "mails", "secretsmanager": "secrets"}.get(service, service), Spending(1)
            )
            return self.really(client, operation, request)
        self.transactions += operation == "TransactWriteItems"
        writes = list(self._writes(operation, request))
        before = [self._item(client, table, key) for table, key in writes]
        try:
            return self._reading(client, operation, request)
        finally:
            after = [self._item(client, table, key) for table, key in writes]
            units = sum(
                capacity.write_units(
                    capacity.Write(table, old, new),
                    self.indexes,
                    transactional=operation == "TransactWriteItems",
                )
                for (table, _), old, new in zip(writes, before, after, strict=True)
            )
            self._add(running[-1].function, Spending(1, 0.0, units))

    def _reading(self, client: Any, operation: str, request: Any) -> Any:
        answer = self.really(client, operation, request)
        found = [answer["Item"]] if "Item" in answer else answer.get("Items", [])
        if operation in ("GetItem", "Query", "Scan"):
            sizes = [capacity.item_size(item) for item in found]
            consistent = bool(request.get("ConsistentRead"))
            units = capacity.read_units(sizes, consistent=consistent)
            self._add(self.story.edge.running[-1].function, Spending(0, units))
        if operation == "BatchGetItem":  # each item is rounded by itself
            every = [item for items in answer["Responses"].values() for item in items]
            alone = ([capacity.item_size(item)] for item in every)
            units = sum(capacity.read_units(size, consistent=True) for size in alone)
            self._add(self.story.edge.running[-1].function, Spending(0, units))
        return answer

    def _writes(self, operation: str, request: Any) -> Iterator[tuple[str, Typed]]:
        if operation in WRITES:
            actions = [request]
        elif operation == "TransactWriteItems":
            actions = [next(iter(each.values())) for each in request["TransactItems"]]
        else:
            assert operation in READS, f"{operation} is not counted yet"
            actions = []
        for action in actions:
            table = action["TableName"]
            whole = action.get("Key") or action["Item"]
            yield table, {name: whole[name] for name in self.keys[table]}

    def _item(self, client: Any, table: str, key: Typed) -> Typed | None:
        try:
            answer = self.really(client, "GetItem", {"TableName": table, "Key": key})
        except ClientError:
            return None
        found: Typed | None = answer.get("Item")
        return found

    def _add(self, name: str, spent: Spending) -> None:
        self.bill[name] = self.bill[name].plus(spent)

    def take(self) -> Bill:
        """What was spent since the last call."""
        bill, self.bill = dict(self.bill), defaultdict(Spending)
        return bill


def acts() -> dict[str, tuple[Bill, int]]:
    """Each act's bill, and how many of it were done together."""
    found: dict[str, tuple[Bill, int]] = {}
    with counting() as (story, counter):
        story.invoke("redirect", CLICK)
        found["a click, link not in memory"] = counter.take(), 1
        story.invoke("redirect", CLICK)
        found["a click, link in memory"] = counter.take(), 1
        story.rest()
        counter.take()
        for _ in range(100):
            story.invoke("redirect", CLICK)
        counter.take()
        story.rest()
        found["folding 100 clicks into numbers"] = counter.take(), 100
        for title, chapter in STORIES:
            story.tell(chapter)
            found[title] = counter.take(), 1
    return {**found, **gift_acts()}


def gift_acts() -> dict[str, tuple[Bill, int]]:
    """A friend's code by the shop's own API, and the order that uses it."""
    found: dict[str, tuple[Bill, int]] = {}
    with counting() as (story, counter), open_till("woocommerce") as till:
        rules = a_gift_program(codes_by=till.platform)
        stores.programs().add(rules.model_copy(update={"version": 2}))
        store_credential(till.platform, till.credential)
        story.invoke("friend", BUTTON)
        story.rest()
        found["a friend's code, made in the shop"] = counter.take(), 1
        story.invoke("friend", BUTTON)
        story.rest()
        found["the same code, asked for again"] = counter.take(), 1
        (gift,) = kept_gifts()
        order = {**paid_order(total="45.00"), "signals": {"coupons": [gift.text]}}
        story.webhook("order.paid", order)
        story.rest()
        found["a referred order that used a friend's code"] = counter.take(), 1
    return found


STORIES = (
    ("a referred order: recorded, attributed, both sides rewarded and told", "order_paid"),
    ("a partial refund: recorded, both sides taken back in part, told", "partly_refunded"),
    ("a referred order that earns nothing", "too_small"),
    ("a report that can't be understood, kept", "body_held"),
)


@contextmanager
def counting() -> Iterator[tuple[SweepStory, CallCounter]]:
    """A fresh account with a program, an advocate and her link; what handlers print is dropped."""
    patch = pytest.MonkeyPatch()
    for name, value in account.ENVIRONMENT.items():
        patch.setenv(name, value)
    with mock_aws(), contextlib.redirect_stdout(io.StringIO()):
        account.create_tables(patch)
        account.create_secrets()
        a_world(patch)
        story = SweepStory()
        counter = CallCounter(story)
        patch.setattr(clock, "now", lambda: story.now)
        patch.setattr(BaseClient, "_make_api_call", lambda *arguments: counter.call(*arguments))
        yield story, counter
    patch.undo()
    account.forget_clients()
    assert story.now >= NOW
