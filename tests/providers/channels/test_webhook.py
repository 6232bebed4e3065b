"""Webhooks against a real server: signed so that others can verify, bounded, never redirected."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import standardwebhooks

from referrals.model.delivery.delivery import (
    ENDPOINT_GONE,
    DeliveryOutcome,
    Done,
    Hopeless,
    Outgoing,
    TryAgain,
)
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.providers.channels.post import NoAnswerError, post
from referrals.providers.channels.public_address import CheckedAddress
from referrals.providers.channels.webhook import message_id, open_sender
from tests.providers.channels.surroundings import SECRET, outside
from tests.world import NOW, an_item, rules

OTHER = "whsec_" + "YW5vdGhlciBzZWNyZXQgb2YgdGhlIHRlc3Rz"


@dataclass
class MerchantServer:
    """A shop's server on this machine: keeps what came and answers as told."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0
    """Seconds between one header and the next, for ever."""
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?shop=1"


@pytest.fixture
def merchant() -> Iterator[MerchantServer]:
    told = MerchantServer()

    class MerchantHandler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            heads = {name.lower(): value for name, value in self.headers.items()}
            told.got.append((self.path, heads, body))
            self.send_response(told.status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            with suppress(OSError):
                while told.drip:
                    self.send_header("x-drip", "drop")
                    self.flush_headers()
                    time.sleep(told.drip)
                self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), MerchantHandler)
    told.port = server.server_port
    Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()


def a_grant_webhook(**changes: Any) -> OutboxItem:
    data = {"conversion_key": "friends#shopify#1001", "sides": []}
    given = {"channel": Channel.WEBHOOK, "topic": Topic.REWARD_GRANTED, "data": data}
    return an_item(**{**given, **changes})


def send(
    url: str, *, secrets: tuple[str, ...] = (SECRET,), item: OutboxItem | None = None
) -> DeliveryOutcome:
    parcel = Outgoing(item or a_grant_webhook(), rules(webhook_url=url))
    return open_sender(outside(secrets)).send(parcel, datetime.now(UTC))


def test_a_message_says_what_happened_and_when(merchant: MerchantServer) -> None:
    outcome = send(merchant.url)

    ((path, headers, body),) = merchant.got
    assert outcome == Done(headers["webhook-id"])
    assert path == "/hook?shop=1"
    assert json.loads(body) == {
        "type": "reward.granted",
        "timestamp": "2026-11-22T09:30:00Z",
        "data": {"conversion_key": "friends#shopify#1001", "sides": []},
    }


@pytest.mark.parametrize("secret", [SECRET, OTHER])
def test_any_live_secret_verifies_the_message(merchant: MerchantServer, secret: str) -> None:
    send(merchant.url, secrets=(SECRET, OTHER))

    ((_, headers, body),) = merchant.got
    assert standardwebhooks.Webhook(secret).verify(body, headers)


def test_a_repeated_message_keeps_its_id(merchant: MerchantServer) -> None:
    send(merchant.url)
    send(merchant.url)
    send(merchant.url, item=a_grant_webhook(item_id="another"))

    ids = [headers["webhook-id"] for _, headers, _ in merchant.got]
    assert ids[0] == ids[1] == message_id(a_grant_webhook().item_id) != ids[2]


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_a_refusal_is_tried_again(merchant: MerchantServer, status: int) -> None:
    merchant.status = status

    assert send(merchant.url) == TryAgain(f"answered_{status}", ailing=status in (429, 500, 503))


def test_a_redirect_is_a_failure_and_not_followed(merchant: MerchantServer) -> None:
    merchant.status, merchant.headers = 302, {"location": merchant.url}

    assert send(merchant.url) == TryAgain("answered_302")
    assert len(merchant.got) == 1


def test_an_address_that_is_gone_is_left_alone(merchant: MerchantServer) -> None:
    merchant.status = 410

    assert send(merchant.url) == ENDPOINT_GONE


@pytest.mark.parametrize("secrets", [(), ("",), ("whsec_",), ("whsec_c2hvcnQ=",), ("no base64!",)])
def test_nothing_is_sent_without_a_real_secret(
    merchant: MerchantServer, secrets: tuple[str, ...]
) -> None:
    assert send(merchant.url, secrets=secrets) == Hopeless("no_outbound_secret")
    assert merchant.got == []


def test_nothing_is_sent_to_an_address_inside() -> None:
    assert send("https://127.0.0.1/hook") == Hopeless("forbidden_address")
    assert send("https://169.254.169.254/latest/meta-data") == Hopeless("forbidden_address")


def test_a_server_that_is_away_is_tried_again() -> None:
    assert send("http://127.0.0.1:9/hook") == TryAgain(
        "no_answer_ConnectionRefusedError", ailing=True
    )


def test_a_server_that_drips_is_cut_off(merchant: MerchantServer) -> None:
    merchant.drip = 0.1
    place = CheckedAddress(False, "127.0.0.1", merchant.port, "127.0.0.1", "/")
    began = time.monotonic()

    assert post(place, b"{}", {}, seconds=0.5) == 200  # What had come by then.

    assert time.monotonic() - began < 3


def test_the_body_of_an_answer_is_never_waited_for(merchant: MerchantServer) -> None:
    merchant.headers = {"content-length": str(10**9)}
    place = CheckedAddress(False, "127.0.0.1", merchant.port, "127.0.0.1", "/")

    assert post(place, b"{}", {}, seconds=5) == 200


def test_a_server_that_only_listens_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = CheckedAddress(True, "localhost", silent.getsockname()[1], "127.0.0.1", "/")

        with pytest.raises(NoAnswerError):
            post(place, b"{}", {}, seconds=0.3)


def test_the_time_signed_is_the_time_of_the_try(merchant: MerchantServer) -> None:
    parcel = Outgoing(a_grant_webhook(), rules(webhook_url=merchant.url))

    open_sender(outside()).send(parcel, NOW)

    assert merchant.got[0][1]["webhook-timestamp"] == str(int(NOW.timestamp()))
