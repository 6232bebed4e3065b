"""What an exchange at Shopify leaves of an order, in its parts."""

from typing import Any

import pytest

from referrals.model.order.conversion import Amounts
from tests.shops.shopify.body import money, order


@pytest.mark.parametrize("included", [True, False])
def test_what_came_back_takes_its_tax_along(included: bool) -> None:
    net = "50.00" if included else "42.00"
    line = {"subtotal_set": money(net), "total_tax_set": money("8.00")}

    found = amounts_of_exchange([line], taxes_included=included, total_tax="16.00")

    assert (found.gross_minor, found.tax_minor) == (5000, 800)


def test_what_the_friend_saw_shrinks_with_it() -> None:
    seen = money("100.00", "16000", "JPY")
    line = {"subtotal_set": money("50.00", "8000", "JPY")}

    found = amounts_of_exchange([line], presentment_currency="JPY", total_price_set=seen)

    assert (found.gross_minor, found.presentment_minor) == (5000, 8000)


def test_lines_and_their_taxes_that_were_paid_back_are_no_exchange() -> None:
    line = {"subtotal_set": money("50.00"), "total_tax_set": money("8.00")}
    moved = [{"kind": "refund", "status": "success", "amount": "50.00", "currency": "EUR"}]

    found = amounts_of_exchange([line], moved, taxes_included=True)

    assert found.gross_minor == 10000


def amounts_of_exchange(lines: list[dict[str, Any]], moved: Any = None, **changes: Any) -> Amounts:
    back = {
        "id": 9,
        "created_at": "2026-11-22T09:30:00Z",
        "refund_line_items": lines,
        "transactions": moved or [],
    }
    return order(total_price="100.00", refunds=[back], **changes).amounts
