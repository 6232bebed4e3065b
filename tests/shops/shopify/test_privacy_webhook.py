"""What Shopify tells beside orders: privacy requests by their shape, and what changes nothing."""

import json
from typing import Any

import pytest

from referrals.model.order.conversion import Held, Ignored, Reading
from referrals.model.privacy.request import PrivacyKind, PrivacyRequest
from referrals.providers.shops.shopify import webhook as shopify
from referrals.providers.shops.source import SourceContext
from tests.template import ROOT
from tests.world import IDENTITY, hash_of

SHOP = {"shop_id": 1, "shop_domain": "bakery.myshopify.com"}
BEN = {"id": 5, "email": "Ben+bread@example.com", "phone": None}


def reading(body: dict[str, Any], topic: str = "", family: str = "x-shopify-") -> Reading:
    raw = json.dumps(body).encode()
    return shopify.read(raw, {f"{family}topic": topic}, SourceContext("EUR", IDENTITY))


@pytest.mark.parametrize("family", ["x-shopify-", "shopify-"])
def test_a_person_is_named_by_hash_and_orders(family: str) -> None:
    body = {**SHOP, "customer": BEN, "orders_to_redact": [299938, 299938, 280263]}

    assert reading(body, "customers/redact", family) == PrivacyRequest(
        PrivacyKind.CUSTOMER_REDACT,
        hash_of("ben@example.com"),
        ("299938", "280263"),
        shop="bakery.myshopify.com",
    )


def test_a_data_request_keeps_its_own_number() -> None:
    body = {**SHOP, "customer": BEN, "orders_requested": [], "data_request": {"id": 9999}}

    found = reading(body, "customers/data_request")

    assert isinstance(found, PrivacyRequest)
    assert (found.kind, found.reference) == (PrivacyKind.DATA_REQUEST, "9999")


def test_a_whole_shop_is_forgotten_only_by_its_exact_body() -> None:
    assert reading(SHOP, "shop/redact") == PrivacyRequest(
        PrivacyKind.SHOP_REDACT, shop="bakery.myshopify.com"
    )
    assert isinstance(reading({**SHOP, "name": "x"}, "shop/redact"), Held)
    assert isinstance(reading(SHOP, "shop/update"), Held)


def test_a_topic_that_says_otherwise_erases_nobody() -> None:
    body = {**SHOP, "customer": BEN, "orders_to_redact": [1]}

    assert isinstance(reading(body, "customers/data_request"), Held)


@pytest.mark.parametrize("orders", ["299938", [{"id": 1}], [None], ["#1001"], [True]])
def test_orders_that_are_no_ids_are_held(orders: Any) -> None:
    assert isinstance(reading({**SHOP, "customer": BEN, "orders_to_redact": orders}), Held)


def test_nobody_named_is_held() -> None:
    assert isinstance(reading({**SHOP, "customer": None, "orders_to_redact": []}), Held)


def test_an_uninstalled_app_is_told_and_a_changed_shop_is_not() -> None:
    body = {"id": 1, "shop_owner": "Olga", "email": "olga@example.com"}

    assert reading(body, "app/uninstalled") == PrivacyRequest(PrivacyKind.UNINSTALLED)
    assert isinstance(reading(body, "shop/update"), Ignored)


@pytest.mark.parametrize(
    "name",
    [
        "orders_edited",
        "order_transactions_create",
        "customers_create",
        "customers_update",
        "customers_delete",
        "customers_merge",
    ],
)
def test_what_other_topics_tell_changes_nothing(name: str) -> None:
    event = json.loads((ROOT / f"events/conversions/shopify_{name}.json").read_text())

    assert isinstance(reading(json.loads(event["body"])), Ignored)


def test_no_header_says_whose_request_it_is() -> None:
    raw = json.dumps({**SHOP, "customer": BEN, "orders_to_redact": []}).encode()
    headers = {
        "x-shopify-topic": "customers/redact",
        "x-shopify-shop-domain": "other.myshopify.com",
    }

    found = shopify.read(raw, headers, SourceContext("EUR", IDENTITY))

    assert isinstance(found, PrivacyRequest)
    assert found.shop == "bakery.myshopify.com"
