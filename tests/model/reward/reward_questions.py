"""Questions about one order's reward, asked of the model directly: 50.00 EUR, 42.02 EUR net."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from referrals.model.attribution.referral import OrderFigures, RewardDecision
from referrals.model.program.budget import fresh_shards
from referrals.model.program.program import Program
from referrals.model.program.tally import Tally
from referrals.model.reward.grant import ADVOCATE, FRIEND, Side, Worth
from referrals.model.reward.ledger import Balance
from referrals.model.reward.posting import homes_of
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.settlement import Settlement, settle
from tests.world import NOW, a_conversion, a_referral, figures_of, rules

CREDIT = Worth(amount=500, asset="EUR", worth_minor=500, words="5.00 EUR of store credit")
PERCENT = {"kind": "discount_code", "percent": 10}
CODE = Worth(worth_minor=420, words="10% off your next order")
SIDES = (
    Side(name=ADVOCATE, person_id="adv_ada", terms={"kind": "store_credit"}, worth=CREDIT),
    Side(name=FRIEND, person_id="fri_ben", terms=PERCENT, worth=CODE),
)


FIRST_STEP = Side(
    name="milestone-1",
    person_id="adv_ada",
    terms={"kind": "store_credit"},
    worth=Worth(amount=1, asset="EUR", worth_minor=1, words="0.01 EUR"),
)
LATER = NOW + timedelta(days=3)


def a_question(program: Program | None = None, **changes: Any) -> RewardQuestion:
    figures = {n: changes.pop(n) for n in tuple(changes) if n in OrderFigures.model_fields}
    given: dict[str, Any] = {
        "referral": a_referral(figures_of(a_conversion(), **figures)),
        "rules": program or rules(),
        "current": program or rules(),
        "advocate": Tally(subject="friends#advocate#adv_ada"),
        "friend": Tally(subject="friends#friend#ben"),
        "period": "2026-11",
        "sides": SIDES,
        "shards": fresh_shards(),
    }
    return RewardQuestion(**{**given, **changes})


def decision_on(program: Program | None = None, **changes: Any) -> RewardDecision:
    return settle(a_question(program, **changes), {}, NOW).decision


def a_used_tally(count: int, period: str = "2026-11") -> Tally:
    return Tally(subject="any", version=1, lifetime=count, periods={period: count})


def following_question(
    before: RewardQuestion, *, released: bool = False, **changes: Any
) -> RewardQuestion:
    """The question after the first one was answered and its grant given; with other facts."""
    settlement = settle(before, {}, NOW)
    grant = settlement.after
    assert grant
    if released:
        grant = grant.model_copy(update={"status": "available", "released_at": NOW})
    figures = {n: changes.pop(n) for n in tuple(changes) if n in OrderFigures.model_fields}
    known = before.referral.model_copy(update={"reward": settlement.decision})
    known = known.model_copy(update={"figures": known.figures.model_copy(update=figures)})
    return replace(before, **{"referral": known, "grant": grant, **changes})


def other_pair(question: RewardQuestion, *, advocate: str = "", friend: str = "") -> RewardQuestion:
    """Brought by another advocate, or to another friend, than its grant names."""
    known, decision = question.referral, question.referral.attribution
    if advocate:
        decision = decision.model_copy(update={"advocate_id": advocate})
    fields = {"decisions": (decision,), "friend_id": friend or known.friend_id}
    sides = tuple(
        side.model_copy(
            update={
                "person_id": fields["friend_id"] if side.role == FRIEND else decision.advocate_id
            }
        )
        for side in question.sides
    )
    return replace(question, referral=known.model_copy(update=fields), sides=sides)


def settle_question(question: RewardQuestion, attempt: int = 0) -> Settlement:
    homes = homes_of(question.grant) if question.grant else ()
    balances = {account: Balance(account=account, balance=10_000) for account in homes}
    return settle(question, balances, LATER, attempt=attempt)


def credit(amount: int) -> tuple[Side, ...]:
    worth = CREDIT.model_copy(update={"amount": amount, "worth_minor": amount})
    return SIDES[0].model_copy(update={"worth": worth}), SIDES[1]
