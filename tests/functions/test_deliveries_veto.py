"""A question to the shop's own system, through the deliveries' handler and over a real line."""

import json
from collections.abc import Iterator
from datetime import timedelta

import boto3
import pytest

from awswire.codec import encode_item
from functions.deliveries.app import handler
from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.outbox import (
    LEASE_SECONDS,
    RETRY_AFTER_SECONDS,
    Channel,
    DeliveryState,
    OutboxItem,
)
from referrals.model.order.conversion import Signals
from referrals.steps.delivery.sweep_outbox import sweep_outbox
from referrals.store.delivery.outbox_item import outbox_record
from referrals.wiring import clock, stores
from tests.account import forget_clients
from tests.corrector import KEY, has, record_and_wake, shop
from tests.providers.channels.surroundings import SECRET
from tests.template import ROOT
from tests.veto_server import VetoServer, open_veto_server
from tests.world import NOW, a_friend, an_order

MOST_TRIES = len(RETRY_AFTER_SECONDS) + 1


@pytest.fixture
def system(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[VetoServer]:
    monkeypatch.setenv("STAGE", "local")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    forget_clients()
    delivery_desk.veto_rests().clear()
    boto3.client("secretsmanager").create_secret(
        Name="goodword/outbound/friends", SecretString=json.dumps({"live": [SECRET]})
    )
    with open_veto_server() as server:
        yield server
    delivery_desk.veto_rests().clear()


def place_order(system: VetoServer, default: str = "hold") -> None:
    shop(risk={"veto": {"url": system.url, "default": default}})
    stores.people().add(a_friend())
    record_and_wake(an_order(signals=Signals(ref_codes=("ada-bakes",))))


def question() -> OutboxItem:
    (item,) = [each for each in stores.outbox().about(KEY) if each.channel == Channel.VETO]
    return item


def deliver() -> OutboxItem:
    event = json.loads((ROOT / "events/webhooks/reward_granted.json").read_text())
    event["Records"][0]["dynamodb"]["NewImage"] = encode_item(outbox_record(question()))
    assert handler(event, None) == {"batchItemFailures": []}
    return question()


def test_the_system_s_word_lets_the_reward_go_ahead(system: VetoServer) -> None:
    place_order(system)

    assert deliver().state is DeliveryState.DONE

    decision = record_and_wake()
    assert decision
    assert (decision.reason, has("adv_ada")) == ("all_checks_passed", 500)
    assert len(system.got) == 1


def test_its_veto_stands(system: VetoServer) -> None:
    system.answer = b'{"verdict": "deny", "reason": "an employee"}'
    place_order(system)

    deliver()

    decision = record_and_wake()
    assert decision
    assert decision.reason == "risk_denied"


@pytest.mark.parametrize(
    ("default", "reason"), [("allow", "all_checks_passed"), ("deny", "risk_denied")]
)
def test_where_asking_dies_each_time_the_default_decides_by_itself(
    system: VetoServer, monkeypatch: pytest.MonkeyPatch, default: str, reason: str
) -> None:
    place_order(system, default)
    for dead in range(MOST_TRIES + 1):
        at = NOW + timedelta(minutes=4 * dead)
        assert stores.outbox().lease(question().item_id, at)
        sweep_outbox(stores.outbox(), now=at + timedelta(seconds=LEASE_SECONDS))

    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=59))
    waiting = deliver()
    assert (waiting.state, waiting.reason) == (DeliveryState.PENDING, "worn_out")
    assert waiting.due_at == NOW + timedelta(minutes=60)
    monkeypatch.setattr(clock, "now", lambda: waiting.due_at)

    assert deliver().state is DeliveryState.DONE
    decision = record_and_wake()
    assert decision
    assert (decision.reason, system.got) == (reason, [])


def test_a_fault_of_its_own_waits_for_another_try(system: VetoServer) -> None:
    system.status = 503
    place_order(system)

    item = deliver()

    assert (item.state, item.reason) == (DeliveryState.PENDING, "answered_503")
    decision = record_and_wake()
    assert decision
    assert decision.reason == "veto_awaited"
