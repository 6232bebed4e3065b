"""One order's reward, brought up to what is known: the grant, its lines, its decision.

What `target` says should stand becomes the difference to what stands; the step that calls this
only reads and commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from referrals.model.attribution.referral import RewardDecision
from referrals.model.program.budget import BUDGET_SHARDS, pick
from referrals.model.program.program import Program
from referrals.model.program.tally import Tally, TallyStep
from referrals.model.reward.decision import decision_of, offer_for
from referrals.model.reward.grant import (
    Grant,
    GrantStatus,
    home_shard,
    require_two_people,
    total_worth,
)
from referrals.model.reward.ledger import Balance, Posting
from referrals.model.reward.place import give_place_back, places_of, step_of, take_place
from referrals.model.reward.posting import bring
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.target import Target, TargetState, target_of
from referrals.model.risk.standing import PersonsWord


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is to be written."""

    decision: RewardDecision
    before: Grant | None
    after: Grant | None
    """None where nothing was ever given, and nothing is."""
    postings: tuple[Posting, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether the grant changes at all."""
        return self.after != self.before

    @property
    def gives(self) -> bool:
        """Whether something comes to somebody: then it must rest on the newest facts."""
        before = {side.name: side.remaining for side in self.before.sides} if self.before else {}
        sides = self.after.sides if self.after else ()
        return any(side.remaining > before.get(side.name, 0) for side in sides) or (
            bool(self.taken_places)
        )

    @property
    def cost_minor(self) -> int:
        """The change of what the budget pays; below 0 when it gets something back."""
        return _budget_of(self.after) - _budget_of(self.before)

    @property
    def taken_places(self) -> frozenset[str]:
        return frozenset(places_of(self.after)) - frozenset(places_of(self.before))

    @property
    def subjects(self) -> tuple[str, ...]:
        """Whose counts change."""
        before, after = places_of(self.before), places_of(self.after)
        both = dict.fromkeys((*before, *after))
        return tuple(each for each in both if before.get(each) != after.get(each))

    def tally_step(self, tally: Tally, rules: Program) -> TallyStep | None:
        """The change of a count that is there already, where it needs no guard of its version."""
        place = places_of(self.after).get(tally.subject)
        is_taken = place is not None and tally.subject not in places_of(self.before)
        if place is None or not is_taken or tally.version == 0:
            return None
        return step_of(place, tally.subject, rules)

    def tally_after(self, tally: Tally) -> Tally:
        """The count of one of `subjects` as it is afterwards, one version on."""
        fresh = tally
        for places, count in (
            (places_of(self.before), give_place_back),
            (places_of(self.after), take_place),
        ):
            if place := places.get(tally.subject):
                fresh = count(fresh, place)
        return fresh.model_copy(update={"version": tally.version + 1})


def _budget_of(grant: Grant | None) -> int:
    return (grant.budget_minor or 0) if grant and grant.holds_place else 0


def settle(
    question: RewardQuestion, balances: Mapping[str, Balance], at: datetime, *, attempt: int = 0
) -> Settlement:
    """`balances` are those of the grant's own accounts; `attempt` moves on to another shard."""
    target, before = target_of(question), question.grant
    ground = _ground(question, target, at, attempt)
    if ground is None:
        return Settlement(decision_of(question, target, before, at), before, before)
    brought, postings = bring(ground, target, balances)
    after = _closed_or_open(brought, question, target)
    if before and after != before:
        after = before.change(**{name: getattr(after, name) for name in Grant.model_fields})
    decision = decision_of(question, target, after, at)
    return Settlement(decision, before, after, tuple(postings))


def _ground(question: RewardQuestion, target: Target, at: datetime, attempt: int) -> Grant | None:
    """The grant to start from; None where there is none and nothing is to be given."""
    grant = question.grant
    if grant and (grant.holds_place or not target.keeps_place):
        return grant
    if not target.keeps_place:
        return None
    if grant and grant.status is GrantStatus.REVERSED:
        # The same grant stands again: its hold goes on, its place is taken anew.
        return grant.model_copy(update=_place_fields(question, attempt))
    fresh = _fresh(question, at, attempt)
    if grant is None:
        return fresh
    kept = {name: getattr(grant, name) for name in ("former", "granted_at", "turn", "version")}
    return fresh.model_copy(update=kept)


def _place_fields(question: RewardQuestion, attempt: int) -> dict[str, Any]:
    """The fields of a grant that follow from its place, and from the rules it was promised by."""
    attribution = question.referral.attribution
    return {
        "program_version": attribution.program_version,
        "offer": offer_for(question.rules, attribution.code).name,
        "customer_hash": question.figures.customer_hash,
        "period": question.period,
        "day": question.day,
        "in_day_limit": question.rules.limits.per_day is not None,
        "later": question.later,
        "tier": question.tier.name if question.tier else "",
        "act": question.act,
        "shard": _shard_for(question, attempt),
        "budget_minor": None if question.budget_minor is None else 0,
    }


def _shard_for(question: RewardQuestion, attempt: int) -> int:
    """One that can pay, if there is one; looking from another place with every try."""
    first = (home_shard(question.referral.key) + attempt) % BUDGET_SHARDS
    shard = pick(question.shards, question.least_cost_minor, first) if question.shards else None
    return shard.number if shard else first


def _fresh(question: RewardQuestion, at: datetime, attempt: int) -> Grant:
    referral, rules = question.referral, question.rules
    require_two_people(question.advocate_id, referral.friend_id)
    held = rules.hold_days > 0
    return Grant(
        key=referral.key,
        program_id=referral.program_id,
        advocate_id=question.advocate_id,
        friend_id=referral.friend_id,
        currency=question.figures.currency,
        sides=(),
        status=GrantStatus.HELD if held else GrantStatus.AVAILABLE,
        granted_at=at,
        hold_until=at + timedelta(days=rules.hold_days),
        released_at=None if held else at,
        **_place_fields(question, attempt),
    )


def _closed_or_open(brought: Grant, question: RewardQuestion, target: Target) -> Grant:
    """The grant with its new status, its people, and its part of the budget."""
    grant = question.grant
    if target.state is TargetState.NOBODYS:
        if not brought.holds_place:
            return brought
        return _close_grant(brought, GrantStatus.WITHDRAWN)
    if target.state is TargetState.CLOSED:
        return _close_grant(brought, GrantStatus.REVERSED) if brought.holds_place else brought
    open_ = GrantStatus.HELD if brought.released_at is None else GrantStatus.AVAILABLE
    # A grant from before worths were counted has none to give back; somebody's new one has.
    counts = brought.worth_minor is not None or not question.keeps_advocate
    fields: dict[str, object] = {
        "status": GrantStatus.SUSPENDED if target.state is TargetState.SUSPENDED else open_,
        "inquired": question.figures.inquired,
        "reviewed": question.figures.review.word is PersonsWord.APPROVED,
        "advocate_id": question.advocate_id,
        "budget_minor": _budget_after(brought, question),
        "worth_minor": total_worth(brought.advocates_part) if counts else None,
    }
    if not question.keeps_advocate:
        tier = question.tier.name if question.tier else ""
        fields |= {"tier": tier, "day": question.day}
    if brought.released_at is None and (end := question.figures.early_release_at):
        fields["hold_until"] = min(brought.hold_until, end)
    if grant and not question.keeps_friend:
        friend = {"friend_id": question.referral.friend_id}
        fields |= {**friend, "customer_hash": question.figures.customer_hash}
    require_two_people(question.advocate_id, question.referral.friend_id)
    return brought.model_copy(update=fields)


def _close_grant(grant: Grant, status: GrantStatus) -> Grant:
    back = None if grant.budget_minor is None else 0
    return grant.model_copy(update={"status": status, "budget_minor": back, "inquired": False})


def _budget_after(brought: Grant, question: RewardQuestion) -> int | None:
    """The amount that the grant takes of the budget from now on; None if it stands outside of any.

    While the program has no budget, nothing more is taken; a side that is kept keeps what it took.
    """
    before = question.standing_grant
    if brought.budget_minor is None:
        return None
    counts = question.budget_minor is not None
    if before is None:
        return total_worth(brought.sides) if counts else 0
    old = {side.name: side.worth.worth_minor for side in before.sides}
    kept = [side for side in brought.sides if side.name in old]
    new = [side for side in brought.sides if side.name not in old]
    base = before.budget_minor or 0
    if new or len(kept) < len(old):
        base = min(sum(old[side.name] for side in kept), base)
    changed = total_worth(kept) - sum(old[side.name] for side in kept)
    if counts:
        return max(base + changed + total_worth(new), 0)
    return max(base + min(changed, 0), 0)
