"""A past of many orders, made by chance from one number: placed, edited, refunded, corrected."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from referrals.desks import attribution as attribution_desk
from referrals.desks import claim as claim_desk
from referrals.desks import reward as reward_desk
from referrals.model.era import epoch_milliseconds
from referrals.model.order.conversion import (
    Amounts,
    CancellationFact,
    Dispute,
    DisputeFact,
    Fact,
    OrderFact,
    RefundFact,
    Signals,
)
from referrals.model.program.program import AppliedProgram, Program
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.attribution.correct_attribution import CorrectionWish, correct_attribution
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.steps.reward.release_holds import release_holds
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.world import (
    NOW,
    a_key,
    a_link,
    a_token,
    an_advocate,
    an_order,
    hash_of,
    rules,
    store_program,
)

CREDIT = {"kind": "store_credit", "amount_minor": 500}
STEPS = [{"from_minor": 0, "amount_minor": 500}, {"from_minor": 4000, "amount_minor": 900}]
OFTEN: dict[str, Any] = {
    "qualifies": {"on": "purchase", "new_customers_only": False, "minimum_minor": 1500},
    "milestones": [{"at": 3, "reward": {"kind": "points", "amount": 50}}],
    "hold_days": 3,
}
VERSIONS = (
    {
        **OFTEN,
        "limits": {
            "per_advocate": {"count": 6, "every": "month"},
            "per_friend": 3,
            "budget_minor": 30_000,
        },
    },
    {
        **OFTEN,
        "tiers": [{"name": "gold", "at": 4, "advocate": {"kind": "store_credit", "percent": 20}}],
        "limits": {
            "per_advocate": {"at_most_minor": 6000, "every": "week"},
            "per_friend": 4,
            "per_day": 4,
            "budget_minor": 60_000,
        },
        "offers": [
            {
                "name": "steps",
                "advocate": {"kind": "store_credit", "steps": STEPS},
                "friend": {"kind": "discount_code", "percent": 10},
                "later": {
                    "advocate": {"kind": "points", "amount": 20},
                    "friend": {"kind": "points", "amount": 5},
                },
            }
        ],
    },
)
CODES = ("ada-bakes", "cleos", "noors")
FRIENDS = ("ben", "dora", "emil", "fay", "gus", "hal", "ivy", "ada")


class Past:
    """Days of a shop, one after another; the same number makes the same past."""

    def __init__(self, seed: int, start_days_ago: int = 60) -> None:
        self.random = Random(seed)  # noqa: S311
        self.now = NOW - timedelta(days=start_days_ago)
        self.orders: list[str] = []
        self.versions = 0

    def open(self) -> None:
        links = [a_link(code, advocate_id=f"adv_{code[:3]}") for code in CODES]
        first = self._applied(rules(**VERSIONS[0]))
        store_program(first, *links)
        for code in CODES[1:]:
            name = code[:3]
            stores.people().add(an_advocate(f"{name}@example.com", f"adv_{name}"))
        allocate_budget("friends", first.rules.limits.budget_minor, stores.tallies())

    def apply(self, program: Program) -> None:
        stores.programs().add(self._applied(program))
        allocate_budget("friends", program.limits.budget_minor, stores.tallies())

    def _applied(self, program: Program) -> AppliedProgram:
        self.versions += 1
        return AppliedProgram(
            program_id="friends", version=self.versions, applied_at=self.now, rules=program
        )

    def go_on(self, days: int) -> None:
        for _ in range(days):
            self.now += timedelta(days=1)
            release_holds(reward_desk.books(), now=self.now)
            for _ in range(self.random.randint(2, 4)):
                self.now += timedelta(hours=1)
                self._something()

    def _something(self) -> None:
        chance = self.random.random()
        if not self.orders or chance < 0.6:
            self._place()
        elif chance < 0.92:
            self._change(self.random.choice(self.orders))
        else:
            self._correct(self.random.choice(self.orders))

    def _place(self) -> None:
        order_id = f"{1001 + len(self.orders)}"
        self.orders.append(order_id)
        code = self.random.choice(CODES)
        hints = self.random.choice(
            [
                Signals(ref_codes=(code,)),
                Signals(ref_codes=(code,), coupon_codes=("SUMMER",)),
                Signals(click_tokens=(a_token(code, self.now - timedelta(days=2)),)),
                Signals(click_tokens=(a_token(code, self.now - timedelta(days=40)),)),
                Signals(coupon_codes=(code,), paid_search=self.random.random() < 0.2),
                Signals(),
            ]
        )
        friend = self.random.choice(FRIENDS)
        self._tell(order_id, self._order(order_id, hints, f"{friend}@example.com"))

    def _order(self, order_id: str, hints: Signals, email: str) -> OrderFact:
        gross = self.random.choice((1200, 3000, 5000, 9000))
        return an_order(
            amounts=Amounts("EUR", gross, tax_minor=gross // 7),
            occurred_at=self.now,
            version_ms=epoch_milliseconds(self.now),
            signals=hints,
            customer_hash=hash_of(email),
            order_name=order_id,
        )

    def _change(self, order_id: str) -> None:
        moment = epoch_milliseconds(self.now)
        order = stores.conversions().state(a_key(order_id)).order
        assert order
        gross = order.amounts.gross_minor
        larger = Amounts("EUR", gross + 2000, tax_minor=(gross + 2000) // 7)
        facts: list[Fact] = [
            RefundFact(f"r{moment}", gross // 3, moment),
            RefundFact(f"r{moment}", gross, moment),
            CancellationFact("customer", moment),
            CancellationFact("customer", moment, lifted=True),
            DisputeFact("d", self.random.choice((Dispute.OPEN, Dispute.WON)), None, moment),
            replace(order, amounts=larger, version_ms=moment),
        ]
        self._tell(order_id, self.random.choice(facts))

    def _correct(self, order_id: str) -> None:
        code = self.random.choice((*CODES, None))
        named = AdvocateReference(code=code) if code else None
        wish = CorrectionWish(key=a_key(order_id), named=named, reason="asked", made_by="eve")
        correct_attribution(wish, claim_desk.corrections(), now=self.now)
        self._tell(order_id)

    def _tell(self, order_id: str, *facts: Fact) -> None:
        key = a_key(order_id)
        for fact in facts:
            stores.conversions().record(key, fact, body="", at=self.now)
        attribute_conversion(key, attribution_desk.attribution(), now=self.now)
        settle_rewards(str(key), reward_desk.orders(), reward_desk.books(), now=self.now)
