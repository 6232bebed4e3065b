"""A shared code that orders used: each is the link's own, and one that goes round is seen."""

from typing import Any

import pytest

from referrals.desks import gift as gift_desk
from referrals.model.code.gift_code import GiftCode
from referrals.steps.code.share_gift import share_gift
from referrals.views.code.gift_leaks import gift_leaks
from referrals.wiring import clock, stores
from tests.gifts import FRIEND, OFFER, open_gift_shop
from tests.steps.code.gift_orders import order, report
from tests.world import NOW, a_key, a_link, a_token, hash_of

JOINT = {**OFFER, "friend": {**FRIEND, "codes": "shared"}}


@pytest.fixture
def gift(account: None, monkeypatch: pytest.MonkeyPatch) -> GiftCode:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    open_gift_shop(offers=[JOINT])
    link, program = stores.links().get("ada-bakes"), stores.programs().get("friends")
    made = share_gift(link, program, gift_desk.gifts().share, now=NOW)
    assert made
    return made


def buyer(name: str, gift: GiftCode, **more: Any) -> dict[str, Any]:
    found = report(
        order(gift.text.lower(), customer_hash=hash_of(f"{name}@example.com"), **more), name
    )
    decision = found.attribution
    grant = stores.grants().find(str(a_key(name)))
    saved = grant.side("friend").terms.get("saved_minor") if grant else None
    return {"reason": decision.reason, "link": decision.code, "saved": saved}


def test_every_friend_s_order_is_the_link_s_and_saved_by_it(gift: GiftCode) -> None:
    one, another = buyer("ben", gift), buyer("kim", gift)

    assert one == another == {"reason": "last_valid_coupon", "link": "ada-bakes", "saved": 500}


def test_the_same_customer_s_second_order_earns_nothing(gift: GiftCode) -> None:
    buyer("ben", gift)
    again = report(order(gift.text, customer_hash=hash_of("ben@example.com")), "1002").reward

    assert again
    assert again.reason == "friend_limit"
    assert stores.grants().find(str(a_key("1002"))) is None


def test_an_order_by_another_link_s_click_is_that_link_s(gift: GiftCode) -> None:
    stores.links().create(a_link(code="max", advocate_id="adv_max"))

    found = buyer("ben", gift, tokens=(a_token("max"),))

    assert found["link"] == "max"
    (row,), _ = gift_leaks("friends", stores.gift_codes(), limit=9)
    assert (row.code, row.link) == (gift.text, "ada-bakes")
    assert [each.conversion_key for each in row.leaks] == [str(a_key("ben"))]


def test_one_that_goes_round_still_waits_for_its_end(gift: GiftCode) -> None:
    stores.links().create(a_link(code="max", advocate_id="adv_max"))
    buyer("ben", gift, tokens=(a_token("max"),))
    buyer("kim", gift, tokens=(a_token("max"),))

    (row,), _ = gift_leaks("friends", stores.gift_codes(), limit=9)
    assert len(row.leaks) == 2
    (place,) = stores.gift_codes().ending(gift.ends_at, 9)
    due = stores.gift_codes().find_at(place)
    assert due
    assert (due.code, due.used_by, due.leaks) == (gift.code, "", ())


def test_nobody_is_told_that_it_was_used(gift: GiftCode) -> None:
    buyer("ben", gift)

    assert stores.gift_codes().look_up("friends", gift.code) == gift
