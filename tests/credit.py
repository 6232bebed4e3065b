"""Ada's credit, as an order earned it, and what she reserves of it."""

from datetime import datetime

from referrals.desks import redemption as redemption_desk
from referrals.desks import reward as reward_desk
from referrals.model.redemption.redemption import Redemption
from referrals.model.reward.ledger import EntryKind, Part, Posting, person_account, program_account
from referrals.steps.redemption.reserve_value import RedemptionWish, reserve_value
from referrals.wiring import stores
from tests.world import NOW


def credit(amount: int = 500, asset: str = "EUR", person_id: str = "adv_ada") -> None:
    """Theirs to use, from an order that nothing else is known of."""
    taker = person_account(person_id, "friends", asset, Part.AVAILABLE)
    giver = program_account("friends", asset, 0)
    posting = Posting(giver, taker, amount, EntryKind.GRANT, "friends#shopify#900")
    books = reward_desk.books()
    assert not books.commit(books.lines([posting], NOW))


def has(part: Part = Part.AVAILABLE, asset: str = "EUR") -> int:
    return stores.ledger().balance(person_account("adv_ada", "friends", asset, part)).balance


def a_wish(amount: int = 300, reference: str = "till-1", minutes: int = 30) -> RedemptionWish:
    return RedemptionWish("friends", "adv_ada", "EUR", amount, reference, minutes)


def reserve(amount: int = 300, reference: str = "till-1", now: datetime = NOW) -> Redemption:
    wish = a_wish(amount, reference)
    return reserve_value(wish, redemption_desk.redemptions(), now=now).redemption
