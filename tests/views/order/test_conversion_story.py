"""An order's story: its money in one word, and everything decided about it."""

import pytest

from referrals.model.order.conversion import (
    CancellationFact,
    Dispute,
    DisputeFact,
    Fact,
    Payment,
    RefundFact,
)
from referrals.model.words.wording import wording
from referrals.store.order.conversion import ConversionNotFoundError
from referrals.views.order.conversion_story import ConversionStory, OrderStatus, conversion_story
from referrals.wiring import stores
from tests.world import AT, NOW, a_key, an_order

LATER = AT * 1000 + 1


def story(*facts: Fact) -> ConversionStory:
    for fact in facts:
        stores.conversions().record(a_key(), fact, body="sha", at=NOW)
    tables = (stores.conversions(), stores.referrals(), stores.grants())
    return conversion_story(a_key(), *tables, words=wording("en"))


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ([an_order()], OrderStatus.PAID),
        ([an_order(payment=Payment.PENDING)], OrderStatus.PENDING),
        ([RefundFact("1", 500, LATER)], OrderStatus.AWAITED),
        ([an_order(), RefundFact("1", 500, LATER)], OrderStatus.PARTLY_REFUNDED),
        ([an_order(), RefundFact("1", 5000, LATER)], OrderStatus.REFUNDED),
        ([an_order(), CancellationFact("customer", LATER)], OrderStatus.CANCELLED),
        ([an_order(), DisputeFact("9", Dispute.OPEN, 5000, LATER)], OrderStatus.DISPUTED),
    ],
)
def test_the_money_stands_in_one_word(
    account: None, facts: list[Fact], status: OrderStatus
) -> None:
    assert story(*facts).status is status


def test_an_order_nobody_decided_on_says_so(account: None) -> None:
    told = story(an_order())

    assert (told.attribution, told.decision, told.grants) == (None, None, ())
    assert told.amounts
    assert (told.amounts.gross_minor, told.amounts.base_minor) == (5000, None)


def test_an_unknown_order_is_not_found(account: None) -> None:
    with pytest.raises(ConversionNotFoundError):
        story()
