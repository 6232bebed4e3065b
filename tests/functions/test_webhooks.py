"""Every events/webhooks/*.json through the real handler; and which stream wakes whom for what."""

import json
from typing import Any

import boto3
import pytest

from awswire.codec import decode_item
from functions.webhooks.app import handler
from referrals.model.delivery.outbox import Channel, DeliveryState, OutboxItem
from referrals.wiring import stores
from tests.account import forget_clients
from tests.providers.channels.surroundings import SECRET
from tests.streams import mappings
from tests.template import ROOT
from tests.veto_server import open_veto_server
from tests.world import NOW, a_program

EVENTS = ROOT / "events/webhooks"
NOBODY_LISTENS = "http://127.0.0.1:9/hook"


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "local")
    forget_clients()
    boto3.client("secretsmanager").create_secret(
        Name="goodword/outbound/friends", SecretString=json.dumps({"live": [SECRET]})
    )


def wake(times: int = 1, case: str = "reward_granted") -> list[OutboxItem]:
    """The items as they are, after the handler was woken by as many of them at once."""
    event: dict[str, Any] = json.loads((EVENTS / f"{case}.json").read_text())
    (record,) = event["Records"]
    name = record["dynamodb"]["NewImage"]["item_id"]["S"]
    names = [f"{name}-{number}" for number in range(times)]
    records = [json.loads(json.dumps(record).replace(name, each)) for each in names]
    for each in records:
        stores.outbox().table.put(decode_item(each["dynamodb"]["NewImage"]))
    assert handler({"Records": records}, None) == {"batchItemFailures": []}
    return [stores.outbox().get(each) for each in names]


def test_what_is_not_due_waits() -> None:
    stores.programs().add(a_program(webhook_url=NOBODY_LISTENS))

    (item,) = wake(case="not_due_yet")

    assert (item.state, item.attempts) == (DeliveryState.PENDING, 0)


def test_without_an_address_nothing_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    stores.programs().add(a_program())

    (item,) = wake()

    assert (item.state, item.reason) == (DeliveryState.SKIPPED, "no_webhook_url")
    assert '"outcome": "Skipped"' in capsys.readouterr().out


def test_an_address_that_does_not_answer_is_tried_three_times_a_batch() -> None:
    stores.programs().add(a_program(webhook_url=NOBODY_LISTENS))

    items = wake(5)

    assert [item.reason.startswith("no_answer") for item in items] == [True] * 3 + [False] * 2
    assert [item.attempts for item in items] == [1, 1, 1, 0, 0]
    assert {item.reason for item in items[3:]} == {"endpoint_rests"}


def test_an_answer_makes_it_well_again() -> None:
    with open_veto_server() as system:
        stores.programs().add(a_program(webhook_url=system.url))
        known = stores.endpoints().find("friends", system.url)
        stores.endpoints().note_failure(known, NOW)

        (item,) = wake()

    assert item.state is DeliveryState.DONE
    assert stores.endpoints().find("friends", system.url) == known


def test_each_channel_wakes_one_function_alone() -> None:
    readers = {
        channel: [
            mapping.function
            for mapping in mappings()
            if mapping.table == "OutboxTable" and mapping.wants(a_record(channel))
        ]
        for channel in Channel
    }

    own = {Channel.WEBHOOK, Channel.KLAVIYO, Channel.SLACK}
    assert readers == {
        channel: ["webhooks" if channel in own else "deliveries"] for channel in Channel
    }


def a_record(channel: Channel) -> dict[str, Any]:
    return {"dynamodb": {"NewImage": {"state": {"S": "pending"}, "channel": {"S": channel.value}}}}
