"""An order of 50.00 EUR that gave Ada 5.00, and what becomes of what she reserves of it."""

from datetime import timedelta

from referrals.desks import audit as audit_desk
from referrals.desks import redemption as redemption_desk
from referrals.desks import reward as reward_desk
from referrals.model.redemption.redemption import Redemption
from referrals.model.reward.grant import Side
from referrals.model.reward.ledger import uncollected_account
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.steps.redemption.release_redemption import release_redemption
from referrals.steps.redemption.settle_redemption import capture_redemption
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.world import NOW, a_program, a_refund, add_facts, an_advocate, refer

KEY = "friends#shopify#1001"
LATER = NOW + timedelta(minutes=30)


def grant_order() -> None:
    """Without a hold; the shop's webhook is told of everything."""
    stores.programs().add(a_program(hold_days=0, webhook_url="https://shop.example/goodword"))
    stores.people().add(an_advocate())
    refer()
    settle_order()


def settle_order() -> None:
    assert settle_rewards(KEY, reward_desk.orders(), reward_desk.books(), now=NOW)


def refund(amount: int, number: str = "1") -> None:
    add_facts(KEY, a_refund(amount, number))
    settle_order()


def capture(made: Redemption, amount: int | None = None) -> Redemption:
    desk = redemption_desk.redemptions()
    return capture_redemption(made.redemption_id, amount, desk, now=NOW)


def release(made: Redemption) -> Redemption:
    return release_redemption(made.redemption_id, redemption_desk.redemptions(), now=NOW)


def side() -> Side:
    return stores.grants().get(KEY).side("advocate")


def owed() -> int:
    return -stores.ledger().balance(uncollected_account("friends", "EUR")).balance


def liens() -> int:
    return stores.liens().find("adv_ada", "friends", "EUR").total


def is_sound() -> bool:
    audit = audit_full_ledger(audit_desk.audits(), now=NOW + timedelta(days=1))
    return audit.sound and set(audit.sums.values()) == {0}
