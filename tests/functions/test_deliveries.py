"""Every events/deliveries/*.json through the real handler, over an outbox that holds its items."""

import json
from typing import Any

import boto3
import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from awswire.codec import decode_item
from functions.deliveries.app import handler
from referrals.model.delivery.outbox import OutboxItem
from referrals.wiring import stores
from tests.account import forget_clients
from tests.template import ROOT
from tests.world import a_friend, a_program, a_reader

EVENTS = ROOT / "events/deliveries"
# What becomes of each item: nothing is granted in these tables, and the shop names no webhook.
ENDS = {
    "advocate_thanked": ["done"],
    "already_done": ["done"],
    "both_sides_at_once": ["done", "done"],
    "friend_welcomed": ["done"],
    "not_due_yet": ["pending"],
    "reward_issued": ["done"],
    "reward_to_hand_over": ["parked"],
    "woken_by_the_sweep": ["done"],
}


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_FROM", "Bakery <hello@shop.example>")
    forget_clients()
    boto3.client("ses").verify_email_identity(EmailAddress="hello@shop.example")
    stores.programs().add(a_program())
    stores.people().add(a_reader())
    stores.people().add(a_friend())


def mails() -> list[Any]:
    return list(ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].sent_messages)


def wake(name: str) -> list[OutboxItem]:
    """The items told of, after the handler was woken by the stream of what the table holds."""
    event: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    items = [decode_item(record["dynamodb"]["NewImage"]) for record in event["Records"]]
    for item in items:
        if stores.outbox().find(item["item_id"]) is None:
            stores.outbox().table.put(item)
    assert handler(event, None) == {"batchItemFailures": []}
    return [stores.outbox().get(item["item_id"]) for item in items]


def test_every_event_has_its_expected_end() -> None:
    assert sorted(ENDS) == sorted(path.stem for path in EVENTS.glob("*.json"))


@pytest.mark.parametrize("name", sorted(ENDS))
def test_an_event_leads_to_its_end(name: str) -> None:
    assert [item.state for item in wake(name)] == ENDS[name]


def test_both_sides_are_written_to() -> None:
    wake("both_sides_at_once")

    assert sorted(mail.destinations["ToAddresses"][0] for mail in mails()) == [
        "ada@example.com",
        "ben@example.com",
    ]


def test_waking_twice_sends_once() -> None:
    wake("advocate_thanked")
    wake("advocate_thanked")
    wake("woken_by_the_sweep")

    assert len(mails()) == 1


def test_without_a_sender_the_letter_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MAIL_FROM", "")
    forget_clients()

    wake("reward_issued")

    assert "Your reward from Friends of the Bakery is ready" in capsys.readouterr().out
    assert mails() == []


def test_every_outcome_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    wake("reward_to_hand_over")

    assert '"outcome": "Hopeless"' in capsys.readouterr().out
