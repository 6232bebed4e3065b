"""What every channel keeps to: a new one in the registry is tested without new test code."""

import json
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import boto3
import pytest

from referrals.model.connection.report import connection_test
from referrals.model.delivery.delivery import (
    DeliveryOutcome,
    Done,
    Hopeless,
    Outgoing,
    Postponement,
    Skipped,
    TryAgain,
)
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.providers.channels.registry import CHANNELS, sender
from tests.providers.channels.surroundings import outside
from tests.world import NOW, a_friend, a_reader, an_item, rules


class SilentMerchant(BaseHTTPRequestHandler):
    """Takes whatever comes."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        body = b'{"data": {"type": "profile", "id": "01HPROFILE"}}'
        self.send_response(202 if self.path == "/api/events" else 200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def hook() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), SilentMerchant)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def parcel(hook: str, item: OutboxItem, name: str = "") -> Outgoing:
    if name == "slack":
        item = connection_test(rules(), Channel.SLACK, NOW)
    return Outgoing(item, rules(webhook_url=hook), a_reader(), a_friend())


@pytest.fixture
def mailbox(account: None) -> None:
    boto3.client("ses").verify_email_identity(EmailAddress="hello@shop.example")


@pytest.mark.parametrize("name", CHANNELS)
@pytest.mark.usefixtures("mailbox")
def test_a_channel_delivers_what_it_is_given(name: str, hook: str) -> None:
    outcome = CHANNELS[name](outside(stand_in=hook.removesuffix("/hook"))).send(
        parcel(hook, an_item(), name), NOW
    )

    assert isinstance(outcome, Done)
    assert outcome.reference


@pytest.mark.parametrize("name", CHANNELS)
@pytest.mark.usefixtures("mailbox")
def test_a_channel_returns_an_outcome_for_anything(name: str, hook: str) -> None:
    strange = an_item(topic=Topic.REWARD_WITHHELD, data={"reward": {"kind": "tree"}})

    outcome = CHANNELS[name](outside(secrets=())).send(parcel(hook, strange), NOW)

    assert isinstance(outcome, DeliveryOutcome.__value__)


@pytest.mark.parametrize("name", CHANNELS)
@pytest.mark.usefixtures("mailbox")
def test_a_channel_prints_no_name_and_no_address(
    name: str, hook: str, capsys: pytest.CaptureFixture[str]
) -> None:
    CHANNELS[name](outside(stand_in=hook.removesuffix("/hook"))).send(
        parcel(hook, an_item(), name), NOW
    )

    printed = capsys.readouterr().out
    assert not [secret for secret in ("Ada", "Ben", "ada@", "whsec") if secret in printed]


def test_without_a_sender_mail_is_printed_only(capsys: pytest.CaptureFixture[str]) -> None:
    silent = replace(outside(), mail_from="")

    outcome = sender("email", silent).send(parcel("", an_item()), NOW)

    assert outcome == Done("console")
    assert json.loads(capsys.readouterr().out)["subject"].startswith("Thank you")


def test_these_outcomes_are_all_there_are() -> None:
    known = {Done, Skipped, TryAgain, Postponement, Hopeless}
    assert set(DeliveryOutcome.__value__.__args__) == known
