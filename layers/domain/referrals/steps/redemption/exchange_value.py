"""Takes a code for credit, or an item of the catalogue for points: reserved now, spent once there.

The outbox's item is written with the reservation, so whatever dies, somebody goes on with it. The
reference is the key, as of any redemption.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from referrals.model.errors import RefusedError
from referrals.model.expiry.terms import POINTS
from referrals.model.identity import business_id
from referrals.model.program.program import Program
from referrals.model.redemption.exchange import (
    Exchange,
    credit_terms,
    find_item,
    require_till,
)
from referrals.model.redemption.redemption import (
    MOST_MINUTES,
    Redemption,
    ReferenceReusedError,
)
from referrals.providers.rewards.registry import typed_terms
from referrals.providers.shops.fulfilment_registry import find_fulfilment
from referrals.steps.redemption.reserve_value import (
    RedemptionWish,
    ReservationResult,
    reserve_value,
)
from referrals.steps.redemption.settle_redemption import RedemptionDesk


class NotCarriedError(RefusedError):
    """The shop can't make a code of that kind."""

    code = "not_carried"


@dataclass(frozen=True, slots=True)
class ExchangeWish:
    """Either an amount of credit or an item."""

    program_id: str
    person_id: str
    reference: str
    amount: int | None = None
    item: str = ""

    def is_of(self, found: Redemption) -> bool:
        """Whatever the item costs by now: the same item for the same person is the same wish."""
        exchange = found.exchange
        same = exchange and exchange.item == self.item and found.person_id == self.person_id
        return bool(same and (self.item or found.amount == self.amount))


def exchange_value(wish: ExchangeWish, desk: RedemptionDesk, *, now: datetime) -> ReservationResult:
    if found := _find_exchange(wish, desk):
        return ReservationResult(found, new=False)
    rules = desk.books.programs.get(wish.program_id).rules
    if wish.item:
        chosen = find_item(rules, wish.item)
        asset, amount, terms = POINTS, chosen.points, chosen.gives.model_dump()
    else:
        assert wish.amount, "an exchange is of an item or of an amount"
        asset, amount, terms = rules.currency, wish.amount, credit_terms(wish.amount)
    require_till(terms, rules)
    exchange = Exchange(
        item=wish.item,
        terms=terms,
        words=_promise(terms, rules),
        codes_by=rules.codes_by.value,
    )
    reservation = RedemptionWish(
        wish.program_id,
        wish.person_id,
        asset,
        amount,
        wish.reference,
        minutes=MOST_MINUTES,
        exchange=exchange,
    )
    return reserve_value(reservation, desk, now=now)


def _find_exchange(wish: ExchangeWish, desk: RedemptionDesk) -> Redemption | None:
    found = desk.redemptions.find(business_id("rdm", wish.program_id, wish.reference))
    if found and not wish.is_of(found):
        raise ReferenceReusedError(
            f"{found.reference!r} names another redemption, of {found.amount} {found.asset}.",
            field="reference",
            remedy="Use a reference of its own for each redemption.",
        )
    return found


def _promise(terms: dict[str, Any], rules: Program) -> str:
    """Raises where the shop that makes the codes can't carry it."""
    reward_type, parsed = typed_terms(terms)
    discount = reward_type.discount(parsed, rules.currency)
    if discount and rules.codes_by.is_shop:
        shop = find_fulfilment(rules.codes_by)
        assert shop, f"{rules.codes_by} makes no codes"
        if objection := shop.objection(discount):
            raise NotCarriedError(objection.message, field="amount", remedy=objection.remedy)
    return reward_type.promise(parsed, rules.currency)
