"""The clock's hourly pull through the real handler, and what comes of an order it finds."""

import importlib
import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from awswire.codec import Item
from functions.conversions.app import handler as conversions_handler
from functions.schedule.app import handler
from goodword.trial import shopify as bodies
from goodword.trial.pretend_order import PretendOrder
from referrals.model.era import moment_of
from referrals.model.reconciliation.reconciliation import SETTLE_SECONDS
from referrals.providers.shops.shopify import webhook as shopify
from referrals.wiring import clock, stores
from tests.functions.job import event
from tests.shops.shop_server import ShopReply, ShopServer, serving_shop
from tests.shops.shopify import shop as shopify_shop
from tests.shops.shopify.shop import ShopifyShop
from tests.shops.visits import store_credential
from tests.shops.woocommerce import shop as woocommerce_shop
from tests.shops.woocommerce.shop import WooCommerceShop
from tests.streams import Streams, mappings
from tests.world import AT, NOW, a_key, a_link, a_program, a_token, store_program, webhook_secret

OLD = AT - SETTLE_SECONDS - 3600
STAGES = ("attribution", "rewards")


@pytest.fixture(autouse=True)
def noon(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    store_program(a_program(), a_link())


@pytest.fixture
def shopify_line() -> Iterator[tuple[ShopifyShop, ShopServer]]:
    shop = ShopifyShop()
    with serving_shop(shopify_shop.server(shop)) as made:
        store_credential("shopify", f"{made.url} {shopify_shop.TOKEN}")
        yield shop, made


def woocommerce_line(shop: WooCommerceShop, made: ShopServer) -> None:
    words = f"{woocommerce_shop.KEY} {woocommerce_shop.SECRET}"
    store_credential("woocommerce", f"{made.url} {words}")


def told_by_webhook(order: PretendOrder) -> None:
    """The same order through the front door."""
    raw = json.dumps(bodies.paid_order(order)).encode()
    answer = conversions_handler(
        {
            "headers": shopify.sign("s3cret", raw, topic="orders/paid", now=NOW),
            "body": raw.decode(),
            "isBase64Encoded": False,
            "pathParameters": {"program": "friends", "source": "shopify"},
            "requestContext": {"requestId": "request", "timeEpoch": AT * 1000},
        },
        None,
    )
    assert answer["statusCode"] == 200


def turn_streams() -> None:
    """Until attribution and rewards have seen all that there is."""
    streams = Streams()
    for _ in range(4):
        for mapping in mappings():
            records = streams.waiting(mapping)
            if records and mapping.function in STAGES:
                stage = importlib.import_module(f"functions.{mapping.function}.app")
                assert stage.handler({"Records": records}, None) == {"batchItemFailures": []}


def outcome(number: int) -> tuple[Any, ...]:
    """What the story of an order came to, without its number and its friend."""
    key = str(a_key(str(number)))
    referral = stores.referrals().get(key)
    decision, figures = referral.attribution, referral.figures
    sides = stores.grants().get(key).sides
    given = [(side.name, side.terms, side.worth) for side in sides]
    return (
        (decision.status, decision.reason, decision.code),
        (figures.gross_minor, figures.base_minor, figures.currency, figures.test),
        given,
    )


def test_an_empty_stack_has_no_stores() -> None:
    assert handler(event("reconcile"), None) == {"job": "reconcile", "stores": 0}


def test_every_store_with_a_credential_is_pulled(
    shopify_line: tuple[ShopifyShop, ShopServer], capsys: pytest.CaptureFixture[str]
) -> None:
    shopify_line[0].put(1, OLD)
    woo = WooCommerceShop()
    woo.put(2, OLD)
    with serving_shop(woocommerce_shop.server(woo)) as made:
        woocommerce_line(woo, made)
        told = handler(event("reconcile"), None)

    assert (told["stores"], told["missing"], told["failures"]) == (2, 2, 0)
    counted = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["source"] for line in counted if "MissedOrders" in line} == {
        "shopify",
        "woocommerce",
    }
    assert {line.get("kind") for line in counted if "Reconciled" in line} == {"missing"}


def test_a_store_that_fails_is_counted_and_the_others_are_pulled(
    shopify_line: tuple[ShopifyShop, ShopServer], capsys: pytest.CaptureFixture[str]
) -> None:
    shopify_line[1].ill = [ShopReply(status=401)]
    woo = WooCommerceShop()
    woo.put(2, OLD)
    with serving_shop(woocommerce_shop.server(woo)) as made:
        woocommerce_line(woo, made)
        told = handler(event("reconcile"), None)

    assert (told["stores"], told["missing"], told["failures"]) == (2, 1, 1)
    printed = capsys.readouterr().out
    assert '"reason": "store_refused"' in printed
    assert shopify_shop.TOKEN not in printed


@pytest.mark.parametrize(
    "ill", [ShopReply(status=503), ShopReply(status=429, headers={"retry-after": "90000"})]
)
def test_a_store_three_hours_behind_is_counted(
    shopify_line: tuple[ShopifyShop, ShopServer],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    ill: ShopReply,
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    handler(event("reconcile"), None)
    for hour in (1, 2, 3):
        monkeypatch.setattr(clock, "now", lambda hour=hour: NOW + timedelta(hours=hour))
        shopify_line[1].ill = [ill] * 4
        handler(event("reconcile"), None)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["source"] for line in lines if "ReconciliationFailures" in line] == ["shopify"]
    assert [line["late"] for line in lines if line.get("message") == "job done"] == [0, 0, 0, 1]


def test_a_pulled_body_that_is_held_rings_as_a_webhook_s(
    shopify_line: tuple[ShopifyShop, ShopServer], capsys: pytest.CaptureFixture[str]
) -> None:
    shopify_line[0].put(1, OLD, totalPriceSet=None)

    handler(event("reconcile"), None)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (rung,) = (line for line in lines if "HeldDeliveries" in line)
    (declared,) = rung["_aws"]["CloudWatchMetrics"]
    assert set(declared["Dimensions"][0]) == {"service", "source", "stack"}
    assert (rung["source"], rung["HeldDeliveries"]) == ("shopify", [1])


def test_a_held_body_and_a_replay_are_as_with_webhooks(
    shopify_line: tuple[ShopifyShop, ShopServer],
) -> None:
    shopify_line[0].put(1, OLD, totalPriceSet=None)

    assert handler(event("reconcile"), None)["held"] == 1
    (held,) = stores.bodies().held_bodies("friends", "shopify")
    assert held.reason.startswith("unreadable_money")


def test_a_pulled_order_earns_what_its_webhook_would_have(
    shopify_line: tuple[ShopifyShop, ShopServer],
) -> None:
    webhook_secret("shopify", "s3cret")
    clicked = a_token(at=moment_of(OLD - 3600))
    token = [{"key": "gw", "value": clicked}]
    shop = shopify_line[0]
    order = shop.put(2002, OLD, customAttributes=token, email="cleo@example.com")
    order["customer"]["defaultEmailAddress"]["emailAddress"] = "cleo@example.com"
    placed = NOW.fromtimestamp(OLD, NOW.tzinfo)
    told_by_webhook(
        PretendOrder(1001, Decimal(50), "EUR", placed_at=placed, changed_at=placed, gw=clicked)
    )
    handler(event("reconcile"), None)

    turn_streams()

    assert outcome(2002) == outcome(1001)
    assert len(outcome(2002)[2]) == 2


def ledger_items() -> list[Item]:
    """Without former decisions, of which the newest facts make one more."""
    items = stores.ledger().table.scan()
    return [item for item in items if not item["account"].startswith("decided#")]


def test_a_webhook_that_comes_after_the_pull_pays_nothing_twice(
    shopify_line: tuple[ShopifyShop, ShopServer],
) -> None:
    webhook_secret("shopify", "s3cret")
    clicked = a_token(at=moment_of(OLD - 3600))
    shopify_line[0].put(1001, OLD, customAttributes=[{"key": "gw", "value": clicked}])
    handler(event("reconcile"), None)
    turn_streams()
    before = outcome(1001)
    lines = ledger_items()

    placed = NOW.fromtimestamp(OLD, NOW.tzinfo)
    told_by_webhook(
        PretendOrder(1001, Decimal(50), "EUR", placed_at=placed, changed_at=placed, gw=clicked)
    )
    turn_streams()

    assert outcome(1001) == before
    assert len(ledger_items()) == len(lines)
