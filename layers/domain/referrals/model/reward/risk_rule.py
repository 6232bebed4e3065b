"""What the checks of risk, people and the merchant's own system say of an order, as rules."""

from functools import partial

from referrals.model.reward.question import RewardQuestion
from referrals.model.risk.policy import RiskOutcome
from referrals.model.rule import RuleAnswer

DENIED = "risk_denied"
UNDER_REVIEW = "under_review"
VETO_AWAITED = "veto_awaited"


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
