"""A click against a table that is slow, refuses, or is fine; the friend goes on in each case."""

import time
from collections.abc import Callable

import pytest

from awswire.wire import dynamo_over_wire
from referrals.model.errors import UnavailableError
from referrals.model.identity import derived_key
from referrals.model.link.destination import DestinationKind
from referrals.model.link.visit import Visit
from referrals.steps.link.record_click import RedirectDesk, record_click
from referrals.store.link.click import Clicks
from referrals.store.link.memory import LinkMemory
from referrals.store.table import Table
from referrals.wiring import stores
from tests.awswire.scripted_server import playing, refusal
from tests.world import NOW, a_link, store_program

VISIT = Visit("ada-bakes", "GET", "", {"user-agent": "Mozilla/5.0"}, "198.51.100.23")
AWS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "eu-west-1"}


def keys(purpose: str) -> tuple[bytes, ...]:
    return (derived_key(b"k", purpose),)


def no_keys(purpose: str) -> tuple[bytes, ...]:
    raise UnavailableError("no secret")


def a_doorway(
    clicks: Clicks, signing_keys: Callable[[str], tuple[bytes, ...]] = keys
) -> RedirectDesk:
    memory = LinkMemory(stores.links())
    return RedirectDesk(
        memory, clicks, signing_keys, "https://go.shop.example", "https://shop.example/"
    )


def clicks_behind(url: str, seconds: float = 0.15) -> Clicks:
    return Clicks(Table(dynamo_over_wire(url, AWS).within(seconds), "ClicksTable"))


def test_a_slow_table_keeps_nobody_waiting(account: None) -> None:
    store_program()
    with playing(5.0) as script:
        start = time.monotonic()
        way = record_click(VISIT, a_doorway(clicks_behind(script.url)), now=NOW, random=b"8 random")

    assert time.monotonic() - start < 1
    assert way.kind is DestinationKind.ON
    assert way.unstored is not None
    assert way.address.startswith("https://shop.example/?gw=")


@pytest.mark.parametrize(
    "code", ["AccessDeniedException", "ThrottlingException", "ItemCollectionSizeLimitExceeded"]
)
def test_a_table_that_refuses_stops_nobody(account: None, code: str) -> None:
    store_program()
    with playing(refusal(code)) as script:
        way = record_click(VISIT, a_doorway(clicks_behind(script.url)), now=NOW, random=b"8 random")

    assert (way.kind, way.unstored is None) == (DestinationKind.ON, False)


def test_a_stored_click_is_the_token_s_click(account: None) -> None:
    store_program()

    way = record_click(VISIT, a_doorway(stores.clicks()), now=NOW, random=b"8 random")

    assert way.unstored is None
    assert way.link == a_link()


def test_without_a_key_the_code_still_travels(account: None) -> None:
    store_program()

    way = record_click(VISIT, a_doorway(stores.clicks(), no_keys), now=NOW, random=b"8 random")

    assert way.address == "https://shop.example/?ref=ada-bakes"
