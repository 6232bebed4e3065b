"""A code that a shop made ends with its reward, and is taken again when that stands again."""

import pytest

from referrals.model.code.discount import ShopCodeState
from referrals.model.delivery.delivery import Done, Skipped
from referrals.model.delivery.facts import Topic
from referrals.steps.reward.handover_desk import MOVED
from referrals.wiring import stores
from tests.shops.tills import Till
from tests.steps.code.code_handovers import (
    KEY,
    friend_side,
    fulfil,
    only_code,
    revoke,
    sent_back,
    set_aside,
    until_done,
)
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")


def test_what_went_back_is_disabled_in_the_shop(till: Till) -> None:
    fulfil()
    sent_back()

    outcome = revoke()

    assert isinstance(outcome, Done)
    assert till.shop.all_live() == set()
    side = friend_side()
    assert side.issued_at is None
    assert side.shop_code
    assert side.shop_code.state is ShopCodeState.DISABLED
    asked = len(till.server.asked)
    assert revoke() == outcome
    assert len(till.server.asked) == asked


def test_a_lost_answer_to_disabling_is_tried_again(till: Till) -> None:
    fulfil()
    sent_back()
    till.lose_answer(len(till.server.asked) + 1, done=True)

    assert isinstance(until_done(topic=Topic.REWARD_REVERSED)[-1], Done)
    assert till.shop.all_live() == set()


def test_a_code_gone_from_the_shop_counts_as_disabled(till: Till) -> None:
    fulfil()
    sent_back()
    till.shop.forget(friend_side().code)

    assert isinstance(revoke(), Done)


def test_a_spent_code_is_let_go(till: Till) -> None:
    fulfil()
    till.shop.spend(friend_side().code)
    sent_back()

    assert isinstance(revoke(), Done)
    side = friend_side().shop_code
    assert side
    assert side.state is ShopCodeState.USED


def test_what_went_back_before_the_answer_is_disabled(till: Till) -> None:
    """The order goes back while the shop makes the code: the try ends it itself."""
    till.server.before = lambda number: sent_back() if number == 0 else None

    assert fulfil() == MOVED
    assert isinstance(revoke(), Done)
    assert until_done()[-1] in (Done(""), Skipped("reversed"))
    assert till.shop.all_live() == set()


def test_what_was_begun_is_revoked_too(till: Till) -> None:
    till.shop.allowed = False
    fulfil()
    till.shop.allowed = True
    sent_back()

    purposes = {item.item_id for item in stores.outbox().about(KEY)}

    assert any("revoke-friend" in name for name in purposes)


def test_a_reward_that_stands_again_has_its_code_again(till: Till) -> None:
    fulfil()
    code = only_code(till)
    set_aside(1)
    revoke()
    assert till.shop.all_live() == set()
    set_aside(0)

    assert fulfil() == Done(code)

    assert only_code(till) == code
    assert friend_side().issued_at == NOW


def test_a_revocation_that_was_overtaken_enables_again(till: Till) -> None:
    fulfil()
    code = only_code(till)
    set_aside(1)
    before = len(till.server.asked)

    def restored(number: int) -> None:
        if number == before:
            set_aside(0)

    till.server.before = restored

    assert revoke() == MOVED
    assert revoke() == Done(code)
    assert only_code(till) == code
