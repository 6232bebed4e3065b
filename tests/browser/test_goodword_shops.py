"""goodword.js and the shops: what it hands over is what the source of that shop reads."""

import json
from time import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from referrals.model.era import moment_of
from referrals.model.order.conversion import OrderFact, Report, Signals
from referrals.providers.shops.shopify import webhook as shopify
from referrals.providers.shops.source import SourceContext
from referrals.providers.shops.woocommerce import webhook as woocommerce
from tests.browser.conftest import Opener
from tests.browser.shops import ShopPageHandler
from tests.template import ROOT
from tests.world import IDENTITY, a_token

pytestmark = pytest.mark.browser
NOW = int(time())
OLD, NEW = a_token("ada-bakes", moment_of(NOW - 86_400)), a_token("ben-bakes", moment_of(NOW - 60))


def signals(source: Any, name: str, **changes: Any) -> Signals:
    """What is read from an order of that shop, changed as the browser left it."""
    event = json.loads((ROOT / f"events/conversions/{name}.json").read_text())
    body = {**json.loads(event["body"]), **changes}
    reading = source.read(json.dumps(body).encode(), {}, SourceContext("EUR", IDENTITY))
    assert isinstance(reading, Report)
    fact = reading.facts[-1]
    assert isinstance(fact, OrderFact)
    return fact.signals


def until(tab: Page, done: Any) -> None:
    for _ in range(50):
        if done():
            return
        tab.wait_for_timeout(100)
    raise AssertionError(f"it never happened; asked: {ShopPageHandler.asked}")


class TestShopify:
    def test_a_cart_filled_in_a_drawer_carries_the_click(self, visit: Opener, tab: Page) -> None:
        visit(f"/shopify?gw={NEW}&ref=ben-bakes")
        tab.click("#drawer")
        until(tab, lambda: ShopPageHandler.cart["attributes"])

        assert ShopPageHandler.cart["attributes"] == {"gw": NEW, "ref": "ben-bakes"}

    def test_a_cart_filled_by_a_form_carries_the_kept_click(self, visit: Opener, tab: Page) -> None:
        visit(f"/shopify?gw={NEW}")
        visit("/shopify")
        tab.click("#plain")
        until(tab, lambda: ShopPageHandler.cart["attributes"])

        assert ShopPageHandler.cart["attributes"] == {"gw_cookie": NEW}
        assert self.read().cookie_tokens == (NEW,)

    def test_a_landing_carries_into_a_cart_that_was_there(self, visit: Opener, tab: Page) -> None:
        ShopPageHandler.cart["item_count"] = 1
        visit(f"/shopify?gw={NEW}", "")
        until(tab, lambda: ShopPageHandler.cart["attributes"])

        assert self.read().click_tokens == (NEW,)

    def test_both_touches_reach_the_order(self, visit: Opener, tab: Page) -> None:
        ShopPageHandler.cart["item_count"] = 1
        first = 'data-consent="granted" data-touch="first"'
        visit(f"/shopify?gw={OLD}", first)
        until(tab, lambda: ShopPageHandler.cart["attributes"])
        visit(f"/shopify?gw={NEW}", first)
        until(tab, lambda: len(ShopPageHandler.cart["attributes"]) > 1)

        assert (self.read().click_tokens, self.read().cookie_tokens) == ((NEW,), (OLD,))

    def test_an_empty_cart_and_a_told_one_are_left_alone(self, visit: Opener, tab: Page) -> None:
        visit(f"/shopify?gw={NEW}")
        tab.wait_for_load_state("networkidle")
        ShopPageHandler.cart.update(item_count=1, attributes={"gw": NEW})
        visit("/shopify")
        tab.wait_for_load_state("networkidle")

        assert "POST /en-de/cart/update.js" not in ShopPageHandler.asked

    def read(self) -> Signals:
        """Cart attributes become the order's note attributes."""
        given = ShopPageHandler.cart["attributes"].items()
        notes = [{"name": name, "value": value} for name, value in given]
        return signals(
            shopify,
            "shopify_orders_paid",
            note_attributes=notes,
            landing_site="/",
            discount_codes=[],
        )


class TestWooCommerce:
    def test_the_checkout_form_has_it_in_hidden_fields(self, visit: Opener, tab: Page) -> None:
        visit(f"/plain?gw={NEW}&ref=ben-bakes")
        self.order(visit, tab, "/woocommerce")

        assert ShopPageHandler.posted["goodword_gw_cookie"] == NEW
        assert self.read().cookie_tokens == (NEW,)
        assert self.read().ref_codes == ("ben-bakes",)

    def test_the_checkout_block_has_it_in_its_store(self, visit: Opener, tab: Page) -> None:
        visit(f"/plain?gw={NEW}")
        self.order(visit, tab, "/woocommerce-block")

        assert ShopPageHandler.posted == {"goodword": {"gw_cookie": NEW}}

    def test_order_attribution_alone_carries_the_landing(self, visit: Opener, tab: Page) -> None:
        visit(f"/woocommerce?gw={NEW}&ref=ben-bakes", 'data-consent="denied"')
        self.order(visit, tab, "/woocommerce", 'data-consent="denied"')
        entry = ShopPageHandler.posted["wc_order_attribution_session_entry"]
        meta = [{"key": "_wc_order_attribution_session_entry", "value": entry}]

        found = signals(woocommerce, "woocommerce_order_updated_paid", meta_data=meta)

        assert not [name for name in ShopPageHandler.posted if name.startswith("goodword")]
        assert (found.click_tokens, found.ref_codes) == ((NEW,), ("ben-bakes",))

    def test_a_gift_code_waits_for_the_cart_and_is_applied_once(
        self, visit: Opener, tab: Page
    ) -> None:
        visit("/plain?gw_coupon=7K2MQX4R9WHT", 'data-consent="denied"')
        tab.wait_for_load_state("networkidle")
        empty = list(ShopPageHandler.coupons)
        ShopPageHandler.cart["item_count"] = 1
        for _ in range(2):
            visit("/woocommerce", 'data-consent="denied"')
            tab.wait_for_load_state("networkidle")

        assert (empty, ShopPageHandler.coupons) == ([], ["7K2MQX4R9WHT"])

    @pytest.mark.parametrize("code", ["", "x", "<script>", "a-b-c-d", "A" * 41])
    def test_what_is_no_gift_code_is_let_be(self, visit: Opener, tab: Page, code: str) -> None:
        ShopPageHandler.cart["item_count"] = 1
        visit(f"/woocommerce?gw_coupon={code}")
        tab.wait_for_load_state("networkidle")

        assert ShopPageHandler.coupons == []

    def order(self, visit: Opener, tab: Page, path: str, *options: str) -> None:
        visit(path, *options)
        tab.wait_for_load_state("networkidle")
        tab.click("#order")
        tab.wait_for_function("document.title === 'done'")

    def read(self) -> Signals:
        """As the snippet of docs/carrying-the-code.md stores it."""
        fields = [
            n
            for n in ShopPageHandler.posted
            if n.startswith("goodword_") and ShopPageHandler.posted[n]
        ]
        meta = [
            {"key": n.removeprefix("goodword"), "value": ShopPageHandler.posted[n]} for n in fields
        ]
        return signals(woocommerce, "woocommerce_order_updated_paid", meta_data=meta)


class TestStripe:
    def test_payment_links_get_the_reference(self, visit: Opener, tab: Page) -> None:
        visit(f"/stripe?gw={NEW}")

        assert reference(self.address(tab, "#link")) == [NEW]
        assert "prefilled_promo_code=SAVE" in self.address(tab, "#link")
        assert reference(self.address(tab, "#own")) == ["cart-7"]
        assert self.address(tab, "#elsewhere") == "https://buy.stripe.com.evil.example/"

    def test_a_link_that_came_later_is_caught_in_the_click(self, visit: Opener, tab: Page) -> None:
        visit(f"/plain?gw={NEW}")
        visit("/stripe")
        tab.click("#more")
        tab.click("#late")
        tab.wait_for_url("https://buy.stripe.com/**")

        assert reference(tab.url) == [NEW]

    def test_a_buy_button_gets_the_reference(self, visit: Opener, tab: Page) -> None:
        visit("/stripe?ref=ben-bakes")
        button = tab.locator("stripe-buy-button")

        assert button.get_attribute("client-reference-id") == "ben-bakes"

    def test_without_a_token_links_stay_as_they_are(self, visit: Opener, tab: Page) -> None:
        visit("/stripe")
        tab.click("#link")
        tab.wait_for_url("https://buy.stripe.com/**")

        assert tab.url == "https://buy.stripe.com/test_abc?prefilled_promo_code=SAVE"

    def address(self, tab: Page, selector: str) -> str:
        return str(tab.evaluate(f"document.querySelector('{selector}').href"))


def reference(address: str) -> list[str]:
    return parse_qs(urlsplit(address).query).get("client_reference_id", [])


def test_nobody_but_shop_and_portal_is_asked(
    visit: Opener, tab: Page, front: str, shopfront: str
) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for path in ("/shopify", "/woocommerce", "/stripe"):
        visit(f"{path}?gw={NEW}&ref=ben-bakes")
        tab.wait_for_load_state("networkidle")

    assert asked
    assert [url for url in asked if not url.startswith((front, shopfront))] == []
