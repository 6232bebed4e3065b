"""The rules that an order must pass before it earns anything, in the order they are asked.

Pure: everything that is looked up comes in as a `Case`, so that a stored decision can be replayed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from referrals.model.grant import Side, total_worth
from referrals.model.limit import Tally
from referrals.model.money import to_text
from referrals.model.program import Program
from referrals.model.referral import OrderFigures, Referral


@dataclass(frozen=True, slots=True)
class Case:
    """All that the checks look at, as it was when they were made."""

    referral: Referral
    rules: Program
    """The version that attribution decided by: what was promised when the friend came."""
    advocate: Tally
    friend: Tally
    period: str
    sides: tuple[Side, ...] = ()
    paused: bool = False
    """As the program stands now, as is the budget."""
    budget_left_minor: int | None = None
    """None when the program has no budget."""

    @property
    def figures(self) -> OrderFigures:
        return self.referral.figures

    @property
    def cost_minor(self) -> int:
        return total_worth(self.sides)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule found; `passed` None means that the program doesn't ask it."""

    passed: bool | None
    input: str


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    reason: str
    """What a no is called; `sentence` has its words and its remedy."""
    ask: Callable[[Case], Answer]


def _running(case: Case) -> Answer:
    return Answer(not case.paused, "paused" if case.paused else "running")


def _real(case: Case) -> Answer:
    told = "a test order" if case.figures.test else "a real order"
    return Answer(not case.figures.test or case.rules.test_mode, told)


def _paid(case: Case) -> Answer:
    return Answer(case.figures.gross_minor > 0, _money(case, case.figures.gross_minor))


def _not_cancelled(case: Case) -> Answer:
    return Answer(not case.figures.cancelled, "cancelled" if case.figures.cancelled else "kept")


def _not_disputed(case: Case) -> Answer:
    told = "disputed at the bank" if case.figures.disputed else "not disputed"
    return Answer(not case.figures.disputed, told)


def _not_refunded(case: Case) -> Answer:
    lost, gross = case.figures.lost_minor, case.figures.gross_minor
    return Answer(lost < gross, f"{_money(case, lost)} of {_money(case, gross)} went back")


def _friend_known(case: Case) -> Answer:
    known = bool(case.referral.friend_id and case.figures.customer_hash)
    return Answer(known, "known" if known else "no e-mail address on the order")


def _first_purchase(case: Case) -> Answer:
    asked = case.rules.qualifies.on == "first_purchase"
    told = "first order" if case.figures.first_order else "has ordered before"
    return Answer(case.figures.first_order if asked else None, told)


def _new_customer(case: Case) -> Answer:
    # A customer who came new through this program stays welcome for its later orders.
    came_new = case.figures.first_order or case.friend.lifetime > 0
    told = "came new" if came_new else "was a customer before"
    return Answer(came_new if case.rules.qualifies.new_customers_only else None, told)


def _same_currency(case: Case) -> Answer:
    return Answer(case.figures.currency == case.rules.currency, case.figures.currency)


def _large_enough(case: Case) -> Answer:
    least, base = case.rules.qualifies.minimum_minor, case.figures.base_minor
    told = f"{_money(case, base)} {case.rules.qualifies.base}, at least {_money(case, least)}"
    return Answer(base >= least if least else None, told)


def _below_advocate_limit(case: Case) -> Answer:
    limit = case.rules.limits.per_advocate
    if limit is None:
        return Answer(None, "no limit")
    used = case.advocate.periods.get(case.period, 0)
    return Answer(used < limit.count, f"{used} of {limit.count} used in {case.period}")


def _below_friend_limit(case: Case) -> Answer:
    used, limit = case.friend.lifetime, case.rules.limits.per_friend
    return Answer(used < limit, f"{used} of {limit} used")


def _within_budget(case: Case) -> Answer:
    left = case.budget_left_minor
    if left is None:
        return Answer(None, "no budget")
    told = f"{_money(case, case.cost_minor)} needed, {_money(case, left)} left"
    return Answer(case.cost_minor <= left, told)


RULES = (
    Rule("program_running", "program_paused", _running),
    Rule("real_order", "test_order", _real),
    Rule("paid", "nothing_paid", _paid),
    Rule("not_cancelled", "cancelled", _not_cancelled),
    Rule("not_disputed", "disputed", _not_disputed),
    Rule("not_refunded", "refunded", _not_refunded),
    Rule("friend_known", "friend_unknown", _friend_known),
    Rule("first_purchase", "not_the_first_purchase", _first_purchase),
    Rule("new_customer", "not_a_new_customer", _new_customer),
    Rule("currency", "other_currency", _same_currency),
    Rule("minimum", "below_minimum", _large_enough),
    Rule("advocate_limit", "advocate_limit", _below_advocate_limit),
    Rule("friend_limit", "friend_limit", _below_friend_limit),
    Rule("budget", "budget_spent", _within_budget),
)


def _money(case: Case, minor: int) -> str:
    return to_text(minor, case.figures.currency)
