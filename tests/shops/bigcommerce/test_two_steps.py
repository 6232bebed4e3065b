"""A promotion and then its code: whoever died between the two is followed by one who goes on."""

import pytest

from referrals.model.code.discount import Discount
from referrals.providers.shops.bigcommerce.fulfilment import find, make
from referrals.providers.shops.store_write import StoreUnansweredError
from tests.shops.shop_server import ShopReply
from tests.shops.tills import open_till, terms

CODE = "ABCD1234EFGH"
_FIRST_CHANGE, _SECOND_CHANGE = 1, 2


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("number", [_FIRST_CHANGE, _SECOND_CHANGE])
def test_a_try_that_died_between_leaves_one_promotion(number: int, done: bool) -> None:
    with open_till("bigcommerce") as till:
        till.lose_answer(number, done=done)
        with pytest.raises(StoreUnansweredError):
            make(till.account, terms(), till.ask())

        if find(till.account, terms(), till.ask()) is None:
            make(till.account, terms(), till.ask())

        assert len(till.shop.promotions) == 1
        assert till.shop.live(CODE) == 1


def test_free_shipping_is_an_action_of_its_own() -> None:
    with open_till("bigcommerce") as till:
        make(till.account, terms(discount=Discount("EUR", free_shipping=True)), till.ask())

        (rule,) = till.shop.promotion(CODE)["rules"]
        assert rule["action"] == {"shipping": {"free_shipping": True, "zone_ids": "*"}}


def test_an_amount_is_for_carts_in_its_own_currency() -> None:
    with open_till("bigcommerce") as till:
        make(till.account, terms(discount=Discount("EUR", amount_minor=500)), till.ask())
        make(till.account, terms("OTHER1234567"), till.ask())

        assert till.shop.promotion(CODE)["currency_code"] == "EUR"
        assert till.shop.promotion("OTHER1234567")["currency_code"] == "*"


def test_a_refused_code_that_nobody_has_is_a_refusal() -> None:
    with open_till("bigcommerce") as till:
        well = till.server.well
        no = ShopReply({"status": 422, "title": "Odd"}, 422)
        till.server.well = lambda asked: no if asked.path.endswith("/codes") else well(asked)

        with pytest.raises(Exception, match="status 422"):
            make(till.account, terms(), till.ask())
