"""A bakery with a budget that some orders wait for, and the rounds of the clock that serve them."""

from datetime import datetime, timedelta
from typing import Any

from referrals.desks import attribution as attribution_desk
from referrals.desks import reward as reward_desk
from referrals.model.order.conversion import Amounts, Fact, Signals
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.steps.reward.serve_line import LineDesk, serve_line
from referrals.steps.reward.settle_rewards import is_unsettled, settle_rewards
from referrals.wiring import stores
from tests.corrector import shop
from tests.world import NOW, a_key, an_order, hash_of

MINUTE = timedelta(minutes=1)
PERCENT = [
    {
        "name": "by-value",
        "advocate": {"kind": "store_credit", "percent": 10},
        "friend": {"kind": "points", "amount": 1},
    }
]
LINE = {"budget_minor": 1000, "when_spent": "wait"}
FIRST, SECOND, SMALL = ("1", 9200), ("2", 9200), ("3", 600)


def open_shop(**changes: Any) -> None:
    shop(offers=PERCENT, **{"limits": LINE, **changes})
    allocate_budget("friends", 1000, stores.tallies())


def tell(order_id: str, at: datetime, *facts: Fact) -> None:
    key = a_key(order_id)
    for fact in facts:
        stores.conversions().record(key, fact, body="", at=at)
    attribute_conversion(key, attribution_desk.attribution(), now=at)
    settle(order_id, at)


def settle(order_id: str, at: datetime) -> None:
    settle_rewards(str(a_key(order_id)), reward_desk.orders(), reward_desk.books(), now=at)


def place(order_id: str, gross: int, at: datetime) -> None:
    order = an_order(
        amounts=Amounts("EUR", gross),
        signals=Signals(ref_codes=("ada-bakes",)),
        customer_hash=hash_of(f"{order_id}@example.com"),
    )
    tell(order_id, at, order)


def place_all() -> None:
    for number, (order_id, gross) in enumerate((FIRST, SECOND, SMALL)):
        place(order_id, gross, NOW + number * MINUTE)


def serve(at: datetime) -> int:
    """The clock's round, and the stream that wakes the rewards of whoever was recalled."""
    desk = LineDesk(stores.programs(), stores.tallies(), stores.referrals())
    recalled = serve_line(desk, now=at).recalled
    for order_id in ("3", "2", "1"):  # A stream's shards come in no order.
        referral = stores.referrals().find(str(a_key(order_id)))
        if referral and is_unsettled(referral):
            settle(order_id, at)
    return recalled


def reasons() -> dict[str, str]:
    found = {each: stores.referrals().get(str(a_key(each))).reward for each in ("1", "2", "3")}
    return {each: decision.reason for each, decision in found.items() if decision}


def line() -> list[str]:
    return [place.key[-1] for place in stores.tallies().line("friends", 9)]
