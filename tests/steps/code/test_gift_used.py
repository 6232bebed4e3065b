"""A gift that was used tells whose order it is, and is the friend's part of the reward."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import gift as gift_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import Referral, RewardStatus
from referrals.model.code.gift_code import GiftCode, GiftState
from referrals.model.delivery.delivery import Done
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.order.conversion import Amounts, OrderFact, Signals
from referrals.model.reward.grant import Grant
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.code.deliver_gift import deliver_gift
from referrals.steps.code.end_gifts import end_gifts
from referrals.steps.reward.release_holds import release_holds
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import clock, stores
from tests.gifts import open_gift_shop, take_gift
from tests.shops.tills import open_till
from tests.world import NOW, a_key, a_link, a_refund, a_token, an_order, hash_of, store_credential

# 50.00 of goods, 5.00 off, no tax.
CHEAPER = Amounts("EUR", 4500)


@pytest.fixture
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    open_gift_shop()


def order(*coupons: str, tokens: tuple[str, ...] = (), **changes: Any) -> OrderFact:
    signals = Signals(coupon_codes=coupons, click_tokens=tokens)
    return an_order(**{"amounts": CHEAPER, "signals": signals, **changes})


def report(fact: OrderFact, order_id: str = "1001") -> Referral:
    key = a_key(order_id)
    stores.conversions().record(key, fact, body="", at=NOW)
    found = attribute_conversion(key, attribution_desk.attribution(), now=NOW)
    assert found
    if found.is_attributed:
        settle_rewards(str(key), reward_desk.orders(), reward_desk.books(), now=NOW)
    return stores.referrals().get(str(key))


def grant(order_id: str = "1001") -> Grant:
    return stores.grants().get(str(a_key(order_id)))


def items(order_id: str = "1001") -> list[OutboxItem]:
    return list(stores.outbox().about(str(a_key(order_id))))


def kept(gift: GiftCode) -> GiftCode:
    found = stores.gift_codes().look_up("friends", gift.code)
    assert found
    return found


@pytest.mark.parametrize("spelled", [str.upper, str.lower])
def test_a_used_code_attributes_the_order_without_any_click(shop: None, spelled: Any) -> None:
    gift = take_gift()

    decision = report(order(spelled(gift.text))).attribution

    assert (decision.advocate_id, decision.code) == ("adv_ada", "ada-bakes")
    assert decision.click_id == gift.click_id
    assert decision.reason == "last_valid_coupon"
    (chosen,) = [each for each in decision.candidates if each.chosen]
    assert chosen.found_in == f"gift_code {gift.text}"
    assert kept(gift).used_by == str(a_key())


def test_the_friends_side_is_what_they_saved(shop: None) -> None:
    gift = take_gift()

    told = report(order(gift.text)).reward
    side = grant().side("friend")

    assert told
    assert told.status is RewardStatus.GRANTED
    assert side.worth.worth_minor == 500
    assert side.worth.words == "10% off this order"
    assert side.terms == {
        "kind": "discount_code",
        "percent": 10,
        "saved_minor": 500,
        "gift_code": gift.text,
    }
    assert grant().side("advocate").worth.amount == 1000


def test_nothing_more_is_handed_over_to_the_friend(shop: None) -> None:
    report(order(take_gift().text))

    release_holds(reward_desk.books(), now=NOW + timedelta(days=15))

    topics = [(i.channel, i.topic, i.data.get("side")) for i in items()]
    assert (Channel.EMAIL, Topic.FRIEND_WELCOMED, "friend") in topics
    assert (Channel.EMAIL, Topic.REWARD_RELEASED, "advocate") in topics
    assert not [each for each in topics if each[0] is Channel.REWARD]
    assert not [each for each in topics if each[1:] == (Topic.REWARD_RELEASED, "friend")]


def test_who_orders_without_the_gift_gets_it_for_the_next_order(shop: None) -> None:
    gift = take_gift()

    report(order(tokens=(a_token(),)))
    side = grant().side("friend")
    (item,) = [each for each in items() if each.channel is Channel.CODE]

    assert side.terms == {"kind": "discount_code", "percent": 10}
    assert side.worth.words == "10% off your next order"
    assert deliver_gift(item, gift_desk.gifts(), now=NOW) == Done(gift.text)
    assert kept(gift).state(NOW) is GiftState.ENDED
    told = {i["topic"] for i in stores.outbox().table.scan() if "topic" in i}
    assert Topic.GIFT_CODE_ENDED in told


def test_a_gift_does_not_make_its_own_order_too_small(shop: None) -> None:
    """20.00 of goods are the minimum; 18.00 are left of them."""
    report(order(take_gift().text, amounts=Amounts("EUR", 1800)))

    assert grant().side("friend").worth.worth_minor == 200


def test_a_smaller_order_is_too_small_with_its_gift(shop: None) -> None:
    told = report(order(take_gift().text, amounts=Amounts("EUR", 1799))).reward

    assert told
    assert told.reason == "below_minimum"


def test_a_code_that_was_used_twice_earns_nobody_anything(shop: None) -> None:
    gift = take_gift()
    report(order(gift.text))
    other = order(gift.text, customer_hash=hash_of("eve@example.com"))

    decision = report(other, "1002").attribution

    assert (decision.advocate_id, decision.reason) == ("", "gift_code_used")
    assert kept(gift).used_by == str(a_key())
    assert report(order(gift.text, version_ms=2 * 10**12)).attribution.advocate_id == "adv_ada"


def test_a_code_beside_a_click_of_another_link_is_passed_on(shop: None) -> None:
    stores.links().create(a_link("cy-bakes", advocate_id="adv_cy"))
    gift = take_gift()

    decision = report(order(gift.text, tokens=(a_token("cy-bakes"),))).attribution

    failed = [
        check.rule
        for each in decision.candidates
        for check in each.checks
        if check.verdict == "fail"
    ]
    assert (decision.advocate_id, failed) == ("adv_cy", ["gift_own_click"])
    assert grant().side("friend").worth.words == "10% off this order"


def test_a_refund_takes_it_back_and_writes_no_letter_of_it(shop: None) -> None:
    gift = take_gift()
    report(order(gift.text))
    stores.conversions().record(a_key(), a_refund(4500), body="", at=NOW)

    report(order(gift.text))

    assert grant().side("friend").remaining == 0
    assert not [
        i for i in items() if i.topic == Topic.REWARD_REVERSED and i.data.get("side") == "friend"
    ]


def test_a_test_order_uses_no_gift_up(shop: None) -> None:
    gift = take_gift()

    report(order(gift.text, test=True))

    assert kept(gift).used_by == ""


class TestEnding:
    @pytest.mark.usefixtures("account")
    @pytest.mark.parametrize("platform", ["shopify", "woocommerce", "stripe"])
    def test_unused_ones_end_and_the_shop_takes_them_no_more(
        self, monkeypatch: pytest.MonkeyPatch, platform: str
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: NOW)
        with open_till(platform) as till:
            store_credential(platform, till.credential)
            open_gift_shop(codes_by=platform)
            gift, desk = take_gift(), gift_desk.gifts()
            over = NOW + timedelta(days=30)

            before = end_gifts(desk, now=over - timedelta(seconds=1))
            after = end_gifts(desk, now=over)
            (item,) = [
                stores.outbox().get(i["item_id"])
                for i in stores.outbox().table.scan()
                if i.get("topic") == Topic.GIFT_CODE_ENDED
            ]
            outcome = deliver_gift(item, replace(desk), now=over)

            assert (before.ended, after.ended) == (0, 1)
            assert outcome == Done(gift.text)
            assert till.shop.all_live() == set()
            assert end_gifts(desk, now=over).ended == 0

    @pytest.mark.usefixtures("shop")
    def test_a_used_one_is_let_be(self) -> None:
        gift = take_gift()
        report(order(gift.text))

        assert end_gifts(gift_desk.gifts(), now=NOW + timedelta(days=31)).ended == 0
        assert kept(gift).ended_at is None
