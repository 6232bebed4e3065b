"""The decision on one order's reward in words, and the offer that a link pays."""

from datetime import datetime
from hashlib import sha256

from referrals.model.attribution.referral import OrderFigures, RewardDecision, RewardStatus
from referrals.model.program.program import Offer, Program
from referrals.model.reward.due_side import DueSide
from referrals.model.reward.grant import FRIEND, Grant, Side
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.sentence import earned, moved_on, told, what_is_left
from referrals.model.reward.target import Target, TargetState

GRANTED = "all_checks_passed"
CORRECTED = "corrected"
# The order was lost in whole, or its money was: what its reward was, or would have been, went back.
_LOSSES = {"cancelled", "refunded", "charged_back", "unpaid", "disputed"}


def decision_of(
    question: RewardQuestion, target: Target, grant: Grant | None, at: datetime
) -> RewardDecision:
    """What stands and why, in words; `grant` as it is afterwards.

    Nothing here asks how it came about, so the same facts end in the same words, whatever came
    first. Only what a former advocate is told is a matter of the past.
    """
    status, reason = _status(question, target, grant)
    for_advocate, for_friend = _sentences(question, target, grant)
    return RewardDecision(
        status=status,
        reason=reason,
        checks=target.checks,
        for_advocate=for_advocate,
        for_friend=for_friend,
        for_former=_for_former(question, target, grant),
        decided_at=at,
        revision=question.figures.revision,
    )


def _status(
    question: RewardQuestion, target: Target, grant: Grant | None
) -> tuple[RewardStatus, str]:
    match target.state:
        case TargetState.NOBODYS:
            return (RewardStatus.REVERSED if grant else RewardStatus.WITHHELD), target.reason
        case TargetState.CLOSED | TargetState.SUSPENDED:
            lost = target.reason in _LOSSES
            return (RewardStatus.REVERSED if lost else RewardStatus.WITHHELD), target.reason
    whole = all(side.whole for side in target.sides)
    status = RewardStatus.GRANTED if whole else RewardStatus.REVERSED
    return status, target.reason or _reason(question)


def _reason(question: RewardQuestion) -> str:
    if question.figures.lost_minor:
        return partial_loss_reason(question.figures)
    return CORRECTED if question.referral.attribution.reason == CORRECTED else GRANTED


def partial_loss_reason(figures: OrderFigures) -> str:
    only_bank = figures.bank_minor >= figures.lost_minor
    return "disputed_in_part" if only_bank else "refunded_in_part"


def _sentences(question: RewardQuestion, target: Target, grant: Grant | None) -> tuple[str, str]:
    if target.state is not TargetState.STANDS:
        return told(target.reason)
    assert grant
    hold_end = None if grant.released_at else grant.hold_until
    mine, friends = _parts(target.sides)
    for_advocate, for_friend = earned(mine, friends, hold_end)
    if question.figures.lost_minor:
        reason = partial_loss_reason(question.figures)
        for_advocate, for_friend = what_is_left(mine, reason), what_is_left(friends, reason)
    if target.reason:  # The friend alone has a part.
        for_advocate = told(target.reason)[0]
    return for_advocate, for_friend


def _parts(sides: tuple[DueSide, ...]) -> tuple[tuple[DueSide, ...], tuple[DueSide, ...]]:
    """The advocate's, milestones included, and the friend's."""
    mine = tuple(side for side in sides if side.role != FRIEND)
    return mine, tuple(side for side in sides if side.role == FRIEND)


def _for_former(question: RewardQuestion, target: Target, grant: Grant | None) -> str:
    """For the last one from whom a correction took it, unless it is theirs again."""
    mine = [side for side in (grant.former if grant else ()) if side.role != FRIEND]
    others = [side for side in mine if side.person_id != question.advocate_id]
    if not others:
        return ""
    theirs: tuple[Side, ...] = tuple(s for s in others if s.person_id == others[-1].person_id)
    nobody = target.reason if target.state is TargetState.NOBODYS else ""
    return moved_on(theirs, nobody)


def offer_for(rules: Program, code: str) -> Offer:
    """The offer that a link shows and pays: the same for a code wherever and whenever asked."""
    total = sum(offer.weight for offer in rules.offers)
    place = int.from_bytes(sha256(f"{rules.program}\n{code}".encode()).digest()[:8]) % total
    for offer in rules.offers:
        if place < offer.weight:
            return offer
        place -= offer.weight
    raise AssertionError("weights add up to the total")
