"""What an order earns both sides, or why it earns nothing; and what is left when it goes back."""

from datetime import datetime, timedelta
from hashlib import sha256

from referrals.model.grant import Grant
from referrals.model.money import to_text
from referrals.model.program import Offer, Program
from referrals.model.referral import (
    Check,
    OrderFigures,
    RewardDecision,
    RewardStatus,
    Verdict,
)
from referrals.model.reward_rule import RULES, Answer, Case, Rule
from referrals.model.sentence import REMEDIES, earned, taken_back, told

GRANTED = "all_checks_passed"


def decide(case: Case, at: datetime) -> RewardDecision:
    """Granted to both or withheld from both, with every check and a sentence for each person.

    The first rule that says no decides; those after it are not asked.
    """
    checks: list[Check] = []
    reason = ""
    for rule in RULES:
        answer = rule.ask(case)
        if reason or answer.passed is None:
            checks.append(Check(rule=rule.name, input=answer.input, verdict=Verdict.SKIP))
        elif answer.passed:
            checks.append(Check(rule=rule.name, input=answer.input, verdict=Verdict.PASS))
        else:
            reason = rule.reason
            checks.append(_failed(rule, answer))
    status = RewardStatus.WITHHELD if reason else RewardStatus.GRANTED
    for_advocate, for_friend = told(reason) if reason else earned(case.sides, _hold_end(case, at))
    return RewardDecision(
        status=status,
        reason=reason or GRANTED,
        checks=tuple(checks),
        for_advocate=for_advocate,
        for_friend=for_friend,
        decided_at=at,
        revision=case.figures.revision,
    )


def hold_until(rules: Program, at: datetime) -> datetime:
    return at + timedelta(days=rules.hold_days)


def _hold_end(case: Case, at: datetime) -> datetime | None:
    return hold_until(case.rules, at) if case.rules.hold_days else None


def _failed(rule: Rule, answer: Answer) -> Check:
    remedy = REMEDIES[rule.reason]
    return Check(rule=rule.name, input=answer.input, verdict=Verdict.FAIL, remedy=remedy)


def after_loss(
    before: RewardDecision, grant: Grant, figures: OrderFigures, at: datetime
) -> RewardDecision:
    """The decision once part or all of the order went back, or came back."""
    lost = to_text(figures.lost_minor, figures.currency)
    gross = to_text(figures.gross_minor, figures.currency)
    kept = Check(
        rule="kept",
        input=f"{lost} of {gross} went back",
        verdict=Verdict.FAIL if figures.lost_minor else Verdict.PASS,
    )
    less = any(side.reversed for side in grant.sides)
    reason = loss_reason(figures)
    for_advocate, for_friend = taken_back(grant, reason)
    return before.model_copy(
        update={
            "status": RewardStatus.REVERSED if less else RewardStatus.GRANTED,
            "reason": reason,
            "checks": (*(c for c in before.checks if c.rule != kept.rule), kept),
            "for_advocate": for_advocate,
            "for_friend": for_friend,
            "decided_at": at,
            "revision": figures.revision,
        }
    )


def loss_reason(figures: OrderFigures) -> str:
    if figures.cancelled:
        return "cancelled"
    if figures.disputed:
        return "disputed"
    if figures.lost_minor >= figures.gross_minor:
        return "refunded"
    return "refunded_in_part" if figures.lost_minor else "restored"


def offer_for(rules: Program, code: str) -> Offer:
    """The offer that a link shows and pays: the same for a code wherever and whenever asked."""
    total = sum(offer.weight for offer in rules.offers)
    place = int.from_bytes(sha256(f"{rules.program}\n{code}".encode()).digest()[:8]) % total
    for offer in rules.offers:
        if place < offer.weight:
            return offer
        place -= offer.weight
    raise AssertionError("weights add up to the total")
