"""A shop with subscriptions: what it tells of them, and every stage that such news wakes."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from referrals.desks import attribution as attribution_desk
from referrals.desks import claim as claim_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import Referral, RewardDecision
from referrals.model.order.conversion import (
    Act,
    ActFact,
    Amounts,
    CancellationFact,
    Fact,
    OrderFact,
    Payment,
    RefundFact,
    Signals,
)
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.grant import Side
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.attribution.correct_attribution import CorrectionWish, correct_attribution
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.world import NOW, a_key, a_link, an_advocate, hash_of, rules, store_program

START = NOW - timedelta(days=400)
BY_ADA = Signals(ref_codes=("ada-bakes",))
CREDIT = {"kind": "store_credit", "amount_minor": 200}
POINTS = {"kind": "points", "amount": 5}
GIFT = {"kind": "discount_code", "percent": 10, "when": "first_order"}
RENEWAL: dict[str, Any] = {
    "qualifies": {"on": "renewal", "months": 12, "ceiling_minor": 2000},
    "offers": [{"name": "monthly", "advocate": CREDIT, "friend": POINTS}],
    "hold_days": 14,
}
MOST_ROUNDS = 12


def open_shop(**changes: Any) -> None:
    program = AppliedProgram(
        program_id="friends", version=1, applied_at=START, rules=rules(**changes)
    )
    store_program(program, a_link(), a_link("cleos", advocate_id="adv_cleo"))
    stores.people().add(an_advocate("cleo@example.com", "adv_cleo"))
    allocate_budget("friends", program.rules.limits.budget_minor, stores.tallies())


def an_act(
    act: Act, at: datetime = START, *, minor: int = 0, subscription: str = ""
) -> tuple[Fact, ...]:
    """By Ada's code; what costs nothing is not due."""
    order = OrderFact(
        Payment.PAID if minor else Payment.NOTHING_DUE,
        Amounts("EUR", minor),
        at,
        int(at.timestamp()) * 1000,
        customer_hash=hash_of("ben@example.com"),
        signals=BY_ADA,
    )
    return ActFact(act, order.version_ms, subscription), order


def first_order() -> tuple[Fact, ...]:
    return an_act(Act.PURCHASE, minor=1000, subscription="sub_1")


def trial() -> tuple[Fact, ...]:
    return an_act(Act.TRIAL, subscription="sub_1")


def signup() -> tuple[Fact, ...]:
    return an_act(Act.SIGNUP)


def renewal(month: int, *, minor: int = 1000) -> tuple[Fact, ...]:
    """It says nothing of who sent the friend."""
    at = START + timedelta(days=30 * month + 1)
    told, order = an_act(Act.RENEWAL, at, minor=minor, subscription="sub_1")
    assert isinstance(order, OrderFact)
    return told, replace(order, signals=Signals(), first_order=False)


def refund(minor: int = 1000) -> tuple[Fact, ...]:
    return (RefundFact("1", minor, int(NOW.timestamp()) * 1000),)


def cancellation() -> tuple[Fact, ...]:
    return (CancellationFact("customer", int(NOW.timestamp()) * 1000),)


class SubscriberBooks:
    """All orders that were told of, and what every stage makes of them."""

    def __init__(self) -> None:
        self.orders: list[str] = []
        self.now = NOW

    def tick(self) -> datetime:
        """Seconds later at every look, as no two Lambdas run in the same one."""
        self.now += timedelta(seconds=2)
        return self.now

    def tell(self, order_id: str, facts: tuple[Fact, ...]) -> None:
        for fact in facts:
            stores.conversions().record(a_key(order_id, "signed"), fact, body="", at=self.now)
        if order_id not in self.orders:
            self.orders.append(order_id)
        self.settle()

    def settle(self) -> None:
        """Until nothing moves any more, as streams do."""
        before: list[object] = []
        for _ in range(MOST_ROUNDS):
            for order_id in self.orders:
                self._wake(order_id)
            after: list[object] = [
                (self.referral(each), self.revision(each)) for each in self.orders
            ]
            if before == after:
                return
            before = after
        raise AssertionError("it never comes to rest")

    def _wake(self, order_id: str) -> None:
        key = a_key(order_id, "signed")
        if attribute_conversion(key, attribution_desk.attribution(), now=self.tick()):
            orders, books = reward_desk.orders(), reward_desk.books()
            settle_rewards(str(key), orders, books, now=self.tick())

    def correct(self, order_id: str, code: str) -> None:
        """The merchant's word on who brought it; an empty one for nobody."""
        named = AdvocateReference(code=code) if code else None
        wish = CorrectionWish(
            key=a_key(order_id, "signed"), named=named, reason="asked", made_by="eve"
        )
        correct_attribution(wish, claim_desk.corrections(), now=self.tick())
        self.settle()

    def revision(self, order_id: str) -> int:
        found = stores.conversions().find(a_key(order_id, "signed"))
        return found.revision if found else 0

    def referral(self, order_id: str) -> Referral | None:
        return stores.referrals().find(str(a_key(order_id, "signed")))

    def decision(self, order_id: str) -> RewardDecision:
        referral = self.referral(order_id)
        assert referral
        assert referral.reward
        return referral.reward

    def reason(self, order_id: str) -> str:
        return self.decision(order_id).reason

    def sides(self, order_id: str) -> tuple[Side, ...]:
        grant = stores.grants().find(str(a_key(order_id, "signed")))
        return grant.sides if grant else ()

    def given(self, order_id: str) -> int:
        """What the advocate has of it."""
        return sum(side.remaining for side in self.sides(order_id) if side.role == "advocate")
