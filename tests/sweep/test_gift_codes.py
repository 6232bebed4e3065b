"""Every write of making a gift code struck: there is one code, and the shop has it once."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import gift as gift_desk
from referrals.model.attribution.referral import AttributionStatus
from referrals.model.code.discount import ShopCodeState
from referrals.wiring import clock, stores
from tests.gifts import OFFER, kept_gifts
from tests.portal import event
from tests.shops.shop_server import ShopReply
from tests.shops.tills import Till, open_till
from tests.sweep.aws_edge import Edge, watch_edge
from tests.sweep.checkpoint import Checkpoint
from tests.sweep.report import recovered
from tests.sweep.story import ORDER, SweepStory, a_world, paid_order, parked_messages
from tests.sweep.telling import WAYS
from tests.world import a_program, a_token, store_credential


def a_gift_shop(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    a_world(monkeypatch)
    monkeypatch.setattr(clock, "random_bytes", bytes)
    rules = a_program(
        offers=[OFFER], landing="welcome", codes_by=till.platform, qualifies={"minimum_minor": 2000}
    )
    stores.programs().add(rules.model_copy(update={"version": 2}))
    store_credential(till.platform, till.credential)


def pressed() -> Any:
    asked = event("gift")
    asked["rawQueryString"] = f"gw={a_token()}"
    asked["queryStringParameters"] = {"gw": a_token()}
    return asked


def press(story: SweepStory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The button, pressed again where nothing came of it; then until nothing moves."""
    asked = pressed()
    with monkeypatch.context() as patch, watch_edge(story.edge, monkeypatch):
        patch.setattr(clock, "now", lambda: story.now)
        for _ in range(3):
            if story.invoke("friend", asked)["statusCode"] == 303:
                break
        story.rest()


def outcome(till: Till) -> Any:
    (gift,) = kept_gifts()
    assert gift.shop_code
    return till.shop.all_live(), till.shop.live(gift.text), gift.text, gift.shop_code.state


def test_a_gift_struck_anywhere_is_one_code(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_till("woocommerce") as till:
        a_gift_shop(till, monkeypatch)
        start, coupons = Checkpoint.of(SweepStory()), deepcopy(till.shop.coupons)
        peaceful = start.restored(Edge())
        press(peaceful, monkeypatch)
        end, tried = outcome(till), 0
        assert (len(end[0]), end[1]) == (1, 1)
        for function in ("friend", "deliveries"):
            for place in range(len(peaceful.edge.writes.get(function, []))):
                for strike, twice in WAYS:
                    till.shop.coupons = deepcopy(coupons)
                    again = start.restored(Edge((function, place), strike), twice=twice)
                    press(again, monkeypatch)
                    told = (function, place, strike, twice)
                    assert (outcome(till), parked_messages()) == (end, []), told
                    tried += 1
        assert tried >= 24
        recovered["gift codes by shop"] = (tried, tried)


def test_a_gift_typed_on_another_device_earns_both_their_part(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_till("woocommerce") as till:
        a_gift_shop(till, monkeypatch)
        story = SweepStory()
        press(story, monkeypatch)
        (gift,) = kept_gifts()
        with monkeypatch.context() as patch, watch_edge(story.edge, monkeypatch):
            patch.setattr(clock, "now", lambda: story.now)
            typed = {"signals": {"coupons": [gift.text.lower()]}}
            story.webhook("order.paid", {**paid_order(total="45.00"), **typed})
            story.rest()

    (used,) = kept_gifts()
    referral = stores.referrals().get(f"friends#signed#{ORDER}")
    assert (used.used_by, parked_messages()) == (referral.key, [])
    assert referral.attribution.status is AttributionStatus.ATTRIBUTED
    assert referral.reward
    assert referral.reward.facts
    assert [part.role for part in referral.reward.facts.parts][:2] == ["advocate", "friend"]


def test_a_gift_whose_code_was_a_strangers_has_another(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_till("woocommerce") as till:
        a_gift_shop(till, monkeypatch)
        story, well = SweepStory(), till.server.well
        till.server.well = lambda _: ShopReply(b"<html>Bad gateway</html>", 502)
        with monkeypatch.context() as patch, watch_edge(story.edge, monkeypatch):
            patch.setattr(clock, "now", lambda: story.now)
            assert story.invoke("friend", pressed())["statusCode"] == 303
            (asked,) = kept_gifts()
            till.shop.put_stranger(asked.code)
            till.server.well = well
            gift_desk.shop_pauses.cache_clear()
            story.rest()
        live = till.shop.all_live()

    (gift,) = kept_gifts()
    assert gift.text != gift.code
    assert {gift.code, gift.text} <= live
    assert stores.gift_codes().find("friends", gift.text) == gift
    assert stores.gift_codes().find("friends", gift.code) is None


def test_a_gift_that_nobody_used_ends_in_the_shop(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_till("woocommerce") as till:
        a_gift_shop(till, monkeypatch)
        story = SweepStory()
        press(story, monkeypatch)
        (gift,) = kept_gifts()
        story.now = gift.ends_at + timedelta(hours=1)
        with monkeypatch.context() as patch, watch_edge(story.edge, monkeypatch):
            patch.setattr(clock, "now", lambda: story.now)
            assert story.invoke("schedule", {"job": "end_gifts"})["ended"] == 1
            story.rest()
        assert till.shop.all_live() == set()

    (ended,) = kept_gifts()
    assert ended.ended_at
    assert ended.shop_code
    assert ended.shop_code.state is ShopCodeState.DISABLED
