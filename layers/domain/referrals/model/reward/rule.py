"""The rules that an order must pass to earn anything, in the order they are asked.

Pure: everything that is looked up comes in as a `RewardQuestion`. Rules about the order are asked
whenever it changes; the others once, for whoever takes a place by them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from referrals.model.money import to_text
from referrals.model.reward.order_rule import (
    CEILING,
    DENIED,
    OTHER_ACT,
    UNDER_REVIEW,
    VETO_AWAITED,
    below_ceiling,
    check_act,
    check_beginning,
    check_denial,
    check_minimum,
    check_months,
    check_review,
    check_system,
    money_text,
)
from referrals.model.reward.question import RewardQuestion
from referrals.model.rule import RuleAnswer

BUDGET_WAITS = "budget_waits"
PAUSED = "program_paused"


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
    ask: Callable[[RewardQuestion], RuleAnswer]
    is_loss: bool = False
    """A no means that the order or its money went back: its reward is reversed, not withheld."""
    is_temporary: bool = False
    """A no may pass by itself: nothing stands meanwhile, and the place is kept."""
    is_rare: bool = False
    """Left out of the checks where it isn't asked."""
    takes_place: bool = False
    """A place is taken by a no that may pass, too: nobody overtakes who waits for us."""

    def is_settled(self, question: RewardQuestion) -> bool:
        """Whether this rule was answered for good when the grant took its place."""
        match self.about:
            case About.ORDER:
                return False
            case About.PROGRAM:
                return question.holds_place
            case About.ADVOCATE:
                return question.keeps_advocate
            case About.FRIEND:
                return question.keeps_friend
            case About.BUDGET:
                return question.keeps_advocate and question.keeps_friend


def _running(question: RewardQuestion) -> RuleAnswer:
    paused = question.current.paused
    return RuleAnswer(not paused, "paused" if paused else "running")


def _real(question: RewardQuestion) -> RuleAnswer:
    test = question.figures.test
    text = "a test order" if test else "a real order"
    return RuleAnswer(not test or question.rules.test_mode, text)


def _check_cancellation(question: RewardQuestion) -> RuleAnswer:
    cancelled = question.figures.cancelled
    return RuleAnswer(not cancelled, "cancelled" if cancelled else "kept")


def _check_refund(question: RewardQuestion) -> RuleAnswer:
    figures = question.figures
    # Figures of older code don't say it; what is lost and not at the bank was refunded.
    lost = 0 < figures.gross_minor <= figures.lost_minor and not figures.disputed
    return RuleAnswer(not (figures.refunded or lost), _went_back(question))


def _not_charged_back(question: RewardQuestion) -> RuleAnswer:
    gone = question.figures.charged_back
    return RuleAnswer(not gone, "taken back by the bank" if gone else "not taken back by the bank")


def _check_amount(question: RewardQuestion) -> RuleAnswer:
    gross = question.figures.gross_minor
    if question.act.is_free:
        return RuleAnswer(None, "costs nothing")
    return RuleAnswer(gross > 0, money_text(question, gross))


def _check_payment(question: RewardQuestion) -> RuleAnswer:
    paid = question.figures.paid
    return RuleAnswer(paid, "paid" if paid else "not paid any more")


def _check_dispute(question: RewardQuestion) -> RuleAnswer:
    figures = question.figures
    if question.act.is_free and not figures.lost_minor:
        return RuleAnswer(None, "costs nothing")
    return RuleAnswer(figures.lost_minor < figures.gross_minor, _went_back(question))


def _not_frozen(question: RewardQuestion) -> RuleAnswer:
    frozen = question.figures.frozen
    return RuleAnswer(not frozen, "frozen by the shop" if frozen else "not frozen")


def _check_friend(question: RewardQuestion) -> RuleAnswer:
    known = bool(question.referral.friend_id and question.figures.customer_hash)
    return RuleAnswer(known, "known" if known else "no e-mail address on the order")


def _first_purchase(question: RewardQuestion) -> RuleAnswer:
    asked = question.rules.qualifies.on == "first_purchase" and not question.is_renewal
    first = question.figures.first_order
    return RuleAnswer(first if asked else None, "first order" if first else "has ordered before")


def _new_customer(question: RewardQuestion) -> RuleAnswer:
    # A customer who came new through this program stays welcome for its later orders.
    came_new = question.figures.first_order or question.friend.lifetime > 0
    asked = question.rules.qualifies.new_customers_only and not question.is_renewal
    return RuleAnswer(
        came_new if asked else None, "came new" if came_new else "was a customer before"
    )


def _check_currency(question: RewardQuestion) -> RuleAnswer:
    figures = question.figures
    if figures.mixes_currencies:
        return RuleAnswer(False, "told in several currencies")
    text = figures.currency
    if figures.told_currency:
        text = f"{to_text(figures.told_minor, figures.told_currency)} at {figures.rate}"
    return RuleAnswer(figures.currency == question.rules.currency, text)


def _below_advocate_limit(question: RewardQuestion) -> RuleAnswer:
    limit = question.rules.limits.per_advocate
    if limit is None or limit.count is None:
        return RuleAnswer(None, "no limit")
    if question.is_renewal:
        return RuleAnswer(None, "a renewal is no other friend")
    used = question.advocate.periods.get(question.period, 0)
    return RuleAnswer(used < limit.count, f"{used} of {limit.count} used in {question.period}")


def _below_advocate_worth(question: RewardQuestion) -> RuleAnswer:
    """Whole or not at all: a reward that goes beyond what is left is not cut to it."""
    limit = question.most_worth_minor
    if limit is None:
        return RuleAnswer(None, "no limit")
    used, wanted = question.used_worth_minor, question.least_advocates_worth_minor
    text = f"{money_text(question, wanted)} beside {money_text(question, used)}"
    most = f"at most {money_text(question, limit)} in {question.period}"
    return RuleAnswer(used + wanted <= limit, f"{text}, {most}")


def _below_day_limit(question: RewardQuestion) -> RuleAnswer:
    used, limit = question.today.lifetime, question.rules.limits.per_day
    if limit is None:
        return RuleAnswer(None, "no limit")
    return RuleAnswer(used < limit, f"{used} of {limit} used on {question.day}")


def _below_friend_limit(question: RewardQuestion) -> RuleAnswer:
    used, limit = question.friend.lifetime, question.rules.limits.per_friend
    if question.is_renewal:
        return RuleAnswer(None, "renewals have months and a ceiling")
    return RuleAnswer(used < limit, f"{used} of {limit} used")


def _has_its_turn(question: RewardQuestion) -> RuleAnswer:
    """Whoever waits longer comes first, also before somebody whom the rest would still reach."""
    if question.budget_minor is None or not question.current.limits.has_line:
        return RuleAnswer(None, "no waiting list")
    cost, left = question.least_cost_minor, question.budget_left_minor
    text = f"{money_text(question, cost)} needed, {money_text(question, left)} left"
    passed = not question.ahead and cost <= left
    return RuleAnswer(passed, f"{text}, {question.ahead} before it")


def _within_budget(question: RewardQuestion) -> RuleAnswer:
    if question.budget_minor is None:
        return RuleAnswer(None, "no budget")
    cost, left = question.least_cost_minor, question.budget_left_minor
    text = f"{money_text(question, cost)} needed, {money_text(question, left)} left"
    return RuleAnswer(cost <= left, text)


RULES = (
    Rule("program_running", PAUSED, About.PROGRAM, _running),
    Rule("real_order", "test_order", About.ORDER, _real),
    Rule("beginning", "beginning_unknown", About.ORDER, check_beginning, is_rare=True),
    Rule("act", OTHER_ACT, About.ORDER, check_act, is_rare=True),
    Rule("not_cancelled", "cancelled", About.ORDER, _check_cancellation, is_loss=True),
    Rule("not_refunded", "refunded", About.ORDER, _check_refund, is_loss=True),
    Rule("not_charged_back", "charged_back", About.ORDER, _not_charged_back, is_loss=True),
    Rule("something_to_pay", "nothing_paid", About.ORDER, _check_amount, is_temporary=True),
    Rule("paid", "unpaid", About.ORDER, _check_payment, is_loss=True, is_temporary=True),
    Rule("not_disputed", "disputed", About.ORDER, _check_dispute, is_loss=True, is_temporary=True),
    Rule("not_frozen", "frozen", About.ORDER, _not_frozen, is_temporary=True),
    Rule("friend_known", "friend_unknown", About.FRIEND, _check_friend),
    Rule("first_purchase", "not_the_first_purchase", About.FRIEND, _first_purchase),
    Rule("new_customer", "not_a_new_customer", About.FRIEND, _new_customer),
    Rule("months", "months_over", About.ORDER, check_months, is_rare=True),
    Rule("currency", "other_currency", About.ORDER, _check_currency),
    Rule("minimum", "below_minimum", About.ORDER, check_minimum),
    Rule("advocate_limit", "advocate_limit", About.ADVOCATE, _below_advocate_limit),
    Rule("advocate_worth", "advocate_worth", About.ADVOCATE, _below_advocate_worth),
    Rule("friend_limit", "friend_limit", About.FRIEND, _below_friend_limit),
    Rule("ceiling", CEILING, About.ADVOCATE, below_ceiling, is_rare=True),
    Rule("day_limit", "day_limit", About.PROGRAM, _below_day_limit),
    Rule("budget_line", BUDGET_WAITS, About.BUDGET, _has_its_turn),
    Rule("budget", "budget_spent", About.BUDGET, _within_budget),
    Rule("not_denied", DENIED, About.ORDER, check_denial),
    Rule("reviewed", UNDER_REVIEW, About.ORDER, check_review, is_temporary=True, takes_place=True),
    Rule("answered", VETO_AWAITED, About.ORDER, check_system, is_temporary=True, takes_place=True),
)
LOSS_REASONS = frozenset(rule.reason for rule in RULES if rule.is_loss)


def _went_back(question: RewardQuestion) -> str:
    lost, gross = question.figures.lost_minor, question.figures.gross_minor
    return f"{money_text(question, lost)} of {money_text(question, gross)} went back"
