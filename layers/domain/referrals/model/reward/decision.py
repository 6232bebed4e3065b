"""One order's decision with the facts that tell it, and the offer that a link pays."""

from datetime import datetime, timedelta

from referrals.model.attribution.decision import ANOTHER, DISPROVED, NOBODY
from referrals.model.attribution.referral import (
    FormerAdvocate,
    OrderFigures,
    RewardDecision,
    RewardFacts,
    RewardPart,
    RewardStatus,
)
from referrals.model.code.gift_text import GiftPlace, joint_gift_place
from referrals.model.link.offer_terms import offer_place
from referrals.model.moment import floor_to_second
from referrals.model.program.offer import Offer
from referrals.model.program.program import AppliedProgram, Program
from referrals.model.reward.grant import FRIEND, Grant, GrantStatus, reward_data
from referrals.model.reward.order_rule import CEILING, DENIED, UNDER_REVIEW
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.rule import BUDGET_WAITS, LOSS_REASONS, PAUSED
from referrals.model.reward.target import DueSide, Target, TargetState
from referrals.model.risk.case import ReviewCase, next_case, state_of
from referrals.model.risk.policy import RiskOutcome

GRANTED = "all_checks_passed"
CORRECTED = "corrected"
REFUNDED_IN_PART = "refunded_in_part"
DISPUTED_IN_PART = "disputed_in_part"


def decision_of(
    question: RewardQuestion, target: Target, grant: Grant | None, at: datetime
) -> RewardDecision:
    """What stands and why; `grant` as it is afterwards.

    Nothing here asks how it came about, so the same facts end in the same decision, whatever came
    first. Only what a former advocate is told, and since when somebody looks at it, is a matter of
    the past.
    """
    status, reason = _status(question, target, grant)
    return RewardDecision(
        status=status,
        reason=reason,
        checks=target.checks,
        facts=_facts(question, target, grant, reason).model_copy(
            update={
                "waiting_since": _waiting_since(question, target, at),
                "act": question.act,
                "cut_minor": _cut(question, target),
            }
        ),
        review=_case(question, reason, at),
        decided_at=at,
        revision=question.figures.revision,
    )


def _waiting_since(question: RewardQuestion, target: Target, at: datetime) -> datetime | None:
    waits = target.reason in (BUDGET_WAITS, PAUSED)
    if target.state is not TargetState.CLOSED or not waits:
        return None
    return question.waiting_since or floor_to_second(at)


def _cut(question: RewardQuestion, target: Target) -> int:
    """What the ceiling keeps back of what would stand otherwise."""
    stands = target.state is TargetState.STANDS or target.reason == CEILING
    return question.cut_minor if stands else 0


def _status(
    question: RewardQuestion, target: Target, grant: Grant | None
) -> tuple[RewardStatus, str]:
    match target.state:
        case TargetState.NOBODYS:
            return (RewardStatus.REVERSED if grant else RewardStatus.WITHHELD), target.reason
        case TargetState.CLOSED | TargetState.SUSPENDED:
            lost = target.reason in LOSS_REASONS
            return (RewardStatus.REVERSED if lost else RewardStatus.WITHHELD), target.reason
    whole = all(side.is_full for side in target.sides)
    status = RewardStatus.GRANTED if whole else RewardStatus.REVERSED
    return status, target.reason or _reason(question)


def _reason(question: RewardQuestion) -> str:
    if question.figures.lost_minor:
        return partial_loss_reason(question.figures)
    return CORRECTED if question.referral.attribution.reason == CORRECTED else GRANTED


def partial_loss_reason(figures: OrderFigures) -> str:
    only_bank = figures.bank_minor >= figures.lost_minor
    return DISPUTED_IN_PART if only_bank else REFUNDED_IN_PART


def _facts(
    question: RewardQuestion, target: Target, grant: Grant | None, reason: str
) -> RewardFacts:
    former = _former(grant, question.advocate_id, reason)
    if target.state is not TargetState.STANDS:
        return RewardFacts(former=former)
    assert grant
    return RewardFacts(
        parts=tuple(map(_part, target.sides)),
        hold_until=None if grant.released_at else grant.hold_until,
        loss=partial_loss_reason(question.figures) if question.figures.lost_minor else "",
        former=former,
    )


def _case(question: RewardQuestion, reason: str, at: datetime) -> ReviewCase | None:
    referral, known = question.referral, question.referral.reward
    outcome = {UNDER_REVIEW: RiskOutcome.HOLD, DENIED: RiskOutcome.DENY}.get(reason)
    return next_case(
        known.review if known else None,
        referral.key,
        state_of(outcome),
        risk=referral.risk,
        review=question.figures.review,
        answer_within=timedelta(days=question.rules.risk.answer_within_days),
        at=at,
    )


def _part(side: DueSide) -> RewardPart:
    entitled = side.entitled
    data = reward_data(side.terms, side.remaining, counted=bool(entitled.asset))
    return RewardPart(role=side.role, reward=data, entitled=entitled.amount)


def _former(grant: Grant | None, advocate_id: str, reason: str) -> FormerAdvocate | None:
    """The last one from whom a correction took it, unless it is theirs again."""
    sides = [side for side in (grant.former if grant else ()) if side.role != FRIEND]
    others = [side for side in sides if side.person_id != advocate_id]
    if not others:
        return None
    theirs = (side for side in others if side.person_id == others[-1].person_id)
    why = reason if reason in (NOBODY, DISPROVED) else ANOTHER
    return FormerAdvocate(reason=why, spent=any(side.uncollected for side in theirs))


def facts_by_grant(decision: RewardDecision, grant: Grant | None, advocate_id: str) -> RewardFacts:
    """Of a decision from before facts were kept: what stands now is what it came to."""
    former = _former(grant, advocate_id, decision.reason)
    if grant is None or grant.status not in (GrantStatus.HELD, GrantStatus.AVAILABLE):
        return RewardFacts(former=former)
    return RewardFacts(
        parts=tuple(
            RewardPart(role=side.role, reward=side.data, entitled=side.worth.amount)
            for side in grant.sides
        ),
        hold_until=None if grant.released_at else grant.hold_until,
        loss=decision.reason if decision.reason in (REFUNDED_IN_PART, DISPUTED_IN_PART) else "",
        former=former,
    )


def offer_for(rules: Program, code: str) -> Offer:
    """The offer that a link shows and pays: the same for a code wherever and whenever asked."""
    weights = [offer.weight for offer in rules.offers]
    offer = rules.offers[offer_place(rules.program, code, weights)]
    for experiment in rules.experiments:
        if experiment.is_open and (arm := experiment.arm_of(code)):
            offer = offer.on_arm(experiment, arm)
    return offer


def joint_place(program: AppliedProgram, code: str) -> GiftPlace | None:
    """Of the gift that a link's friends share by the rules as they are; None where they don't."""
    rules, terms = program.rules, offer_for(program.rules, code).friend
    promised = (rules.currency, rules.qualifies.minimum_minor, rules.codes_by)
    return joint_gift_place(program.program_id, code, terms.model_dump(), *promised)
