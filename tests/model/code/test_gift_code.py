"""Gift codes: the same for ever for one friend, and how they stand."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.model.code.discount import ShopCode, ShopCodeState
from referrals.model.code.gift_code import GiftCode
from referrals.model.code.gift_text import GiftPlace, GiftState, gift_text, kept_text
from referrals.model.delivery.gift_news import on_gift_end, on_gift_issue
from referrals.model.delivery.outbox import Channel
from tests.world import NOW, rules

PLACE = GiftPlace("friends", "ada-bakes", "clk_000000000000000000ab")


def a_gift(**changes: Any) -> GiftCode:
    given: dict[str, Any] = {
        **PLACE._asdict(),
        "program_version": 1,
        "code": "7K2MQX4R9WHT",
        "terms": {"kind": "discount_code", "percent": 10, "when": "first_order"},
        "currency": "EUR",
        "codes_by": "shopify",
        "made_at": NOW,
        "ends_at": NOW + timedelta(days=30),
    }
    return GiftCode.model_validate({**given, **changes})


def shop_code(state: ShopCodeState, code: str = "7K2MQX4R9WHT") -> ShopCode:
    return ShopCode(platform="shopify", code=code, reward_id="x", state=state)


def test_one_friend_has_one_code_for_ever() -> None:
    assert gift_text(b"key", PLACE) == gift_text(b"key", PLACE)
    assert gift_text(b"key", PLACE, 1) == gift_text(b"key", PLACE)


@pytest.mark.parametrize(
    "other",
    [
        PLACE._replace(program_id="others"),
        PLACE._replace(link_code="ben"),
        PLACE._replace(holder="brw_00000000000000000000"),
    ],
)
def test_anybody_else_has_another(other: GiftPlace) -> None:
    assert gift_text(b"key", PLACE) != gift_text(b"key", other)


def test_a_later_attempt_and_another_key_are_other_codes() -> None:
    assert len({gift_text(b"key", PLACE), gift_text(b"key", PLACE, 2), gift_text(b"b", PLACE)}) == 3


def test_a_code_is_capitals_and_digits() -> None:
    assert len(gift_text(b"key", PLACE)) == 12
    assert gift_text(b"key", PLACE).isalnum()
    assert gift_text(b"key", PLACE) == gift_text(b"key", PLACE).upper()


@pytest.mark.parametrize("text", ["", "a" * 41, "a b", "ä1", "<b>", "gift#x", "ada-bakes"])
def test_what_cannot_be_a_code_is_looked_up_nowhere(text: str) -> None:
    assert kept_text(text) == ""


def test_codes_are_compared_whatever_the_case() -> None:
    assert kept_text(" 7k2mQX4R9WHT ") == kept_text("7K2MQX4R9WHT")


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, GiftState.COMING),
        ({"shop_code": shop_code(ShopCodeState.CHOSEN)}, GiftState.COMING),
        ({"shop_code": shop_code(ShopCodeState.MADE)}, GiftState.READY),
        ({"codes_by": "webhook"}, GiftState.READY),
        ({"used_by": "friends#shopify#1"}, GiftState.USED),
        ({"ended_at": NOW}, GiftState.ENDED),
        ({"ends_at": NOW}, GiftState.ENDED),
        ({"ends_at": NOW, "used_by": "friends#shopify#1"}, GiftState.USED),
    ],
)
def test_it_stands_as_its_facts_say(changes: dict[str, Any], state: GiftState) -> None:
    assert a_gift(**changes).state(NOW) is state


def test_the_shop_s_own_choice_is_what_is_typed() -> None:
    assert a_gift(shop_code=shop_code(ShopCodeState.MADE, "OTHER")).text == "OTHER"


class TestNews:
    def test_a_shop_that_makes_codes_is_asked_again_later(self) -> None:
        later = NOW + timedelta(seconds=20)

        (item,) = on_gift_issue(a_gift(), rules(), at=NOW, due_at=later)

        assert (item.channel, item.created_at, item.due_at) == (Channel.CODE, NOW, later)
        assert item.data == {"link": "ada-bakes", "holder": PLACE.holder}

    def test_a_webhook_tells_all_that_a_till_must_know(self) -> None:
        gift = a_gift(codes_by="webhook", minimum_minor=2000)

        (item,) = on_gift_end(gift, rules(webhook_url="https://shop.example/hook"), NOW)

        assert item.channel is Channel.WEBHOOK
        assert (item.data["code"], item.data["minimum_minor"]) == ("7K2MQX4R9WHT", 2000)
        assert item.data["ends_at"] == "2026-12-22T09:30:00Z"

    def test_without_an_address_nobody_is_told(self) -> None:
        assert on_gift_end(a_gift(codes_by="webhook"), rules(), NOW) == []
