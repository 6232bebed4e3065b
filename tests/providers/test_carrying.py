"""Ways without any script (docs/carrying-the-code.md): discount links, coupons, first pages."""

import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from referrals.model.link.destination import address_of
from referrals.model.order.conversion import OrderFact, Report, Signals
from referrals.providers.shops.shopify import webhook as shopify
from referrals.providers.shops.source import SourceContext
from referrals.providers.shops.woocommerce import webhook as woocommerce
from tests.template import ROOT
from tests.world import IDENTITY, a_link, a_token

TOKEN = a_token()
DISCOUNT_LINK = "https://shop.example/discount/FRIENDS10?redirect=%2Fcollections%2Fall"
ENTRY = "_wc_order_attribution_session_entry"


def signals(source: Any, name: str, **changes: Any) -> Signals:
    event = json.loads((ROOT / f"events/conversions/{name}.json").read_text())
    body = {**json.loads(event["body"]), **changes}
    reading = source.read(json.dumps(body).encode(), {}, SourceContext("EUR", IDENTITY))
    assert isinstance(reading, Report)
    (order,) = (fact for fact in reading.facts if isinstance(fact, OrderFact))
    return order.signals


def at_shopify(landing: str | None, *codes: str) -> Signals:
    coupons = [{"code": code, "amount": "5.00", "type": "percentage"} for code in codes]
    given = {"landing_site": landing, "discount_codes": coupons, "note_attributes": []}
    return signals(shopify, "shopify_orders_paid", **given)


def at_woocommerce(entry: str, *codes: str) -> Signals:
    coupons = [{"code": code} for code in codes]
    meta = [{"key": ENTRY, "value": entry}] if entry else []
    return signals(
        woocommerce, "woocommerce_order_updated_paid", meta_data=meta, coupon_lines=coupons
    )


def led_to(destination: str) -> str:
    link = a_link(destination=destination)
    return address_of(link, token=TOKEN, query="", public_url="https://go.shop.example")


def test_a_click_leads_through_a_discount_link() -> None:
    address = led_to(DISCOUNT_LINK)

    assert address == f"{DISCOUNT_LINK}&gw={TOKEN}&ref=ada-bakes"


@pytest.mark.parametrize("path", ["", "/collections/all"])
def test_a_discount_link_tells_click_and_coupon(path: str) -> None:
    """Whichever of the two pages the shop takes for the landing one."""
    parts = urlsplit(led_to(DISCOUNT_LINK))
    landing = f"{path or parts.path}?{parts.query}"

    found = at_shopify(landing, "FRIENDS10")

    assert (found.click_tokens, found.ref_codes) == ((TOKEN,), ("ada-bakes",))
    assert found.coupon_codes == ("FRIENDS10",)


def test_a_shared_discount_link_needs_nothing_but_the_code() -> None:
    found = at_shopify("/discount/ada-bakes?redirect=%2F", "ADA-BAKES")

    assert found == Signals(coupon_codes=("ADA-BAKES",))


def test_a_discount_taken_off_again_is_no_hint() -> None:
    assert at_shopify("/discount/ada-bakes?redirect=%2F") == Signals()


def test_a_typed_coupon_is_enough_anywhere() -> None:
    assert at_shopify(None, "ada-bakes").coupon_codes == ("ada-bakes",)
    assert at_woocommerce("", "ada-bakes") == Signals(coupon_codes=("ada-bakes",))


@pytest.mark.parametrize(
    "entry",
    [
        "https://shop.example/?ref=ada-bakes",
        "https://shop.example/kuchen/?utm_source=a b&ref=ada-bakes#top",
        "https://shop.example/?utm_campaign=Grüße&ref=ada-bakes",
        "http://shop.example/?REF=ada-bakes",
    ],
)
def test_woocommerce_keeps_the_code_of_the_first_page(entry: str) -> None:
    """Escapes are stripped from it, so nothing may hang on one."""
    assert at_woocommerce(entry).ref_codes == ("ada-bakes",)


def test_woocommerce_keeps_a_token_that_needs_no_escape() -> None:
    found = at_woocommerce(led_to("https://shop.example/"))

    assert (found.click_tokens, found.ref_codes) == ((TOKEN,), ("ada-bakes",))


@pytest.mark.parametrize("entry", ["", "(none)", "https://[shop.example/?ref=ada", "?"])
def test_a_first_page_that_says_nothing_is_no_trouble(entry: str) -> None:
    assert at_woocommerce(entry) == Signals()
