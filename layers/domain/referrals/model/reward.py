"""What an order earns both sides, or why it earns nothing; and what is left when it goes back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from referrals.model.attribution import why_nobody
from referrals.model.grant import FRIEND, Grant, GrantStatus, Side
from referrals.model.money import to_text
from referrals.model.program import Offer, Program
from referrals.model.referral import (
    Check,
    OrderFigures,
    Referral,
    RewardDecision,
    RewardStatus,
    Verdict,
)
from referrals.model.reward_rule import RULES, Answer, Case, Rule
from referrals.model.sentence import (
    REMEDIES,
    earned,
    moved_on,
    taken_back,
    told,
    welcomed,
)

GRANTED = "all_checks_passed"
CORRECTED = "corrected"
# What is the advocate's own, and so asked again when a correction names another one.
MOVED_BY = ("advocate_limit", "budget")


def decide(case: Case, at: datetime, rules: Sequence[Rule] = RULES) -> RewardDecision:
    """Granted to both or withheld from both, with every check and a sentence for each person.

    The first rule that says no decides; those after it are not asked.
    """
    checks: list[Check] = []
    reason = ""
    for rule in rules:
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


def decide_move(
    before: RewardDecision, case: Case, at: datetime, *, hold_end: datetime | None
) -> tuple[RewardDecision, tuple[Side, ...]]:
    """Whether the advocate of a correction can have the sides of `case`; the friend keeps theirs.

    Only what is the advocate's own is asked; the order earned its reward long ago.
    """
    moved = decide(case, at, rules=tuple(rule for rule in RULES if rule.name in MOVED_BY))
    granted = moved.status is RewardStatus.GRANTED
    kept = tuple(c for c in before.checks if c.rule not in (*MOVED_BY, "kept"))
    fields = {
        "status": RewardStatus.GRANTED,
        "reason": CORRECTED if granted else moved.reason,
        "checks": (*kept, *moved.checks),
        "for_advocate": earned(case.sides, hold_end)[0] if granted else moved.for_advocate,
    }
    return moved.model_copy(update=fields), case.sides if granted else ()


def after_move(decision: RewardDecision, after: Grant, taken: tuple[Side, ...]) -> RewardDecision:
    """With what everybody is told, and as reversed where the order has lost something by now."""
    less = any(side.reversed for side in after.sides)
    hold_end = None if after.released_at else after.hold_until
    fields: dict[str, object] = {
        "for_former": moved_on(taken),
        "for_friend": welcomed(after.sides, hold_end),
    }
    if less:
        reason = "disputed" if after.status is GrantStatus.SUSPENDED else "refunded_in_part"
        for_advocate, for_friend = taken_back(after, reason)
        fields |= {"status": RewardStatus.REVERSED, "for_friend": for_friend}
        fields |= {"for_advocate": for_advocate} if after.advocates_part else {}
    return decision.model_copy(update=fields)


def given_anew(decision: RewardDecision, grant: Grant, advocate_id: str) -> RewardDecision:
    """With what the last one is told from whom it was taken, unless it is theirs now."""
    others = [s for s in grant.former + grant.sides if s.role != FRIEND]
    others = [side for side in others if side.person_id != advocate_id]
    theirs = tuple(side for side in others if side.person_id == others[-1].person_id)
    return decision.model_copy(update={"for_former": moved_on(theirs)})


def withdrawn(
    before: RewardDecision, taken: tuple[Side, ...], referral: Referral, at: datetime
) -> RewardDecision:
    """Nobody brought the order: nothing is left of its reward, if there was any."""
    reason = why_nobody(referral.attribution)
    for_advocate, for_friend = told(reason)
    given = before.status is not RewardStatus.WITHHELD
    mine = tuple(side for side in taken if side.role != FRIEND)
    return before.model_copy(
        update={
            "status": RewardStatus.REVERSED if given else RewardStatus.WITHHELD,
            "reason": reason,
            "for_advocate": for_advocate,
            "for_friend": for_friend,
            "for_former": moved_on(mine, reason),
            "decided_at": at,
            "revision": referral.figures.revision,
        }
    )


def retold(
    before: RewardDecision, grant: Grant, referral: Referral, at: datetime
) -> RewardDecision:
    """Of an order that was corrected after its reward had gone back for good: words only."""
    figures, advocate_id = referral.figures, referral.attribution.advocate_id
    reason = why_nobody(referral.attribution)
    if advocate_id:
        reason = "cancelled" if figures.cancelled else "refunded"
    for_advocate, for_friend = told(reason)
    if advocate_id == grant.advocate_id:
        for_advocate, for_friend = taken_back(grant, reason)
    fields = {"reason": reason, "for_advocate": for_advocate, "for_friend": for_friend}
    if all(getattr(before, name) == text for name, text in fields.items()):
        return before
    return before.model_copy(update={**fields, "decided_at": at, "revision": figures.revision})


def hold_until(rules: Program, at: datetime) -> datetime:
    return at + timedelta(days=rules.hold_days)


def _hold_end(case: Case, at: datetime) -> datetime | None:
    return hold_until(case.rules, at) if case.rules.hold_days else None


def _failed(rule: Rule, answer: Answer) -> Check:
    remedy = REMEDIES[rule.reason]
    return Check(rule=rule.name, input=answer.input, verdict=Verdict.FAIL, remedy=remedy)


def after_loss(
    before: RewardDecision, grant: Grant, referral: Referral, at: datetime
) -> RewardDecision:
    """The decision once part or all of the order went back, or came back."""
    figures, advocate_id = referral.figures, referral.attribution.advocate_id
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
    if advocate_id != grant.advocate_id:  # A correction came with it: nothing was theirs.
        for_advocate, for_friend = told(reason if advocate_id else why_nobody(referral.attribution))
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
    if figures.disputed and not figures.refunded:
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
