"""One whole story, told to the real handlers: an order is paid, partly refunded, its hold ends.

Streams are turned by hand until nothing moves; then the clock passes every lease and the sweep
wakes what died. So every telling of the story, struck or not, ends in a state of rest.
"""

import importlib
import json
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest

from referrals.desks import program as program_desk
from referrals.model.errors import UnavailableError
from referrals.model.moment import stamp
from referrals.model.people.person import Consents
from referrals.providers.shops.signed import webhook as signed
from referrals.steps.program.apply_program import apply_program
from referrals.wiring import clients, stores
from tests import world
from tests.streams import Mapping, Streams, mappings
from tests.sweep.aws_edge import Edge, Invocation, ProcessDeath

ORDER = "1001"
SECRET = "whsec_Z29vZHdvcmQtc3dlZXAtc2VjcmV0LW9mLTMyLWJ5dGVzIQ=="
PAST_LEASE = timedelta(minutes=3)
CHAPTERS = (
    "order_paid",
    "edited",
    "partly_refunded",
    "too_small",
    "body_held",
    "hold_over",
    "disputed",
    "dispute_won",
    "unpaid",
    "paid_again",
    "cancelled",
    "audited",
)
# Cards of links are drawn by files that lie in no table; their own tests strike them.
CARDS = "pictures"
MOST_TRIES = 5
MOST_ROUNDS = 12


class SweepContext:
    """What Lambda passes beside the event, as far as anybody reads it."""

    function_name = "sweep"
    memory_limit_in_mb = 256
    invoked_function_arn = "arn:aws:lambda:eu-west-1:000000000000:function:sweep"
    aws_request_id = "00000000-0000-0000-0000-000000000000"

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


@dataclass
class SweepStory:
    edge: Edge = field(default_factory=Edge)
    twice: bool = False
    """Whether what died is delivered again by two at once, one overtaking the other."""
    now: datetime = world.NOW
    streams: Streams = field(default_factory=Streams)
    running: str = ""

    def order_paid(self) -> None:
        self.webhook("order.paid", paid_order())

    def edited(self) -> None:
        self.told_anew(0.5, total="45.00")

    def partly_refunded(self) -> None:
        self.later(1, "refund.created", refund_id="r1", amount="10.00")

    def too_small(self) -> None:
        self.webhook("order.paid", paid_order("1002", total="9.00", email="eve@example.com"))

    def body_held(self) -> None:
        self.webhook("order.paid", paid_order("1003", total="fifty"))

    def hold_over(self) -> None:
        self.now = world.NOW + timedelta(days=30)
        self.invoke("schedule", {"job": "release_holds"})

    def disputed(self) -> None:
        self.later(40, "dispute.opened", dispute_id="d1", amount="20.00")

    def dispute_won(self) -> None:
        self.later(41, "dispute.won", dispute_id="d1", amount="20.00")

    def unpaid(self) -> None:
        self.told_anew(42, total="45.00", payment="pending")

    def paid_again(self) -> None:
        self.told_anew(43, total="45.00")

    def cancelled(self) -> None:
        self.later(44, "order.cancelled", reason="customer")

    def audited(self) -> None:
        self.invoke("schedule", {"job": "audit_ledger"})

    def told_anew(self, days: float, total: str, payment: str = "paid") -> None:
        """The whole order, as it is so many days after it was placed."""
        self.now = world.NOW + timedelta(days=days)
        newer = {"payment": payment, "updated_at": stamp(self.now)}
        self.webhook("order.updated", {**paid_order(total=total), **newer})

    def later(self, days: int, topic: str, **fields: str) -> None:
        """What the shop reports of the order, so many days after it."""
        self.now = world.NOW + timedelta(days=days)
        self.webhook(topic, {"order_id": ORDER, "updated_at": stamp(self.now), **fields})

    def tell(self, chapter: str) -> None:
        getattr(self, chapter)()
        self.rest()

    def webhook(self, topic: str, data: dict[str, Any]) -> None:
        raw = json.dumps({"type": topic, "data": data}).encode()
        headers = signed.sign(SECRET, raw, topic=topic, now=self.now)
        event = {
            "headers": headers,
            "body": raw.decode(),
            "isBase64Encoded": False,
            "pathParameters": {"program": "friends", "source": "signed"},
            "requestContext": {
                "requestId": "request",
                "timeEpoch": int(self.now.timestamp()) * 1000,
            },
        }
        for _ in range(MOST_TRIES):
            answer = self.invoke("conversions", event)
            if answer and answer["statusCode"] == 200:
                return
        raise AssertionError(f"the shop gave up: {answer}")

    def rest(self) -> None:
        """Until nothing moves, leases that died included."""
        for _ in range(2):
            for _ in range(MOST_ROUNDS):
                stages = (each for each in mappings() if each.function != CARDS)
                moved = [self.turn(mapping) for mapping in stages]
                if not any(moved):
                    break
            else:
                raise AssertionError("the streams never came to rest")
            self.now += PAST_LEASE
            self.invoke("schedule", {"job": "sweep_outbox"})

    def turn(self, mapping: Mapping) -> bool:
        """Whether the stream had something for the function."""
        records = self.streams.waiting(mapping)
        for start in range(0, len(records), mapping.batch_size):
            self.deliver(mapping.function, records[start : start + mapping.batch_size])
        return bool(records)

    def deliver(self, function: str, records: list[dict[str, Any]]) -> None:
        """As Lambda does: again from the first failure on, until there is none."""
        for _ in range(MOST_TRIES):
            answer = self.invoke(function, {"Records": records})
            if answer is None:
                continue
            failures = {each["itemIdentifier"] for each in answer["batchItemFailures"]}
            if not failures:
                return
            places = [record["dynamodb"]["SequenceNumber"] in failures for record in records]
            records = records[places.index(True) :]
        raise AssertionError(f"{function} never digested its batch")

    def invoke(self, function: str, event: dict[str, Any]) -> Any:
        """The handler's answer; None when it was killed, after which it is called again."""
        try:
            return self._run(function, event)
        except UnavailableError:
            return self._run(function, event)  # as Lambda does when a job of the clock raises
        except ProcessDeath:
            again = self._run(function, event, overtaken=self.twice)
            assert again is None or "statusCode" not in again or again["statusCode"] < 500
            return again

    def _run(self, function: str, event: dict[str, Any], *, overtaken: bool = False) -> Any:
        if function != self.running:
            # Each function is a process of its own: what one remembers, another doesn't.
            clients.secrets.cache_clear()
            self.running = function
        handler = importlib.import_module(f"functions.{function}.app").handler

        def copy() -> None:
            with self.edge.invocation(Invocation(function, again=lambda: None)):
                handler(event, SweepContext())

        with self.edge.invocation(Invocation(function, copy, overtaken)):
            return handler(event, SweepContext())


def paid_order(order_id: str = ORDER, total: str = "50.00", email: str = "ben@example.com") -> Any:
    return {
        "order_id": order_id,
        "currency": "EUR",
        "total": total,
        "tax": "1.44",
        "placed_at": stamp(world.NOW),
        "updated_at": stamp(world.NOW),
        "signals": {"gw": world.a_token()},
        "customer": {
            "email": email,
            "first_name": "Ben",
            "locale": "en",
            "accepts_mail": True,
        },
    }


def a_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with every limit and a budget, Ada, her link, the shop's secret, a mail sender."""
    monkeypatch.setenv("MAIL_FROM", "Bakery <hello@shop.example>")
    boto3.client("sesv2").create_email_identity(EmailIdentity="hello@shop.example")
    boto3.client("sesv2").create_email_identity(EmailIdentity="shop.example")
    queue = boto3.client("sqs").create_queue(QueueName="failures")
    monkeypatch.setenv("FAILURES_QUEUE_URL", queue["QueueUrl"])
    world.webhook_secret("signed", SECRET)
    rules = world.rules(
        qualifies={"minimum_minor": 2000},
        limits={
            "per_advocate": {"count": 20, "every": "month"},
            "per_friend": 1,
            "budget_minor": 50_000,
        },
        milestones=[{"at": 1, "reward": {"kind": "points", "amount": 500}}],
    )
    apply_program(
        rules,
        program_desk.program(),
        now=world.NOW,
    )
    stores.people().add(world.an_advocate().model_copy(update={"consents": Consents(mail=True)}))
    stores.links().create(world.a_link())


def parked_messages() -> list[str]:
    """What a function gave up on."""
    queue = os.environ["FAILURES_QUEUE_URL"]
    waiting = boto3.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
    return [message["Body"] for message in waiting.get("Messages", [])]
