"""A knock at a shop's door: whether this stack answers, and asks for the shop's signature."""

import json

import pytest

from functions.conversions.app import handler
from referrals.steps.order.try_door import DoorState, try_door
from referrals.wiring import clients
from tests.api_server import api_server
from tests.world import a_program, store_program, webhook_secret


def knock(status: int, body: bytes, *, local: bool = True) -> DoorState:
    with api_server((status, {}, body)) as server:
        return try_door(f"{server.url}/webhooks/friends/shopify", local=local)


@pytest.mark.parametrize("source", ["shopify", "stripe", "woocommerce", "signed"])
def test_our_own_door_asks_for_the_signature(account: None, source: str) -> None:
    clients.secrets.cache_clear()
    store_program(a_program())
    webhook_secret("shopify", "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cw==")
    place = {"program": "friends", "source": source}
    asked = {"headers": {}, "body": "{}", "pathParameters": place}

    told = handler(asked, None)

    state = DoorState.OPEN if source == "shopify" else DoorState.CLOSED
    assert knock(told["statusCode"], told["body"].encode()) is state


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (401, b"<html>", DoorState.FOREIGN),
        (401, b'["bad_signature"]', DoorState.FOREIGN),
        (404, json.dumps({"code": "not_found"}).encode(), DoorState.FOREIGN),
        (200, b"", DoorState.FOREIGN),
        (429, b"", DoorState.BUSY),
        (503, b"", DoorState.BUSY),
        (401, b"x" * 10_000, DoorState.SILENT),
    ],
)
def test_who_else_answers_is_told_apart(status: int, body: bytes, state: DoorState) -> None:
    assert knock(status, body) is state


def test_nobody_there_is_silence() -> None:
    assert try_door("http://127.0.0.1:9/webhooks/friends/shopify", local=True) is DoorState.SILENT
    assert try_door("https://nothing.invalid/x", local=False) is DoorState.SILENT


def test_an_address_of_an_inner_network_is_not_called() -> None:
    assert knock(401, b'{"code": "bad_signature"}', local=False) is DoorState.SILENT
