"""What the owner's desk shows: each order as the bakery has it, and as the product explains it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from goodword import target
from goodword.local.shop.order import BakeryOrder
from goodword.local.shop.product import CURRENCY, price_text
from goodword.local.shop.shelf import ShopShelf, ShopWebhook
from referrals.desks import audit as audit_desk
from referrals.desks.order import archive
from referrals.model.audit.audit import Audit
from referrals.model.errors import NotFoundError
from referrals.model.order_key import ConversionKey
from referrals.model.words.wording import ENGLISH, wording
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.views.order.decision_text import CheckText
from referrals.views.order.explanation import MOVING, Explanation, explanation
from referrals.views.people.advocate_account import advocate_account
from referrals.wiring import clock, stores

PROGRAM, SOURCE = "friends", "shopify"
MOST_ORDERS = 12


@dataclass(frozen=True, slots=True)
class WorthInWords:
    """What somebody has of one asset, in words."""

    waiting: str
    available: str


@dataclass(frozen=True, slots=True)
class DeskOrder:
    order: BakeryOrder
    webhooks: tuple[ShopWebhook, ...]
    found: Explanation | None
    """None while the product knows nothing of the order."""

    @property
    def is_moving(self) -> bool:
        return self.found is not None and self.found.standing in MOVING

    @property
    def telling(self) -> str:
        """How the shop's telling went."""
        tries = sum(each.tries for each in self.webhooks)
        lost = sum(each.state in ("lost", "dropped") for each in self.webhooks)
        waiting = sum(each.state == "waiting" for each in self.webhooks)
        parts = [f"webhooks sent: {tries}"]
        parts += [f"lost on the way: {lost}"] if lost else []
        parts += [f"still to be sent: {waiting}"] if waiting else []
        if self.found and any(fact.via != "webhook" for fact in self.found.facts):
            parts.append("found in the shop’s own list")
        return ", ".join(parts)

    @property
    def rewards(self) -> list[tuple[str, str, str]]:
        """Who, what, and how it stands."""
        if self.found is None:
            return []
        return [(side.side, side.words, side.status) for side in self.found.story.grants]

    @property
    def checks(self) -> list[CheckText]:
        """Of the hint that was chosen, then of the reward."""
        if self.found is None:
            return []
        return [*_chosen_checks(self.found), *_reward_checks(self.found)]

    @property
    def verdict(self) -> str:
        story = self.found.story if self.found else None
        if story is None or story.attribution is None:
            return "Nothing is known of it yet."
        if story.decision is None:
            return f"{story.attribution.status}: {story.attribution.reason}".replace("_", " ")
        return story.decision.for_advocate


def _chosen_checks(found: Explanation) -> Iterator[CheckText]:
    attribution = found.story.attribution
    for candidate in attribution.candidates if attribution else ():
        if candidate.chosen:
            yield from candidate.checks


def _reward_checks(found: Explanation) -> Iterator[CheckText]:
    if found.story.decision:
        yield from found.story.decision.checks


def enter() -> None:
    """This process works on the stack, at the time that its functions have now."""
    target.enter()


def desk_orders(shelf: ShopShelf) -> list[DeskOrder]:
    with shelf.reading() as tables:
        pairs = [(order, tables.webhooks(order.number)) for order in tables.orders(MOST_ORDERS)]
    return [DeskOrder(order, tuple(told), find_story(order.number)) for order, told in pairs]


def find_story(number: int) -> Explanation | None:
    key = ConversionKey(PROGRAM, SOURCE, str(number))
    try:
        return explanation(key, archive(), wording(ENGLISH))
    except NotFoundError:
        return None


def advocate_balances(advocate_id: str) -> list[WorthInWords]:
    account = advocate_account(
        advocate_id, stores.people(), stores.links(), stores.ledger(), now=clock.now()
    )
    return [
        WorthInWords(_amount(each.pending, each.asset), _amount(each.available, each.asset))
        for each in account.holdings
        if each.pending or each.available
    ]


def books() -> Audit:
    """As `goodword ledger verify` reads them."""
    return audit_full_ledger(audit_desk.audits(), now=clock.now())


def today() -> datetime:
    return clock.now()


def _amount(amount: int, asset: str) -> str:
    return price_text(amount) if asset == CURRENCY else f"{amount} {asset}"
