"""Lemon Squeezy takes a code twice without a word: ours is there once all the same."""

from datetime import timedelta

import pytest

from referrals.model.errors import RefusedError
from referrals.model.moment import stamp
from referrals.providers.shops.fulfilment import CodeState
from referrals.providers.shops.lemonsqueezy import fulfilment
from referrals.providers.shops.lemonsqueezy.fulfilment import disable, find, make
from tests.shops.shop_server import ShopQuestion, ShopReply
from tests.shops.tills import Till, open_till, terms
from tests.world import NOW

CODE = "ABCD1234EFGH"


def test_of_two_makers_at_once_the_earlier_code_stays() -> None:
    with open_till("lemonsqueezy") as till:
        well = till.server.well

        def meanwhile(asked: ShopQuestion) -> ShopReply:
            if asked.method == "POST":
                till.server.well = well
                make(till.account, terms(), till.ask())
            return well(asked)

        till.server.well = meanwhile
        make(till.account, terms(), till.ask())

        (row,) = till.shop.rows(CODE)
        assert row["id"] == "9"
        assert till.shop.made_ever == 2


def crowded(till: Till, number: int, **changes: str) -> None:
    for each in range(number):
        row = {"code": f"OTHER{each}", "name": "theirs", "max_redemptions": 1, **changes}
        till.shop.stored(row)


def test_a_code_is_found_on_a_later_page() -> None:
    with open_till("lemonsqueezy") as till:
        make(till.account, terms(), till.ask())
        till.shop.most = 10
        crowded(till, 25)

        found = find(till.account, terms(), till.ask())

        assert found
        assert (found.ours, found.state) == (True, CodeState.LIVE)


def test_what_is_older_than_the_reward_is_not_read() -> None:
    with open_till("lemonsqueezy") as till:
        till.shop.most = 10
        crowded(till, 50, created_at=stamp(NOW - timedelta(days=30)))

        assert find(till.account, terms(), till.ask()) is None
        assert len(till.server.asked) == 1


def test_a_list_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulfilment, "MOST_PAGES", 2)
    with open_till("lemonsqueezy") as till:
        till.shop.most = 10
        crowded(till, 50)

        with pytest.raises(RefusedError, match="too many new discounts"):
            find(till.account, terms(), till.ask())


def test_a_code_that_ended_is_gone_and_made_again() -> None:
    with open_till("lemonsqueezy") as till:
        make(till.account, terms(), till.ask())
        found = find(till.account, terms(), till.ask())
        assert found
        disable(till.account, found, till.ask())
        disable(till.account, found, till.ask())
        assert till.shop.discounts == {}

        make(till.account, terms(), till.ask())

        assert till.shop.all_live() == {CODE}
