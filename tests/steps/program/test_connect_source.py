"""A source's webhooks in its shop: each once, whatever went wrong, and out again."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from awswire.boto import BotoDynamo
from referrals.model.errors import GoodwordError
from referrals.providers.shops.connection import Purpose, ShopConnection, Signer
from referrals.providers.shops.connection_registry import MODULES, find_connection
from referrals.providers.shops.fulfilment import ShopCredentialRefusedError, ShopScopeMissingError
from referrals.providers.shops.list_registry import find_store
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.platform import platform_of
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import StoreUnansweredError
from referrals.steps.program.connect_source import (
    ConnectDesk,
    ConnectReport,
    NoAppSecretError,
    connect_source,
    disconnect_source,
)
from referrals.steps.program.set_source_secret import RotationUnderWayError
from referrals.store.vault import Vault
from tests.shops.hook_shops import HOOK_SHOPS, open_hook_shop
from tests.shops.shop_server import ShopReply, ShopServer

HERE, ELSEWHERE = "https://go.example/webhooks/friends/shop", "https://other.example/hook"
NAME = "goodword/webhooks/friends/shop"
DENIED = {
    "shopify": ("write_discounts", {"read_discounts", "write_discounts"}),
    "woocommerce": ("POST /wp-json/wc/v3/coupons/batch", {"Read/Write"}),
    "stripe": ("POST /v1/promotion_codes", {"Promotion Codes: write"}),
    "bigcommerce": ("POST /v3/promotions", {"Marketing: modify"}),
    "paddle": ("POST /discounts", {"discount.write"}),
    "lemonsqueezy": ("GET /v1/stores/77", {"a key of the store with that id"}),
    "square": ("GET /v2/webhooks/subscriptions", {"the application's personal access token"}),
}


@dataclass
class ConnectedShop:
    platform: str
    shop: Any
    server: ShopServer
    connection: ShopConnection

    @property
    def desk(self) -> ConnectDesk:
        account = StoreAccount(self.server.url, self.shop.words)
        ask = StoreClient(self.server.url, time.monotonic() + 60, lambda _: None)
        vault = Vault(BotoDynamo(None, "secretsmanager"))
        platform = platform_of(self.platform)
        make = platform.made_up if platform.makes_secret else str
        return ConnectDesk(self.connection, account, ask, vault, NAME, make)

    @property
    def live(self) -> tuple[str, ...]:
        return self.desk.vault.live(NAME)

    @property
    def topics(self) -> list[str]:
        more = self.connection.MORE_TOPICS.values()
        return [*self.connection.TOPICS, *(topic for topics in more for topic in topics)]

    def connect(self) -> ConnectReport:
        return connect_source(HERE, self.desk)

    def require_all(self) -> None:
        """Each topic once, and signed with what we keep."""
        assert self.shop.topics_at(HERE) == sorted(self.topics)
        if self.connection.SIGNER is not Signer.APP:
            assert self.shop.secret_at(HERE) == {self.live[0]}


@pytest.fixture(params=MODULES)
def place(request: pytest.FixtureRequest, account: None) -> Iterator[ConnectedShop]:
    connection = find_connection(request.param)
    assert connection
    with open_hook_shop(request.param) as (shop, server):
        made = ConnectedShop(request.param, shop, server, connection)
        if connection.SIGNER is Signer.APP:
            made.desk.vault.keep(NAME, ["the-app-s-own-secret"])
        yield made


def test_every_platform_that_can_be_connected_is_tried() -> None:
    assert set(HOOK_SHOPS) == set(MODULES) == set(DENIED)
    assert find_connection("segment") is None


@pytest.mark.parametrize("platform", MODULES)
def test_one_credential_opens_list_and_hooks(platform: str) -> None:
    store, connection = find_store(platform), find_connection(platform)

    assert store
    assert connection
    assert store.WORDS == connection.WORDS
    assert set(connection.SCOPES) == set(Purpose)


def test_all_topics_lead_here_and_a_second_run_changes_nothing(place: ConnectedShop) -> None:
    first, again = place.connect(), place.connect()

    assert sorted(first.added) == sorted(place.topics)
    assert again == ConnectReport(kept=place.topics)
    place.require_all()


def test_hooks_to_other_places_are_let_be(place: ConnectedShop) -> None:
    place.shop.stored([place.connection.TOPICS[0]], ELSEWHERE, secret="theirs")

    place.connect()
    gone = disconnect_source(HERE, place.desk)

    assert sorted(gone.dropped) == sorted(place.topics)
    assert place.shop.topics_at(HERE) == []
    assert place.shop.topics_at(ELSEWHERE) == [place.connection.TOPICS[0]]
    assert disconnect_source(HERE, place.desk) == ConnectReport()


def test_taken_out_and_connected_again_all_is_well(place: ConnectedShop) -> None:
    place.connect()
    disconnect_source(HERE, place.desk)

    place.connect()

    place.require_all()


def test_one_that_is_missing_comes_back(place: ConnectedShop) -> None:
    place.connect()
    row = next(iter(place.shop.rows.values()))
    if len(row["topics"]) > 1:
        row["topics"] = row["topics"][1:]
    else:
        del place.shop.rows[row["id"]]

    changed = place.connect()

    assert changed.added or changed.mended
    place.require_all()


def test_one_that_was_switched_off_is_switched_on(place: ConnectedShop) -> None:
    if place.platform in ("shopify", "lemonsqueezy"):
        pytest.skip("it deletes them, or never switches them off")
    place.connect()
    for row in place.shop.rows.values():
        row["live"] = False

    changed = place.connect()

    assert sorted(changed.mended) == sorted(place.topics)
    place.require_all()


@pytest.mark.parametrize("done", [True, False])
def test_an_answer_that_was_lost_leaves_each_once(place: ConnectedShop, done: bool) -> None:
    well, cut = place.server.well, [True]

    def answer(asked: Any) -> ShopReply:
        changes = asked.method == "POST" and b"mutation" in asked.raw
        changes |= asked.method == "POST" and place.platform != "shopify"
        if not (changes and cut):
            return well(asked)
        cut.clear()
        if done:
            well(asked)
        return ShopReply(b"<html>Bad gateway</html>", 502)

    place.server.well = answer
    with pytest.raises(StoreUnansweredError):
        place.connect()
    place.connect()

    place.require_all()
    assert len(place.shop.rows) == (1 if place.connection.ONE_FOR_ALL else len(place.shop.rows))


def test_a_limit_is_waited_for(place: ConnectedShop) -> None:
    place.server.ill = [ShopReply({}, 429, {"retry-after": "1"})]

    place.connect()

    place.require_all()


def test_a_scope_that_lacks_is_named_and_nothing_changed(place: ConnectedShop) -> None:
    denied, named = DENIED[place.platform]
    place.shop.denied = {denied}
    desk, purposes = place.desk, [Purpose.ORDERS, Purpose.HOOKS, Purpose.CODES]

    assert set(place.connection.missing(desk.account, purposes, desk.ask)) == named
    assert place.shop.rows == {}

    place.shop.denied = set()
    assert place.connection.missing(desk.account, Purpose, desk.ask) == ()


def test_a_credential_that_opens_nothing_is_refused(place: ConnectedShop) -> None:
    place.shop.known = False
    desk = place.desk

    with pytest.raises((ShopCredentialRefusedError, ShopScopeMissingError)):
        place.connect()
    with pytest.raises(GoodwordError) as refused:
        place.connection.missing(desk.account, [Purpose.ORDERS], desk.ask)
    assert refused.value.code == "shop_credential_refused"


def test_topics_that_take_more_are_left_out_and_named(place: ConnectedShop) -> None:
    if not place.connection.MORE_TOPICS:
        pytest.skip("all of its topics come with one scope")
    place.shop.denied = {"read_shopify_payments_disputes"}

    report = place.connect()

    assert report.added == list(place.connection.TOPICS)
    assert report.left_out == [
        "DISPUTES_CREATE (needs read_shopify_payments_disputes)",
        "DISPUTES_UPDATE (needs read_shopify_payments_disputes)",
    ]
    place.shop.denied = set()
    assert place.connect().added == ["DISPUTES_CREATE", "DISPUTES_UPDATE"]


def test_an_app_s_own_secret_must_be_there_first(place: ConnectedShop) -> None:
    if place.connection.SIGNER is not Signer.APP:
        pytest.skip("its hooks bring their secret")

    with pytest.raises(NoAppSecretError):
        connect_source(HERE, replace(place.desk, secret_name="goodword/webhooks/friends/none"))
    assert place.shop.rows == {}


def test_there_must_be_room_for_the_platform_s_secret(place: ConnectedShop) -> None:
    if place.connection.SIGNER is not Signer.PLATFORM:
        pytest.skip("its secret is ours or the app's")
    place.desk.vault.keep(NAME, ["whsec_one11111", "whsec_two22222"])

    with pytest.raises(RotationUnderWayError):
        place.connect()
    assert place.shop.rows == {}
