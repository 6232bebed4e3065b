"""Grants both sides of a referral in one transaction, or stores why nobody gets anything.

Safe to repeat: the grant's key is the order's own and never expires. Every number that was read
is guarded by its version, so what was decided still holds when it is written.
"""

from collections.abc import Iterator
from datetime import datetime

from referrals.model.announcement import on_grant, on_withheld
from referrals.model.budget import BUDGET_SHARDS, pick
from referrals.model.errors import UnavailableError
from referrals.model.grant import (
    Grant,
    GrantStatus,
    home_shard,
    require_two_people,
)
from referrals.model.posting import granting, granting_anew
from referrals.model.referral import Referral, RewardDecision, RewardStatus
from referrals.model.reward import hold_until, offer_for
from referrals.model.reward_rule import Case
from referrals.model.turn import following
from referrals.steps.allocate_budget import allocate_budget
from referrals.steps.draft_reward import Draft, draft_reward
from referrals.store.books import Action, Books, Orders, Role

TRIES = 8


def grant_rewards(
    referral: Referral, orders: Orders, books: Books, now: datetime
) -> RewardDecision | None:
    """The decision that holds; None while something newer than the referral is on its way."""
    for attempt in range(TRIES):
        if not referral.attributed or _answered(referral):
            return referral.reward
        draft = draft_reward(referral, books, now)
        if draft.decision.status is RewardStatus.WITHHELD:
            refused = _withhold(draft, orders, books)
        else:
            refused = give(draft, orders, books, attempt)
        if not refused:
            return draft.decision
        referral = orders.referrals.get(referral.key)
        if Role.ORDER in refused and orders.overtaken(referral):
            return None  # Attribution's own change of the referral calls us again.
    raise UnavailableError("the books are busy.", remedy="Try again.")


def _answered(referral: Referral) -> bool:
    """Whether the reward was decided on the newest figures, or is a matter of reversing by now."""
    reward = referral.reward
    if reward is None:
        return False
    given = reward.status is not RewardStatus.WITHHELD
    return given or reward.revision >= referral.figures.revision


def _withhold(draft: Draft, orders: Orders, books: Books) -> frozenset[Role]:
    items = on_withheld(draft.referral, draft.decision, draft.current, draft.at)
    return books.commit(
        [orders.decided_action(draft.referral, draft.decision), *books.letters(items)]
    )


def give(
    draft: Draft, orders: Orders, books: Books, attempt: int, *, before: Grant | None = None
) -> frozenset[Role]:
    """Roles whose guards failed; `before` is a grant, all taken back, that this one follows."""
    case, budget = draft.case, draft.current.limits.budget_minor
    first = home_shard(draft.referral.key) + attempt
    shard = pick(draft.shards, case.cost_minor, first % BUDGET_SHARDS) if draft.shards else None
    if draft.shards and shard is None:
        number, program_id = first % BUDGET_SHARDS, draft.referral.program_id
        need = case.cost_minor
        allocate_budget(books.tallies, program_id, budget, need_minor=need, number=number)
        return frozenset({Role.BUDGET})
    grant = _grant_of(draft, shard.number if shard else first % BUDGET_SHARDS)
    postings, put = granting(grant), books.grants.add_action
    if before:
        grant, postings = granting_anew(following(grant, before))
        put = books.grants.change_action
    return books.commit(
        [
            (Role.GRANT, put(grant)),
            orders.unmoved_action(draft.referral),
            orders.decided_action(draft.referral, draft.decision),
            *books.lines(postings, draft.at),
            *_limits(grant, case, books),
            *books.letters(on_grant(grant, draft.current, draft.at)),
        ]
    )


def _grant_of(draft: Draft, shard: int) -> Grant:
    case, referral = draft.case, draft.referral
    figures, attribution = referral.figures, referral.attribution
    require_two_people(attribution.advocate_id, referral.friend_id)
    held = case.rules.hold_days > 0
    return Grant(
        key=referral.key,
        program_id=referral.program_id,
        program_version=attribution.program_version,
        offer=offer_for(case.rules, attribution.code).name,
        advocate_id=attribution.advocate_id,
        friend_id=referral.friend_id,
        customer_hash=figures.customer_hash,
        sides=case.sides,
        currency=figures.currency,
        status=GrantStatus.HELD if held else GrantStatus.AVAILABLE,
        lost_minor=figures.lost_minor,
        gross_minor=figures.gross_minor,
        shard=shard,
        budget_minor=case.cost_minor if draft.shards else None,
        period=case.period,
        granted_at=draft.at,
        hold_until=hold_until(case.rules, draft.at),
        released_at=None if held else draft.at,
    )


def _limits(grant: Grant, case: Case, books: Books) -> Iterator[Action]:
    tallies = books.tallies
    advocate = case.advocate.granted(grant.period, grant.milestones)
    yield Role.TALLY, tallies.tally_action(advocate)
    yield Role.TALLY, tallies.tally_action(case.friend.granted(grant.period))
    if grant.budget_minor:
        action = tallies.take_action(grant.program_id, grant.shard, grant.budget_minor)
        yield Role.BUDGET, action
