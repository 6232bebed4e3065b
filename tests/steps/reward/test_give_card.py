"""Gift cards that a shop makes: one for each reward, whatever went wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.desks import reward as reward_desk
from referrals.desks import todo as todo_desk
from referrals.model.code.discount import ShopCodeState
from referrals.model.delivery.delivery import Done, Hopeless
from referrals.model.delivery.outbox import BY_HAND, Channel, HandWord
from referrals.steps.delivery.deliver import deliver
from referrals.steps.delivery.finish_todo import finish_todo
from referrals.steps.reward.give_card import TAKEN
from referrals.steps.reward.give_credit import UNKNOWN
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.shops.card_shop import THROTTLED, WORDS, CardShop, open_card_shop
from tests.shops.scold import CANARY
from tests.shops.shop_server import ShopQuestion, ShopReply
from tests.steps.reward.credit_account import (
    KEY,
    LATER,
    SOON,
    Account,
    earn,
    fulfil,
    send_back,
    side,
    state,
)
from tests.world import NOW, a_program, store_credential

CARD = {"kind": "gift_card", "amount_minor": 2500}
OFFER = {"name": "both", "advocate": {"kind": "points", "amount": 5}, "friend": CARD}


@dataclass
class CardAccount(Account):
    shop: CardShop

    @property
    def live_codes(self) -> list[str]:
        return [card["code"].upper() for card in self.shop.live]


@pytest.fixture
def ben(account: None) -> Iterator[CardAccount]:
    with open_card_shop() as (shop, server):
        store_credential("shopify", " ".join((server.url, *WORDS)))
        welcome = {"on": "purchase", "new_customers_only": False}
        given = {"offers": [OFFER], "qualifies": welcome, "webhook_url": "https://shop.example/h"}
        stores.programs().add(a_program(codes_by="shopify", hold_days=0, **given))
        earn()
        yield CardAccount("shopify", shop, server)


def test_one_card_is_made_and_its_code_told_to_its_person_alone(ben: CardAccount) -> None:
    assert fulfil() == Done()
    assert fulfil() == Done()

    assert (ben.live_codes, ben.changes) == ([side().code], 1)
    assert (state(), side().issued_at) == (ShopCodeState.MADE, NOW)
    letter = stores.outbox().get(f"{KEY}#welcome")
    told = stores.outbox().get(f"{KEY}#webhook-issued-friend")
    assert letter.data["code"] == side().code
    (friend,) = [each for each in told.data["sides"] if each["side"] == "friend"]
    assert friend["code"] == f"…{side().code[-4:]}"


def test_it_is_written_down_with_its_code_before_the_shop_is_asked(ben: CardAccount) -> None:
    kept: list[tuple[object, str]] = []
    well = ben.server.well

    def answer(asked: ShopQuestion) -> ShopReply:
        if ben.is_change(asked):
            found = side().shop_code
            kept.append((state(), found.code if found else ""))
        return well(asked)

    ben.server.well = answer
    fulfil()

    assert kept == [(ShopCodeState.SENT, side().code)]


def test_a_lost_answer_is_cleared_by_reading(ben: CardAccount) -> None:
    ben.lose(done=True)
    assert fulfil() == UNKNOWN
    assert side().issued_at is None

    assert fulfil(SOON) == Done()

    assert (ben.live_codes, ben.changes) == ([side().code], 1)


def test_what_never_came_is_sent_anew_with_the_same_code(ben: CardAccount) -> None:
    ben.lose(done=False)
    assert fulfil() == UNKNOWN
    first = side().shop_code
    assert fulfil(SOON) == UNKNOWN
    assert ben.shop.cards == []

    assert fulfil(LATER) == Done()

    assert first
    assert ben.live_codes == [first.code] == [side().code]


def test_a_card_that_is_found_late_is_never_a_second_one(ben: CardAccount) -> None:
    ben.lose(done=True)
    ben.shop.found_late = True
    fulfil()
    assert fulfil(LATER) == UNKNOWN
    ben.shop.found_late = False

    assert fulfil(LATER) == Done()

    assert len(ben.shop.cards) == 1
    assert ben.live_codes == [side().code]


def test_a_code_of_somebody_else_s_card_is_let_be(ben: CardAccount) -> None:
    ben.lose(done=False)
    fulfil()
    chosen = side().shop_code
    assert chosen
    fresh = stores.grants().get(KEY).with_side(side().model_copy(update={"shop_code": None}))
    stores.grants().change(fresh)
    ben.shop.make({"code": chosen.code, "initialValue": "25.00", "note": "by hand"})

    assert fulfil() == TAKEN
    assert fulfil() == Done()

    assert len(ben.shop.cards) == 2
    assert side().code not in ("", chosen.code)


def test_a_throttled_shop_is_asked_again_and_makes_one(ben: CardAccount) -> None:
    ben.server.ill = [ShopReply(THROTTLED), ShopReply(THROTTLED)]

    assert fulfil() == Done()

    assert ben.live_codes == [side().code]


def test_without_the_scope_a_person_makes_it(ben: CardAccount) -> None:
    ben.shop.allowed = False
    item = f"{KEY}#reward-friend"
    deliver(item, delivery_desk.delivery_desk(), now=NOW, jitter=0.5)
    assert stores.outbox().get(item).reason == BY_HAND
    assert side().shop_code is None

    finish_todo(item, HandWord("CARD-4711", "eve"), todo_desk.todo(), now=NOW)
    ben.shop.allowed = True

    assert side().code == "CARD-4711"
    assert fulfil() == Done("…4711")
    assert ben.shop.cards == []


def test_more_than_the_shop_allows_waits_for_a_person(ben: CardAccount) -> None:
    grant = stores.grants().get(KEY)
    worth = side().worth.model_copy(update={"worth_minor": 300_000})
    stores.grants().change(grant.with_side(side().model_copy(update={"worth": worth})))

    outcome = fulfil()

    assert isinstance(outcome, Hopeless)
    assert "it names input" in outcome.reason
    assert "can't exceed" not in outcome.reason
    assert state() is ShopCodeState.CHOSEN


def test_no_word_of_the_shop_about_a_card_is_kept(ben: CardAccount) -> None:
    ben.scold()

    outcome = fulfil()

    assert isinstance(outcome, Hopeless)
    assert CANARY not in outcome.reason
    assert "mallory" not in outcome.reason


@pytest.mark.parametrize("done", [True, False])
def test_a_card_ends_with_its_order_though_an_answer_is_lost(ben: CardAccount, done: bool) -> None:
    fulfil()
    send_back()
    ben.lose(done=done)
    assert fulfil(back=True) == UNKNOWN

    assert fulfil(LATER, back=True) == Done()

    assert ben.live_codes == []
    assert (state(), side().code) == (ShopCodeState.DISABLED, "")


def test_standing_again_it_is_another_card_with_a_letter_of_its_own(ben: CardAccount) -> None:
    fulfil()
    first = side().code
    send_back()
    fulfil(back=True)
    grant = stores.grants().get(KEY)
    stores.grants().change(grant.with_side(side().model_copy(update={"reversed": 0})))

    assert fulfil(LATER) == Done()

    assert ben.live_codes == [side().code] != [first]
    letters = [
        item.data["code"]
        for item in stores.outbox().about(KEY)
        if item.person_id == side().person_id
        if item.channel is Channel.EMAIL and item.data.get("code")
    ]
    assert sorted(letters) == sorted([first, side().code])


def test_what_went_back_before_it_was_made_makes_none(ben: CardAccount) -> None:
    send_back()
    settle_rewards(KEY, reward_desk.orders(), reward_desk.books(), now=NOW)

    fulfil()

    assert ben.shop.cards == []
