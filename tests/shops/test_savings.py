"""What a friend saved, by the shop's own words beside the code; reckoned only without them."""

import json
from typing import Any

import pytest

from referrals.model.code.gift_code import GiftCode
from referrals.model.code.saving import gift_use
from referrals.model.order.amounts import MOST_SAVINGS, merge_savings
from referrals.providers.shops.savings import told_savings
from referrals.providers.shops.stripe.hints import session_savings
from referrals.store.order.fact import read_fact, stored_fact
from tests.world import NOW, an_order


def test_a_row_tells_what_its_code_took_off() -> None:
    listed = [{"code": "TEN-Off", "amount": "5.00"}, {"code": "ship", "amount": "3.9"}]

    assert told_savings(listed, "amount", "EUR") == (("ten-off", 500), ("ship", 390))


@pytest.mark.parametrize(
    "listed",
    [
        None,
        "TEN",
        [{"code": "TEN"}],
        [{"code": "TEN", "amount": "much"}],
        [{"code": "TEN", "amount": "-5.00"}],
        [{"code": "", "amount": "5.00"}],
        [{"code": "T" * 300, "amount": "5.00"}],
        [7],
    ],
)
def test_what_cannot_be_read_is_not_told(listed: Any) -> None:
    assert told_savings(listed, "amount", "EUR") == ()


def test_a_body_with_endless_codes_tells_the_first_ones() -> None:
    endless = [(f"code{number}", number) for number in range(1000)]

    assert len(merge_savings(endless)) == MOST_SAVINGS
    assert merge_savings([("A", 1), ("a", 2)]) == (("a", 1),)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, (("ten", 500),)),
        ({"total_details": {}}, ()),
        ({"metadata": {"coupon": "other"}}, ()),
        ({"currency_conversion": {"source_currency": "usd"}}, ()),
    ],
)
def test_a_session_tells_its_only_code_s(changes: dict[str, Any], told: Any) -> None:
    session: dict[str, Any] = {
        "total_details": {"amount_discount": 500},
        "discounts": [{"coupon": {"id": "TEN"}}],
        **changes,
    }

    assert session_savings(session, "EUR", {}) == told


def test_the_shop_s_word_is_believed_and_its_silence_reckoned() -> None:
    gift = GiftCode(
        program_id="friends",
        program_version=1,
        link_code="ada",
        holder="clk_1",
        code="GIFTGIFT1234",
        terms={"kind": "discount_code", "percent": 10},
        currency="EUR",
        codes_by="shopify",
        made_at=NOW,
        ends_at=NOW,
    )

    told = gift_use([gift], 4500, {gift.text.casefold(): 499})
    silent = gift_use([gift], 4500, {"another": 1})

    assert told
    assert silent
    assert (told.saved_minor, silent.saved_minor) == (499, 500)


def test_savings_are_kept_with_the_order() -> None:
    order = an_order(savings=(("ten", 500), ("ship", 0)))

    kept = json.loads(json.dumps(stored_fact(order), default=str))

    assert read_fact({**stored_fact(order)}) == order
    assert kept["savings"] == [["ten", 500], ["ship", 0]]
    assert "savings" not in stored_fact(an_order())
