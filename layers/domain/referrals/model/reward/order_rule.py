"""Rules about what an order is, and about what the checks of risk, people and the merchant's own
system say of it."""

from calendar import monthrange
from datetime import datetime
from functools import partial

from referrals.model.money import to_text
from referrals.model.order.payment import Act
from referrals.model.reward.grant import ADVOCATE
from referrals.model.reward.question import RewardQuestion
from referrals.model.risk.policy import RiskOutcome
from referrals.model.rule import RuleAnswer

OTHER_ACT = "other_act"
CEILING = "ceiling_reached"
DENIED = "risk_denied"
UNDER_REVIEW = "under_review"
VETO_AWAITED = "veto_awaited"
_PURCHASES = ("first_purchase", "purchase")


def _risk_answer(question: RewardQuestion, bad: RiskOutcome) -> RuleAnswer:
    """Who decided it: a person, by name, or the checks, by their score."""
    review, risk = question.figures.review, question.referral.risk
    passed = question.risk_outcome is not bad
    if review.appeals:
        return RuleAnswer(passed, "appealed")
    if review.word:
        return RuleAnswer(passed, f"{review.word} by {review.by}")
    if review.system and review.system is question.risk_outcome is not RiskOutcome.ALLOW:
        return RuleAnswer(passed, f"the shop's system says {review.system}")
    if question.figures.renewal and question.figures.renewal.denied:
        return RuleAnswer(passed, f"{question.figures.renewal.start} was denied")
    if risk is None:
        return RuleAnswer(None, "no checks of risk")
    return RuleAnswer(passed, f"score {risk.score}, somebody looks from {risk.hold_from} on")


check_denial = partial(_risk_answer, bad=RiskOutcome.DENY)
check_review = partial(_risk_answer, bad=RiskOutcome.HOLD)


def check_system(question: RewardQuestion) -> RuleAnswer:
    """Whoever has a person's word needs no other."""
    review, veto = question.figures.review, question.rules.risk.asked_system
    if veto is None or review.word:
        return RuleAnswer(None, "not asked")
    return RuleAnswer(review.system is not None, f"the shop's system says {review.system or '...'}")


def check_minimum(question: RewardQuestion) -> RuleAnswer:
    least, base = question.rules.qualifies.minimum_minor, question.base_before_gift_minor
    kind = question.rules.qualifies.base
    if question.is_renewal and question.rules.qualifies.on != "renewal":
        return RuleAnswer(None, "asked of the first order")
    text = f"{money_text(question, base)} {kind}, at least {money_text(question, least)}"
    return RuleAnswer(base >= least if least else None, text)


def check_act(question: RewardQuestion) -> RuleAnswer:
    """A renewal that the program has no word of its own for is a later order."""
    wanted, act = question.rules.qualifies.on, question.act
    if not act.is_free and wanted in _PURCHASES:
        return RuleAnswer(None, "an order")
    if act.is_free:
        paid = act is Act.TRIAL and question.figures.gross_minor > 0
        counts = act == wanted or (paid and wanted in _PURCHASES)
    else:
        counts = question.is_renewal
    return RuleAnswer(counts, f"a {act}, and the program rewards a {wanted}")


def check_beginning(question: RewardQuestion) -> RuleAnswer:
    if not question.rules.rewards_renewals or question.figures.act is not Act.RENEWAL:
        return RuleAnswer(None, "no renewal")
    renewal = question.figures.renewal
    text = f"began with {renewal.start}" if renewal else "nobody told how it began"
    return RuleAnswer(renewal is not None, text)


def check_months(question: RewardQuestion) -> RuleAnswer:
    renewal = question.figures.renewal
    if renewal is None or not question.is_renewal:
        return RuleAnswer(None, "no renewal")
    end = months_after(renewal.started_at, question.rules.qualifies.months)
    held = question.figures.occurred_at < end
    return RuleAnswer(held, f"{question.figures.occurred_at:%Y-%m-%d}, until {end:%Y-%m-%d}")


def below_ceiling(question: RewardQuestion) -> RuleAnswer:
    """What is counted is cut to what is left; a thing is whole or not at all."""
    left, wanted = question.ceiling_left_minor, question.full_worth_minor
    if left is None:
        return RuleAnswer(None, "no ceiling")
    divisible = any(side.role == ADVOCATE and side.is_counted for side in question.sides)
    most = question.rules.qualifies.ceiling_minor or 0
    text = f"{money_text(question, wanted)} wanted, {money_text(question, left)} left"
    enough = wanted <= left or (divisible and left > 0)
    return RuleAnswer(enough, f"{text} of {money_text(question, most)}")


def money_text(question: RewardQuestion, minor: int) -> str:
    return to_text(minor, question.figures.currency)


def months_after(moment: datetime, months: int) -> datetime:
    """The same day and hour so many months later, or the month's last day where it has no such
    day: 31 January and one month is 28 February."""
    month = moment.month - 1 + months
    year, month = moment.year + month // 12, month % 12 + 1
    day = min(moment.day, monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)
