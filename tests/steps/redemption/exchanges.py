"""Exchanging what Ada has for a code or a thing, and handing it over as the outbox does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from referrals.desks import audit as audit_desk
from referrals.desks import exchange as exchange_desk
from referrals.desks import redemption as redemption_desk
from referrals.model.delivery.delivery import DeliveryOutcome, TryAgain
from referrals.model.redemption.redemption import (
    Redemption,
)
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.steps.redemption.exchange_value import ExchangeWish, exchange_value
from referrals.steps.redemption.settle_exchange import ExchangeDesk, settle_exchange
from referrals.wiring import stores
from tests.shops.shop_server import ShopQuestion, ShopReply
from tests.shops.tills import Till
from tests.world import NOW

CATALOGUE = [
    {"item": "ten-off", "points": 200, "gives": {"kind": "discount_code", "percent": 10}},
    {"item": "tote", "points": 500, "gives": {"kind": "free_gift", "sku": "TOTE"}},
]


def exchange(amount: int | None = 300, reference: str = "code-1", item: str = "") -> Redemption:
    wish = ExchangeWish("friends", "adv_ada", reference, None if item else amount, item)
    return exchange_value(wish, redemption_desk.redemptions(), now=NOW).redemption


def hurried() -> ExchangeDesk:
    """The real desk, which waits for nobody."""
    desk = exchange_desk.exchanges()
    return replace(desk, codes=replace(desk.codes, pause=lambda _: None, pauses={}))


def hand_over(made: Redemption, **changes: Any) -> DeliveryOutcome:
    item = stores.outbox().get(f"{made.redemption_id}#exchange").model_copy(update=changes)
    return settle_exchange(item, hurried(), now=NOW)


def until_done(made: Redemption) -> list[DeliveryOutcome]:
    outcomes: list[DeliveryOutcome] = []
    while not outcomes or (isinstance(outcomes[-1], TryAgain) and len(outcomes) < 6):
        outcomes.append(hand_over(made, attempts=len(outcomes) + 1))
    return outcomes


def stored(made: Redemption) -> Redemption:
    return stores.redemptions().get(made.redemption_id)


def is_sound() -> bool:
    audit = audit_full_ledger(audit_desk.audits(), now=NOW)
    return audit.sound and set(audit.sums.values()) == {0}


@contextmanager
def silent_once_made(till: Till) -> Iterator[None]:
    """The shop makes a code, and nobody hears of it."""
    well, silence = till.server.well, ShopReply(b"", 502)

    def answer(asked: ShopQuestion) -> ShopReply:
        reply = silence if till.shop.all_live() else well(asked)
        return silence if till.shop.all_live() else reply

    till.server.well = answer
    yield
    till.server.well = well
