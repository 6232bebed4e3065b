"""The friend's own code: one button, one code for each friend, and the shop knows it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from referrals.model.code.gift_text import GiftState
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.store.delivery.outbox_item import read_outbox_item
from referrals.wiring import clock, stores
from tests.gifts import FRIEND, OFFER, a_gift_program, kept_gifts, open_gift_shop, take_gift, visit
from tests.portal import PortalPage, pressed
from tests.shops.tills import open_till
from tests.world import a_token, store_credential


@pytest.fixture
def shop(account: None) -> None:
    open_gift_shop()


def cookie_of(answer: dict[str, list[str]]) -> str:
    return answer["cookies"][0].partition(";")[0]


def test_a_friend_presses_a_button_and_reads_the_code(shop: None) -> None:
    asked = PortalPage(visit("GET")["body"])

    pressed = visit("POST")
    place = urlsplit(pressed["headers"]["location"])
    shown = PortalPage(visit("GET")["body"])

    assert asked.first("form")["method"] == "post"
    assert "10% off your first order" in asked.text
    assert (place.netloc, place.path) == ("", "/w/ada-bakes")
    assert parse_qs(place.query) == {"gw": [a_token()], "gift": ["1"]}
    (gift,) = kept_gifts()
    assert gift.text in shown.text
    assert "form" not in {tag for tag, _ in shown.tags}
    assert "Enter it at the checkout, for one order" in shown.text


def test_a_look_at_the_page_makes_no_code(shop: None) -> None:
    visit("GET")

    assert kept_gifts() == []


def test_the_same_click_gets_the_same_code(shop: None) -> None:
    visit("POST")
    visit("POST")

    assert len(kept_gifts()) == 1


def test_another_click_gets_another_code(shop: None) -> None:
    visit("POST")
    visit("POST", a_token(random=b"others 8"))

    assert len({gift.text for gift in kept_gifts()}) == 2


def test_one_browser_that_came_twice_has_one_gift(shop: None) -> None:
    first = visit("POST")

    visit("POST", a_token(random=b"others 8"), cookie=cookie_of(first))
    shown = visit("GET", a_token(random=b"others 8"), cookie=cookie_of(first))

    (gift,) = kept_gifts()
    assert gift.text in shown["body"]


@pytest.mark.parametrize("token", ["", "forged" * 10, "AAAA", "%3Cscript%3E"])
def test_who_has_no_token_of_ours_is_known_by_a_cookie(shop: None, token: str) -> None:
    pressed = visit("POST", token)
    again = visit("POST", token, cookie=cookie_of(pressed))

    (gift,) = kept_gifts()
    assert gift.click_id == ""
    assert gift.holder.startswith("brw_")
    assert cookie_of(again) == cookie_of(pressed)
    assert "<script>" not in visit("GET", token)["body"]


def test_a_browser_without_cookies_finds_its_code_by_the_address(shop: None) -> None:
    pressed = visit("POST", "")

    query = urlsplit(pressed["headers"]["location"]).query
    assert kept_gifts()[0].text in visit("GET", "", query=query)["body"]


@pytest.mark.parametrize("gift", ["ABCD1234EFGH", "<script>", "../etc", "A" * 500])
def test_a_made_up_code_in_the_address_shows_the_button(shop: None, gift: str) -> None:
    shown = visit("GET", "", query=f"gift={gift}")

    assert shown["statusCode"] == 200
    assert "form" in {tag for tag, _ in PortalPage(shown["body"]).tags}
    assert "<script>" not in shown["body"]


@pytest.mark.parametrize("value", ["brw_x", "clk_000000000000000000ab", "x" * 5000, '"><script>'])
def test_a_made_up_cookie_is_nobodys(shop: None, value: str) -> None:
    visit("POST", cookie=f"__Host-gift-ada-bakes={value}")

    assert kept_gifts()[0].click_id.startswith("clk_")


def test_a_link_brings_so_many_codes_a_day_and_no_more(
    shop: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("referrals.store.code.gift_code.MOST_A_DAY", 2)

    told = [visit("POST", "")["statusCode"] for _ in range(4)]

    assert told == [303, 303, 503, 503]
    assert len(kept_gifts()) == 2


def test_a_paused_program_makes_no_code(account: None) -> None:
    open_gift_shop(paused=True)

    assert visit("POST")["statusCode"] == 400
    assert kept_gifts() == []


def test_the_merchants_server_is_told_of_the_code(shop: None) -> None:
    gift = take_gift()

    (item,) = [i for i in _waiting() if i.topic == Topic.GIFT_CODE_ISSUED]
    assert item.channel is Channel.WEBHOOK
    assert item.data["code"] == gift.text
    assert item.data["minimum_minor"] == 2000
    assert item.data["terms"] == {
        "kind": "discount_code",
        "percent": 10,
        "when": "first_order",
    }


@pytest.mark.usefixtures("account")
class TestMadeByAShop:
    @pytest.mark.parametrize("platform", ["shopify", "woocommerce", "stripe"])
    def test_the_till_takes_it_when_the_page_shows_it(self, platform: str) -> None:
        with open_till(platform) as till:
            store_credential(platform, till.credential)
            open_gift_shop(codes_by=platform)

            gift = take_gift()

            assert till.shop.all_live() == {gift.text}
            assert gift.state(clock.now()) is GiftState.READY

    def test_shopify_applies_it_by_its_own_address(self) -> None:
        with open_till("shopify") as till:
            store_credential("shopify", till.credential)
            open_gift_shop(codes_by="shopify")
            gift = take_gift()

            button = urlsplit(pressed(PortalPage(visit("GET")["body"])))

        assert (button.netloc, button.path) == ("shop.example", f"/discount/{gift.text}")
        (back,) = parse_qs(button.query)["redirect"]
        assert parse_qs(urlsplit(back).query) == {"gw": [a_token()], "ref": ["ada-bakes"]}

    def test_a_shop_without_an_answer_leaves_it_to_the_outbox(self) -> None:
        open_gift_shop(codes_by="shopify")
        store_credential("shopify", "http://127.0.0.1:9 token")

        gift = take_gift()

        assert gift.state(clock.now()) is GiftState.COMING
        assert "it works in a moment" in PortalPage(visit("GET")["body"]).text
        (item,) = [i for i in _waiting() if i.channel is Channel.CODE]
        assert item.due_at > gift.made_at


def test_a_program_without_such_a_gift_has_no_button(account: None) -> None:
    open_gift_shop(offers=[{**a_gift_program().rules.offers[0].model_dump(), "friend": AFTER}])

    assert "form" not in {tag for tag, _ in PortalPage(visit("GET")["body"]).tags}


AFTER = {"kind": "discount_code", "percent": 10}


def _waiting() -> list[OutboxItem]:
    return [read_outbox_item(item) for item in stores.outbox().table.scan() if "topic" in item]


JOINT = {**OFFER, "friend": {**FRIEND, "codes": "shared"}}


def test_a_shared_code_is_on_the_page_for_every_friend(account: None) -> None:
    with open_till("shopify") as till:
        store_credential(till.platform, till.credential)
        open_gift_shop(codes_by="shopify", offers=[JOINT])
        asked = PortalPage(visit("GET")["body"])
        visit("POST")
        another = PortalPage(visit("GET", a_token(random=b"others 8"))["body"])

        (gift,) = kept_gifts()
        assert asked.first("form")["method"] == "post"
        assert gift.text in another.text
        assert "Enter it at the checkout of your first order." in another.text
        assert till.shop.live(gift.text) > 1
        assert stores.links().get("ada-bakes").gift == gift.text
