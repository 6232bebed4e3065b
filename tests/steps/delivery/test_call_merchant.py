"""Webhooks: to whom nothing goes, and a server that is left alone while it is unwell."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from referrals.desks import webhook as webhook_desk
from referrals.model.delivery.delivery import (
    ENDPOINT_GONE,
    DeliveryOutcome,
    Done,
    Postponement,
    Skipped,
    TryAgain,
)
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.steps.delivery.call_merchant import CallDesk, call_merchant
from referrals.steps.delivery.resend import resend
from referrals.wiring import stores
from tests.steps.delivery.twin import Twin
from tests.world import NOW, a_program, an_item

pytestmark = pytest.mark.usefixtures("account")
HOOK = "https://hooks.shop.example/goodword"
ITEM = an_item().item_id
WEBHOOK = {"channel": Channel.WEBHOOK, "topic": Topic.REWARD_GRANTED}


def desk_with(twin: Twin) -> CallDesk:
    return replace(webhook_desk.calls(), sender=lambda _: twin)


def waiting(hook: str = HOOK, **changes: Any) -> OutboxItem:
    item = an_item(**changes)
    stores.programs().add(a_program(webhook_url=hook))
    stores.outbox().add(item)
    return item


def attempt(twin: Twin, now: datetime = NOW) -> DeliveryOutcome | None:
    return call_merchant(ITEM, desk_with(twin), now=now, jitter=0.5)


def fetch() -> OutboxItem:
    return stores.outbox().get(ITEM)


def test_without_an_address_nothing_is_called() -> None:
    waiting("", **WEBHOOK)

    assert attempt(Twin()) == Skipped("no_webhook_url")


def test_an_address_that_is_gone_is_called_no_more() -> None:
    waiting(**WEBHOOK)
    stores.outbox().add(an_item(item_id="another", **WEBHOOK))
    twin = Twin([ENDPOINT_GONE])

    attempt(twin)
    second = call_merchant("another", desk_with(twin), now=NOW, jitter=0)

    assert second == ENDPOINT_GONE
    assert len(twin.sent) == 1


def test_an_endpoint_that_hangs_is_left_alone_and_costs_no_tries() -> None:
    waiting(**WEBHOOK)
    for number in range(5):
        stores.outbox().add(an_item(item_id=f"more-{number}", **WEBHOOK))
    twin = Twin([TryAgain("no_answer_TimeoutError", ailing=True)] * 3)

    ends = [
        call_merchant(f"more-{number}", desk_with(twin), now=NOW, jitter=0.5) for number in range(5)
    ]

    assert len(twin.sent) == 3
    assert ends[3:] == [Postponement(NOW + timedelta(minutes=1))] * 2
    item = stores.outbox().get("more-4")
    assert (item.state, item.attempts, item.reason) == ("pending", 0, "endpoint_rests")
    assert item.due_at == NOW + timedelta(minutes=1)


def test_an_endpoint_that_answers_again_is_called_as_before() -> None:
    waiting(**WEBHOOK)
    known = stores.endpoints().find("friends", HOOK)
    for _ in range(3):
        stores.endpoints().note_failure(known, NOW - timedelta(hours=1))

    assert attempt(Twin()) == Done("msg_1")
    assert stores.endpoints().find("friends", HOOK).failures == 0


def test_one_message_that_is_refused_makes_no_endpoint_rest() -> None:
    waiting(**WEBHOOK)

    attempt(Twin([TryAgain("answered_400")]))

    assert stores.endpoints().find("friends", HOOK).failures == 0


def test_a_person_says_that_it_is_there_again() -> None:
    waiting(**WEBHOOK)
    twin = Twin([ENDPOINT_GONE])
    attempt(twin)

    resend(ITEM, stores.outbox(), stores.endpoints(), now=NOW)

    assert attempt(twin) == Done("msg_1")
    assert fetch().attempts == 1
