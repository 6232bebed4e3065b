"""Credit that went back with its order: what is unspent is taken, once, whatever went wrong."""

from collections.abc import Iterator

import pytest

from referrals.model.code.discount import ShopCodeState
from referrals.model.delivery.delivery import Done
from referrals.providers.shops.credit_registry import MODULES
from referrals.steps.reward.give_credit import UNKNOWN
from referrals.wiring import stores
from tests.steps.reward.credit_account import (
    KEY,
    LATER,
    SOON,
    Account,
    earn,
    fulfil,
    open_account,
    send_back,
    side,
    state,
)


@pytest.fixture(params=MODULES)
def ben(request: pytest.FixtureRequest, account: None) -> Iterator[Account]:
    with open_account(request.param) as made:
        yield made


def test_it_goes_back_with_the_order_and_comes_again(ben: Account) -> None:
    fulfil()
    send_back()
    assert fulfil(back=True) == Done()
    assert fulfil(back=True) == Done()

    assert (ben.shop.balance, ben.changes) == (0, 2)
    assert (state(), side().issued_at) == (ShopCodeState.DISABLED, None)


@pytest.mark.parametrize("done", [True, False])
def test_a_lost_answer_takes_back_once(ben: Account, done: bool) -> None:
    fulfil()
    send_back()
    ben.lose(done=done)
    assert fulfil(back=True) == UNKNOWN

    assert fulfil(LATER, back=True) == Done()

    assert ben.shop.balance == 0
    assert state() is ShopCodeState.DISABLED


def test_what_was_spent_is_let_go(ben: Account) -> None:
    fulfil()
    ben.shop.spend(400)
    send_back()

    assert fulfil(back=True) == Done()
    assert (state(), ben.shop.balance) == (ShopCodeState.USED, 100)


def test_what_is_unknown_is_cleared_before_it_goes_back(ben: Account) -> None:
    ben.lose(done=True)
    fulfil()
    send_back()

    assert fulfil(SOON, back=True) == Done()

    assert (ben.shop.balance, ben.changes) == (0, 2)


def set_aside(amount: int) -> None:
    """Of Ben's reward: 1 takes it back, 0 gives it again."""
    grant = stores.grants().get(KEY)
    changed = grant.side("friend").model_copy(update={"reversed": amount})
    stores.grants().change(grant.with_side(changed))


@pytest.mark.parametrize(("spent", "balance"), [(0, 500), (400, 100)])
def test_standing_again_it_is_theirs_once(ben: Account, spent: int, balance: int) -> None:
    fulfil()
    ben.shop.spend(spent)
    set_aside(1)
    fulfil(back=True)
    set_aside(0)

    assert fulfil(LATER) == Done()
    assert fulfil(LATER) == Done()

    assert ben.shop.balance == balance
    assert (state(), side().issued_at) == (ShopCodeState.MADE, LATER)


def test_two_unknown_rewards_claim_one_transaction_each(ben: Account) -> None:
    earn("1002")
    ben.lose(done=True)
    fulfil()
    ben.lose(done=False)
    fulfil(key="friends#shopify#1002")

    assert fulfil(SOON) == Done()
    assert fulfil(SOON, key="friends#shopify#1002") == UNKNOWN
    assert fulfil(LATER, key="friends#shopify#1002") == Done()

    assert ben.shop.balance == 1000
