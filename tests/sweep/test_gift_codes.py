"""Every write of making a gift code struck: there is one code, and the shop has it once."""

from copy import deepcopy
from typing import Any

import pytest

from referrals.wiring import clock, stores
from tests.gifts import OFFER, kept_gifts
from tests.portal import event
from tests.shops.tills import Till, open_till
from tests.sweep.aws_edge import Edge, watch_edge
from tests.sweep.checkpoint import Checkpoint
from tests.sweep.report import recovered
from tests.sweep.story import SweepStory, a_world, parked_messages
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


def press(story: SweepStory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The button, pressed again where nothing came of it; then until nothing moves."""
    asked = event("gift")
    asked["rawQueryString"] = f"gw={a_token()}"
    asked["queryStringParameters"] = {"gw": a_token()}
    with monkeypatch.context() as patch, watch_edge(story.edge, monkeypatch):
        patch.setattr(clock, "now", lambda: story.now)
        for _ in range(3):
            if story.invoke("portal", asked)["statusCode"] == 303:
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
        for function in ("portal", "deliveries"):
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
