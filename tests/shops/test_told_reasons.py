"""What a shop says of its no is not told on: only its status, and a code that looks like one."""

from itertools import product

import pytest

from referrals.model.errors import GoodwordError
from referrals.providers.shops.body import error_code
from referrals.providers.shops.fulfilment_registry import MODULES, find_fulfilment
from tests.shops.scold import scolding
from tests.shops.tills import open_till, terms


@pytest.mark.parametrize(
    ("platform", "status"),
    [*product(MODULES, [400, 404, 409, 422]), ("shopify", 200)],
)
def test_no_word_of_a_shop_is_in_the_reason(platform: str, status: int) -> None:
    shop = find_fulfilment(platform)
    assert shop
    with open_till(platform) as till:
        till.fail(scolding(status))

        with pytest.raises(GoodwordError) as refused:
            shop.make(till.account, terms(), till.ask())

    told = f"{refused.value.message} {refused.value.remedy}"
    assert not [word for word in ("mallory", "example.com", "1234") if word in told]


@pytest.mark.parametrize(
    "code",
    [
        "woocommerce_rest_coupon_code_already_exists",
        "resource_missing",
        "INTERNAL_SERVER_ERROR",
        "discount-conflict",
    ],
)
def test_a_platform_s_code_is_told_on(code: str) -> None:
    assert error_code(code) == code


@pytest.mark.parametrize(
    "said",
    ["ben@example.com", "Ben Miller", "+49 30 1234", "x", "a" * 61, "code_\n", 422, None, ["code"]],
)
def test_what_has_no_shape_of_a_code_is_left_out(said: object) -> None:
    assert error_code(said) == ""
