"""Credit in the shop's own account: booked once, whatever went wrong."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from referrals.model.code.discount import ShopCodeState
from referrals.model.delivery.delivery import Done, Hopeless, TryAgain
from referrals.providers.shops.credit_registry import MODULES
from referrals.steps.program.check_program import check_program
from referrals.steps.reward.give_credit import UNKNOWN
from referrals.wiring import stores
from tests.shops.credit_shops import CREDIT_SHOPS
from tests.shops.shop_server import ShopQuestion, ShopReply
from tests.steps.reward.credit_account import (
    KEY,
    LATER,
    OFFER,
    SOON,
    Account,
    fulfil,
    open_account,
    side,
    state,
)
from tests.world import NOW, a_program


@pytest.fixture(params=MODULES)
def ben(request: pytest.FixtureRequest, account: None) -> Iterator[Account]:
    with open_account(request.param) as made:
        yield made


def test_every_shop_that_keeps_credit_is_tried() -> None:
    assert set(CREDIT_SHOPS) == set(MODULES)


def test_it_is_booked_once_and_told(ben: Account) -> None:
    assert fulfil() == Done()
    assert fulfil() == Done()

    assert (ben.shop.balance, ben.changes) == (500, 1)
    assert (state(), side().issued_at) == (ShopCodeState.MADE, NOW)
    assert stores.outbox().find(f"{KEY}#welcome")


def test_it_is_written_down_as_sent_before_the_shop_is_asked(ben: Account) -> None:
    kept: list[ShopCodeState | None] = []
    well = ben.server.well

    def answer(asked: ShopQuestion) -> ShopReply:
        if ben.is_change(asked):
            kept.append(state())
        return well(asked)

    ben.server.well = answer
    fulfil()

    assert kept == [ShopCodeState.SENT]


def test_a_lost_answer_is_cleared_by_reading(ben: Account) -> None:
    ben.lose(done=True)
    assert fulfil() == UNKNOWN
    assert (state(), side().issued_at) == (ShopCodeState.SENT, None)

    assert fulfil(SOON) == Done()

    assert (ben.shop.balance, ben.changes) == (500, 1)
    assert state() is ShopCodeState.MADE


def test_what_never_came_is_sent_anew_but_not_at_once(ben: Account) -> None:
    ben.lose(done=False)
    assert fulfil() == UNKNOWN
    assert fulfil(SOON) == UNKNOWN
    assert (ben.shop.balance, ben.changes) == (0, 1)

    assert fulfil(LATER) == Done()

    assert (ben.shop.balance, ben.changes) == (500, 2)


def test_a_death_after_the_answer_books_nothing_twice(ben: Account) -> None:
    fulfil()
    sent = side().shop_code
    assert sent
    grant = stores.grants().get(KEY)
    dead = grant.side("friend").model_copy(
        update={
            "shop_code": sent.model_copy(update={"state": ShopCodeState.SENT}),
            "issued_at": None,
        }
    )
    stores.grants().change(grant.with_side(dead))

    assert fulfil(SOON) == Done()

    assert (ben.shop.balance, ben.changes) == (500, 1)


def test_earlier_credit_of_the_shop_s_own_is_not_ours(ben: Account) -> None:
    ben.shop.now = NOW - timedelta(hours=1)
    ben.shop.book(500, "a kindness")
    ben.shop.now = NOW
    ben.lose(done=False)
    fulfil()

    assert fulfil(SOON) == UNKNOWN
    assert fulfil(LATER) == Done()
    assert ben.shop.balance == 1000


def test_a_limit_is_an_answer(ben: Account) -> None:
    well, over = ben.server.well, [True]

    def answer(asked: ShopQuestion) -> ShopReply:
        limited = ben.is_change(asked) and over
        return ShopReply({}, 429, {"retry-after": "3600"}) if limited else well(asked)

    ben.server.well = answer
    assert fulfil() == TryAgain("store_rate_limited")
    assert state() is ShopCodeState.CHOSEN
    over.clear()

    assert fulfil() == Done()
    assert ben.shop.balance == 500


def test_a_stranger_to_the_shop_waits_for_a_person(ben: Account) -> None:
    ben.shop.customers = []
    outcome = fulfil()
    assert isinstance(outcome, Hopeless)
    assert outcome.reason.startswith("no_shop_customer")

    ben.shop.customers = ["ben@example.com"]
    assert fulfil() == Done()
    assert ben.shop.balance == 500


def test_a_missing_scope_waits_for_a_person(ben: Account) -> None:
    ben.shop.allowed = False
    outcome = fulfil()

    assert isinstance(outcome, Hopeless)
    assert outcome.reason.startswith("shop_scope_missing")
    assert ben.shop.balance == 0


def test_rules_that_name_no_such_shop_any_more_park_it(ben: Account) -> None:
    stores.programs().add(
        a_program(codes_by="webhook", offers=[OFFER]).model_copy(update={"version": 2})
    )

    assert fulfil() == Hopeless("no_credit_shop")
    assert (ben.changes, side().issued_at) == (0, None)


def test_one_that_was_begun_stays_with_its_shop(ben: Account) -> None:
    ben.lose(done=True)
    fulfil()
    stores.programs().add(
        a_program(codes_by="webhook", offers=[OFFER]).model_copy(update={"version": 2})
    )

    assert fulfil(SOON) == Done()
    assert (ben.shop.balance, ben.changes) == (500, 1)


@pytest.mark.parametrize("codes_by", ["webhook", "woocommerce", "stock", "manual"])
def test_where_nobody_keeps_credit_it_is_refused(codes_by: str) -> None:
    rules = a_program(codes_by=codes_by, offers=[OFFER]).rules

    assert [(each.field, each.code) for each in check_program(rules)] == [
        ("offers[0].friend.kind", "not_carried")
    ]


def test_no_word_of_the_shop_about_credit_is_kept(ben: Account) -> None:
    ben.scold(200 if ben.platform == "shopify" else 400)

    outcome = fulfil()

    assert isinstance(outcome, Hopeless)
    assert "mallory" not in outcome.reason
