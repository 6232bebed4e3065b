"""A code for as many orders as like, in every shop that makes codes."""

import pytest

from referrals.model.code.discount import Discount
from referrals.providers.shops.fulfilment import CodeState
from referrals.providers.shops.fulfilment_registry import MODULES, find_fulfilment
from tests.shops.shop_server import ENDLESS
from tests.shops.tills import open_till, terms


@pytest.mark.parametrize("platform", MODULES)
def test_a_shared_code_outlives_its_first_order(platform: str) -> None:
    shop = find_fulfilment(platform)
    assert shop
    with open_till(platform) as till:
        shared = terms(discount=Discount("EUR", percent=10, endless=True))
        shop.make(till.account, shared, till.ask())
        till.shop.spend("ABCD1234EFGH")

        found = shop.find(till.account, shared, till.ask())
        assert found
        assert (found.ours, found.state) == (True, CodeState.LIVE)
        assert till.shop.live("ABCD1234EFGH") == ENDLESS - 1
        assert till.shop.worth("ABCD1234EFGH") == till.kind.percent

        shop.disable(till.account, found, till.ask())
        assert till.shop.live("ABCD1234EFGH") == 0
