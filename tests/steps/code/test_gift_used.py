"""A gift that was used tells whose order it is, and is the friend's part of the reward."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import gift as gift_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardStatus
from referrals.model.code.gift_text import GiftState
from referrals.model.delivery.delivery import Done
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.order.conversion import Amounts
from referrals.model.reward.grant import Grant
from referrals.model.words.wording import wording
from referrals.steps.code.deliver_gift import deliver_gift
from referrals.steps.reward.release_holds import release_holds
from referrals.views.code.gift_leaks import gift_leaks
from referrals.views.order.decision_text import reward_text
from referrals.wiring import clients, clock, stores
from tests.gifts import open_gift_shop, take_gift
from tests.meter import Meter
from tests.steps.code.gift_orders import kept, order, report
from tests.world import NOW, a_key, a_link, a_refund, a_token, hash_of


@pytest.fixture
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    open_gift_shop()


def grant(order_id: str = "1001") -> Grant:
    return stores.grants().get(str(a_key(order_id)))


def items(order_id: str = "1001") -> list[OutboxItem]:
    return list(stores.outbox().about(str(a_key(order_id))))


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


def test_codes_that_went_round_are_reported_with_their_orders(shop: None) -> None:
    stores.links().create(a_link("cy-bakes", advocate_id="adv_cy"))
    first, other = take_gift(), take_gift(a_token(random=b"others 8"))
    report(order(first.text))
    for _ in range(2):
        report(order(first.text, customer_hash=hash_of("eve@example.com")), "1002")
    report(
        order(
            other.text,
            tokens=(a_token("cy-bakes"),),
            customer_hash=hash_of("dan@example.com"),
        ),
        "1003",
    )

    rows, after = gift_leaks("friends", stores.gift_codes(), limit=10)

    told = {(row.code, row.used_by): [tuple(leak) for leak in row.leaks] for row in rows}
    assert {key: [(kind[1], of[1]) for kind, of in each] for key, each in told.items()} == {
        (first.text, str(a_key())): [("used_again", str(a_key("1002")))],
        (other.text, str(a_key("1003"))): [("passed_on", str(a_key("1003")))],
    }
    assert after is None
    assert gift_leaks("others", stores.gift_codes(), limit=10) == ([], None)


def test_a_friend_is_told_what_they_saved_whatever_the_rules_say(shop: None) -> None:
    told = report(order(take_gift().text, amounts=Amounts("EUR", 900)))
    assert told.reward

    said = reward_text(told, None, wording("en"))

    assert told.reward.reason == "below_minimum"
    assert said
    assert "10% off this order" in said.for_friend
    assert not [i for i in items() if i.data.get("side") == "friend"]


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


def test_a_body_of_a_thousand_coupons_asks_for_few(
    shop: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight of them are looked at; each is asked for as a gift, and as a link's own code."""
    gift = take_gift()
    meter = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: meter)

    decision = report(order(gift.text, *(f"COUPON{n}" for n in range(1000)))).attribution

    asked = [r["Key"]["code"]["S"] for name, r in meter.calls if "code" in str(r.get("Key"))]
    assert decision.reason == "last_valid_coupon"
    assert len(asked) <= 20


def test_a_second_gift_of_one_customer_earns_nothing_more(shop: None) -> None:
    """A browser that keeps no cookie has another code for another click: it buys no second gift."""
    first, second = take_gift(), take_gift(a_token(random=b"9 random"))
    assert first.text != second.text

    one = report(order(first.text)).reward
    report(order(second.text), "1002")

    assert one
    assert one.status is RewardStatus.GRANTED
    assert stores.grants().find(str(a_key("1002"))) is None
