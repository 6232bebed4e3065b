"""Gift codes through the API: which of them went round."""

import pytest

from referrals.model.code.gift_code import Leak, LeakKind
from referrals.model.session.api_key import Scope
from referrals.wiring import stores
from tests.caller import KEY, body_of, call_api, with_key
from tests.gifts import open_gift_shop, take_gift
from tests.world import a_token


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    open_gift_shop()


def leak(number: int) -> str:
    gift = take_gift(a_token(random=f"random {number}".encode()))
    used = stores.gift_codes().use(gift, f"friends#shopify#{number}")
    stores.gift_codes().note_leak(used, Leak(LeakKind.USED_AGAIN, f"friends#shopify#9{number}"))
    return used.text


def test_codes_that_went_round_come_in_pages() -> None:
    with_key(KEY, Scope.CONVERSIONS_READ)
    made = {leak(number) for number in range(3)}

    first = body_of(call_api("list_gift_leaks"))
    given = {"limit": "2", "cursor": first["next_cursor"]}
    second = body_of(call_api("list_gift_leaks", queryStringParameters=given))

    assert {row["code"] for row in first["items"] + second["items"]} == made
    assert second["next_cursor"] is None
    (told,) = second["items"][0]["leaks"]
    assert told["kind"] == "used_again"


def test_a_key_without_the_scope_is_refused() -> None:
    with_key(KEY)

    assert call_api("list_gift_leaks")["statusCode"] == 403
