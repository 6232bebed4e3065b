"""Whatever order a friend's orders, renewals and refunds come in: the same balances."""

from random import Random

import pytest

from referrals.model.order.conversion import Fact
from tests.account import lay_tables
from tests.corrector import has, sound
from tests.log_metrics import count
from tests.subscriber import RENEWAL, SubscriberBooks, first_order, open_shop, refund, renewal

SHUFFLES = 3
type Told = tuple[str, tuple[Fact, ...]]
CEILING = {**RENEWAL, "qualifies": {"on": "renewal", "months": 6, "ceiling_minor": 700}}
LIFE: list[Told] = [
    ("1", first_order()),
    *((f"r{month}", renewal(month)) for month in range(1, 8)),
    ("r2", refund()),
    ("1", refund(400)),
]


def end_of(life: list[Told], anew: pytest.MonkeyPatch, corrected: int) -> dict[str, object]:
    """Ada's order turns out to be Cleo's at some moment, or never; the last news comes twice."""
    lay_tables(anew)
    open_shop(**CEILING)
    books = SubscriberBooks()
    for place, (order_id, facts) in enumerate([*life, life[-1]]):
        books.tell(order_id, facts)
        if place == corrected and books.referral("1"):
            books.correct("1", "cleos")
    if corrected >= 0:
        books.correct("1", "cleos")
    assert sound()
    found = [books.referral(each) for each in sorted(books.orders)]
    return {
        "ada": has("adv_ada"),
        "cleo": has("adv_cleo"),
        "by": [each and each.attribution.advocate_id for each in found],
        "in all": sum(books.given(each) for each in books.orders),
    }


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize("corrected", [-1, 4])
def test_the_sum_is_the_same_in_any_order(corrected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(corrected)  # noqa: S311
    in_order = end_of(LIFE, monkeypatch, corrected)

    for _ in range(SHUFFLES):
        count("friends' renewals in any order", "signed")
        assert end_of(random.sample(LIFE, len(LIFE)), monkeypatch, corrected) == in_order

    assert in_order["in all"] == 700
