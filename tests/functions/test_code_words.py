"""Words that orders used: noted when they are no link's, and told to who wishes for one."""

import json
from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.model.order.conversion import Signals
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.wiring import stores
from tests.caller import a_shop_with_a_key, body_of, call_api
from tests.world import NOW, a_key, an_order


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def place_order(number: int, *, test: bool = False, **hints: Any) -> None:
    key, order = a_key(str(number)), an_order(signals=Signals(**hints), test=test)
    stores.conversions().record(key, order, body="", at=NOW)
    attribute_conversion(key, attribution_desk.attribution(), now=NOW)


def wish_for_code(code: str | None) -> dict[str, Any]:
    wish = {"advocate_id": "adv_ada", "program": "friends", **({"code": code} if code else {})}
    return dict(body_of(call_api("issue_link", body=json.dumps(wish), isBase64Encoded=False)))


def test_a_wish_for_a_used_word_is_warned_about() -> None:
    place_order(1, coupon_codes=("LOAF-7.",))
    place_order(2, ref_codes=("bread",))

    warnings = [wish_for_code(code)["warnings"] for code in ("loaf-7", "bread", "rolls")]

    assert [len(each) for each in warnings] == [1, 1, 0]
    assert "2026-11-22" in warnings[0][0]
    assert wish_for_code(None)["warnings"] == []


def test_a_warning_is_told_again() -> None:
    place_order(1, coupon_codes=("loaf",))

    assert wish_for_code("loaf") == wish_for_code("loaf")


def test_only_words_that_are_nobody_s_are_noted() -> None:
    place_order(1, coupon_codes=("ada-bakes", "10 % off"), ref_codes=("bens-code",))
    place_order(2, coupon_codes=("pretended",), test=True)

    seen = [
        stores.code_words().first_seen_at("friends", word)
        for word in ("ada-bakes", "bens-code", "10 % off", "pretended")
    ]

    assert seen == [None] * 4


def test_the_first_moment_stays() -> None:
    stores.code_words().note("friends", "loaf", NOW)
    stores.code_words.cache_clear()

    stores.code_words().note("friends", "loaf", NOW + timedelta(seconds=1))

    assert stores.code_words().first_seen_at("friends", "loaf") == NOW
    assert stores.code_words().first_seen_at("neighbours", "loaf") is None


def test_a_word_is_written_once_a_container() -> None:
    place_order(1, coupon_codes=("loaf",))
    stores.links().table.delete({"code": "seen#friends#loaf"})

    place_order(2, coupon_codes=("loaf",))

    assert stores.code_words().first_seen_at("friends", "loaf") is None
