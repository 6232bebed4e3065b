"""Decides what an order earns, from everything that is known at this moment; writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from referrals.model.budget import Shard, budget_left
from referrals.model.grant import ADVOCATE, FRIEND, Side
from referrals.model.limit import advocate_subject, friend_subject, period_of
from referrals.model.program import Offer, Program, Terms
from referrals.model.referral import Referral, RewardDecision
from referrals.model.reward import decide, offer_for
from referrals.model.reward_rule import Case
from referrals.providers.rewards.registry import typed
from referrals.providers.rewards.reward_type import Basis
from referrals.store.books import Books


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that is ready to be written, with what it was made from."""

    case: Case
    current: Program
    """The rules as they stand now: they say where webhooks go and what the budget is."""
    shards: tuple[Shard, ...]
    decision: RewardDecision
    at: datetime

    @property
    def referral(self) -> Referral:
        return self.case.referral


def draft_reward(referral: Referral, books: Books, now: datetime) -> Draft:
    current = books.programs.get(referral.program_id)
    version = referral.attribution.program_version
    promised = current
    if current.version != version:
        promised = books.programs.get_version(referral.program_id, version)
    case, shards = _case(referral, promised.rules, current.rules, books)
    return Draft(case, current.rules, shards, decide(case, now), now)


def _case(
    referral: Referral, rules: Program, current: Program, books: Books
) -> tuple[Case, tuple[Shard, ...]]:
    figures, program_id = referral.figures, referral.program_id
    advocate = advocate_subject(program_id, referral.attribution.advocate_id)
    case = Case(
        referral=referral,
        rules=rules,
        advocate=books.tallies.tally(advocate),
        friend=books.tallies.tally(friend_subject(program_id, figures.customer_hash)),
        period=period_of(figures.occurred_at, rules.limits, rules.time_zone),
        paused=current.paused,
    )
    case = replace(case, sides=tuple(_sides(case)))
    budget = current.limits.budget_minor
    if budget is None:
        return case, ()
    shards = books.tallies.shards(program_id)
    return replace(case, budget_left_minor=budget_left(budget, shards)), shards


def _sides(case: Case) -> Iterator[Side]:
    offer = offer_for(case.rules, case.referral.attribution.code)
    advocate, *milestones = advocates_sides(case, offer)
    yield advocate
    yield _side(FRIEND, case.referral.friend_id, offer.friend, case)
    yield from milestones


def advocates_sides(case: Case, offer: Offer) -> Iterator[Side]:
    """The advocate's own part, and the milestone that it reaches if it reaches one."""
    attribution = case.referral.attribution
    yield _side(ADVOCATE, attribution.advocate_id, offer.advocate, case)
    reached = case.advocate.lifetime + 1
    due = [each for each in case.rules.milestones if each.at == reached]
    for milestone in due[:1]:
        if reached not in case.advocate.milestones:
            yield _side(f"milestone-{reached}", attribution.advocate_id, milestone.reward, case)


def _side(name: str, person_id: str, terms: Terms, case: Case) -> Side:
    """What had been refunded before the grant is left out of it from the start."""
    figures = case.figures
    reward_type, parsed = typed(terms)
    worth = reward_type.worth(parsed, Basis(figures.base_minor, figures.currency))
    plain = parsed.model_dump(mode="json", exclude_none=True)
    side = Side(name=name, person_id=person_id, terms=plain, worth=worth)
    lost = side.due_back(figures.lost_minor, max(figures.gross_minor, 1))
    return side.model_copy(update={"reversed": lost, "stood": lost < worth.amount})
