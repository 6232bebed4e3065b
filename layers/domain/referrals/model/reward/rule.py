"""The rules that an order must pass to earn anything, in the order they are asked.

Pure: everything that is looked up comes in as a `RewardQuestion`. Rules about the order are asked
whenever it changes; the others once, for whoever takes a place by them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from referrals.model.money import to_text
from referrals.model.reward.question import RewardQuestion
from referrals.model.rule import Answer


class About(StrEnum):
    """Whom or what a rule is about, and so when it is asked."""

    ORDER = "order"
    """Asked whenever the order changes."""
    PROGRAM = "program"
    """Asked when something is given, at first or anew."""
    ADVOCATE = "advocate"
    """Asked when this advocate takes a place."""
    FRIEND = "friend"
    """Asked when this friend takes a place."""
    BUDGET = "budget"
    """Asked when somebody takes a place."""


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    reason: str
    """The reason that a no is given; `model/words` has its words, and a remedy by `name`."""
    about: About
    ask: Callable[[RewardQuestion], Answer]

    def is_settled(self, question: RewardQuestion) -> bool:
        """Whether this rule was answered for good when the grant took its place."""
        match self.about:
            case About.ORDER:
                return False
            case About.PROGRAM:
                return question.holds_place
            case About.ADVOCATE:
                return question.same_advocate
            case About.FRIEND:
                return question.same_friend
            case About.BUDGET:
                return question.same_advocate and question.same_friend


def _running(question: RewardQuestion) -> Answer:
    paused = question.current.paused
    return Answer(not paused, "paused" if paused else "running")


def _real(question: RewardQuestion) -> Answer:
    test = question.figures.test
    return Answer(not test or question.rules.test_mode, "a test order" if test else "a real order")


def _not_cancelled(question: RewardQuestion) -> Answer:
    cancelled = question.figures.cancelled
    return Answer(not cancelled, "cancelled" if cancelled else "kept")


def _not_refunded(question: RewardQuestion) -> Answer:
    figures = question.figures
    # Figures of older code don't say it; what is lost and not at the bank was refunded.
    lost = 0 < figures.gross_minor <= figures.lost_minor and not figures.disputed
    return Answer(not (figures.refunded or lost), _went_back(question))


def _not_charged_back(question: RewardQuestion) -> Answer:
    gone = question.figures.charged_back
    return Answer(not gone, "taken back by the bank" if gone else "not taken back by the bank")


def _something_to_pay(question: RewardQuestion) -> Answer:
    gross = question.figures.gross_minor
    return Answer(gross > 0, _money(question, gross))


def _paid(question: RewardQuestion) -> Answer:
    paid = question.figures.paid
    return Answer(paid, "paid" if paid else "not paid any more")


def _not_disputed(question: RewardQuestion) -> Answer:
    figures = question.figures
    return Answer(figures.lost_minor < figures.gross_minor, _went_back(question))


def _friend_known(question: RewardQuestion) -> Answer:
    known = bool(question.referral.friend_id and question.figures.customer_hash)
    return Answer(known, "known" if known else "no e-mail address on the order")


def _first_purchase(question: RewardQuestion) -> Answer:
    asked = question.rules.qualifies.on == "first_purchase"
    first = question.figures.first_order
    return Answer(first if asked else None, "first order" if first else "has ordered before")


def _new_customer(question: RewardQuestion) -> Answer:
    # A customer who came new through this program stays welcome for its later orders.
    came_new = question.figures.first_order or question.friend.lifetime > 0
    asked = question.rules.qualifies.new_customers_only
    return Answer(came_new if asked else None, "came new" if came_new else "was a customer before")


def _same_currency(question: RewardQuestion) -> Answer:
    return Answer(question.figures.currency == question.rules.currency, question.figures.currency)


def _large_enough(question: RewardQuestion) -> Answer:
    least, base = question.rules.qualifies.minimum_minor, question.figures.base_minor
    kind = question.rules.qualifies.base
    text = f"{_money(question, base)} {kind}, at least {_money(question, least)}"
    return Answer(base >= least if least else None, text)


def _below_advocate_limit(question: RewardQuestion) -> Answer:
    limit = question.rules.limits.per_advocate
    if limit is None:
        return Answer(None, "no limit")
    used = question.advocate.periods.get(question.period, 0)
    return Answer(used < limit.count, f"{used} of {limit.count} used in {question.period}")


def _below_friend_limit(question: RewardQuestion) -> Answer:
    used, limit = question.friend.lifetime, question.rules.limits.per_friend
    return Answer(used < limit, f"{used} of {limit} used")


def _within_budget(question: RewardQuestion) -> Answer:
    if question.budget_minor is None:
        return Answer(None, "no budget")
    cost, left = question.least_cost_minor, question.budget_left_minor
    text = f"{_money(question, cost)} needed, {_money(question, left)} left"
    return Answer(cost <= left, text)


RULES = (
    Rule("program_running", "program_paused", About.PROGRAM, _running),
    Rule("real_order", "test_order", About.ORDER, _real),
    Rule("not_cancelled", "cancelled", About.ORDER, _not_cancelled),
    Rule("not_refunded", "refunded", About.ORDER, _not_refunded),
    Rule("not_charged_back", "charged_back", About.ORDER, _not_charged_back),
    Rule("something_to_pay", "nothing_paid", About.ORDER, _something_to_pay),
    Rule("paid", "unpaid", About.ORDER, _paid),
    Rule("not_disputed", "disputed", About.ORDER, _not_disputed),
    Rule("friend_known", "friend_unknown", About.FRIEND, _friend_known),
    Rule("first_purchase", "not_the_first_purchase", About.FRIEND, _first_purchase),
    Rule("new_customer", "not_a_new_customer", About.FRIEND, _new_customer),
    Rule("currency", "other_currency", About.ORDER, _same_currency),
    Rule("minimum", "below_minimum", About.ORDER, _large_enough),
    Rule("advocate_limit", "advocate_limit", About.ADVOCATE, _below_advocate_limit),
    Rule("friend_limit", "friend_limit", About.FRIEND, _below_friend_limit),
    Rule("budget", "budget_spent", About.BUDGET, _within_budget),
)


def _went_back(question: RewardQuestion) -> str:
    lost, gross = question.figures.lost_minor, question.figures.gross_minor
    return f"{_money(question, lost)} of {_money(question, gross)} went back"


def _money(question: RewardQuestion, minor: int) -> str:
    return to_text(minor, question.figures.currency)
