"""Moves a grant's advocate's part to whoever a correction names, or takes all of it back.

One transaction: what the one had goes back in full, what the other earns is given, within their
limit and the budget, and the friend keeps theirs. Corrected to nobody, the friend's goes, too. What
went back with the whole order is given anew when the shop opens the order again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from referrals.model.announcement import on_move, on_withheld
from referrals.model.budget import BUDGET_SHARDS, Shard, budget_left
from referrals.model.grant import Grant, GrantStatus, Side
from referrals.model.ledger import Balance, Posting
from referrals.model.limit import Tally, advocate_subject, friend_subject
from referrals.model.posting import (
    granting_anew,
    homes_of,
    losing,
    opened_again,
    status_after,
    withdrawing,
)
from referrals.model.referral import Referral, RewardDecision, RewardStatus
from referrals.model.reward import after_move, decide_move, given_anew, retold, withdrawn
from referrals.model.reward_rule import Case
from referrals.model.turn import laid_by, turned
from referrals.steps.draft_reward import advocates_sides, draft_reward
from referrals.steps.grant_rewards import give
from referrals.steps.move_budget import budget_actions, cost_of, friends_share, gather
from referrals.store.books import Action, Books, Orders, Role


def astray(grant: Grant, referral: Referral) -> bool:
    """Whether the grant is another's than the decision says, and can still be moved."""
    if grant.status is GrantStatus.WITHDRAWN or opened_again(grant, referral.figures):
        return referral.attributed
    if GrantStatus.REVERSED in (grant.status, status_after(grant, referral.figures)):
        return False
    return grant.advocate_id != referral.attribution.advocate_id


def move_rewards(
    referral: Referral, grant: Grant, orders: Orders, books: Books, *, attempt: int, now: datetime
) -> tuple[RewardDecision | None, frozenset[Role]]:
    """One try: the decision, and the roles whose guards failed."""
    assert referral.reward
    if grant.status in (GrantStatus.WITHDRAWN, GrantStatus.REVERSED):
        return _give_anew(referral, grant, orders, books, attempt=attempt, now=now)
    move = _found(referral, grant, books, now)
    # What is newer than the grant doesn't fit it: somebody changed it meanwhile.
    if books.grants.get(referral.key) != grant:
        return None, frozenset({Role.GRANT})
    if not referral.attributed:
        return _withdraw(move, orders, books)
    return _hand_on(move, orders, books)


def withhold_from_nobody(
    referral: Referral, orders: Orders, now: datetime
) -> RewardDecision | None:
    """Nothing was granted, and now nobody brought it: only what is said about it changes."""
    assert referral.reward, "what nobody brought and nothing was said about is settled"
    decision = withdrawn(referral.reward, (), referral, now)
    if orders.decide(referral, decision):
        return decision
    return orders.referrals.get(referral.key).reward


def tell_again(
    referral: Referral, grant: Grant, orders: Orders, now: datetime
) -> RewardDecision | None:
    """The decision, in other words where a correction came after everything had gone back."""
    reward = referral.reward
    assert reward
    closed = grant.status in (GrantStatus.REVERSED, GrantStatus.WITHDRAWN)
    if not closed or reward.revision >= referral.figures.revision:
        return reward
    decision = retold(reward, grant, referral, now)
    if decision == reward or orders.decide(referral, decision):
        return decision
    return orders.referrals.get(referral.key).reward


@dataclass(frozen=True, slots=True)
class Move:
    """A grant that is to be moved, with what stood beside it when it was read."""

    referral: Referral
    grant: Grant
    balances: dict[str, Balance]
    """Of its homes."""
    former: Tally
    """Of the advocate who has it now."""
    friend: Tally
    now: datetime

    @property
    def before(self) -> RewardDecision:
        assert self.referral.reward
        return self.referral.reward


def _found(referral: Referral, grant: Grant, books: Books, now: datetime) -> Move:
    former = advocate_subject(grant.program_id, grant.advocate_id)
    friend = friend_subject(grant.program_id, grant.customer_hash)
    return Move(
        referral,
        grant,
        books.ledger.balances(homes_of(grant)),
        former=books.tallies.tally(former),
        friend=books.tallies.tally(friend),
        now=now,
    )


def _give_anew(
    referral: Referral, grant: Grant, orders: Orders, books: Books, *, attempt: int, now: datetime
) -> tuple[RewardDecision, frozenset[Role]]:
    draft = draft_reward(referral, books, now)
    told = given_anew(draft.decision, grant, referral.attribution.advocate_id)
    draft = replace(draft, decision=told)
    if draft.decision.status is RewardStatus.GRANTED:
        return draft.decision, give(draft, orders, books, attempt, before=grant)
    # It was given once: what it is called tells that the grant is there, and taken back.
    decision = draft.decision.model_copy(update={"status": RewardStatus.REVERSED})
    letters = books.letters(on_withheld(referral, decision, draft.current, now))
    return decision, books.commit([orders.decided_action(referral, decision), *letters])


def _withdraw(move: Move, orders: Orders, books: Books) -> tuple[RewardDecision, frozenset[Role]]:
    grant, figures = move.grant, move.referral.figures
    taken, postings = withdrawing(grant, grant.sides, move.balances)
    after = grant.changed(
        sides=(),
        former=laid_by(grant.former, taken),
        status=GrantStatus.WITHDRAWN,
        budget_minor=0,
        lost_minor=figures.lost_minor,
        gross_minor=figures.gross_minor,
    )
    decision = withdrawn(move.before, taken, move.referral, move.now)
    friend = move.friend.returned(grant.period)
    actions = [
        *_moved(move, after, taken, postings, books=books),
        orders.decided_action(move.referral, decision),
        (Role.TALLY, books.tallies.tally_action(friend)),
        *budget_actions(grant, -(grant.budget_minor or 0), books),
    ]
    return decision, books.commit(actions)


def _hand_on(move: Move, orders: Orders, books: Books) -> tuple[RewardDecision, frozenset[Role]]:
    grant, figures = move.grant, move.referral.figures
    case, shards = _case(move, books)
    hold_end = None if grant.released_at else grant.hold_until
    decision, sides = decide_move(move.before, case, move.now, hold_end=hold_end)
    taken, postings = withdrawing(grant, grant.advocates_part, move.balances)
    friends = grant.model_copy(update={"sides": grant.friends_part})
    kept, lost = losing(friends, figures, move.balances)
    given = turned(sides, grant.turn + 1)
    cost = cost_of(grant, case, given)
    if cost > 0 and shards[grant.shard % BUDGET_SHARDS].left_minor < cost:
        gather(grant, cost, books)
        return decision, frozenset({Role.BUDGET})
    after = grant.changed(
        sides=(*given, *kept.sides),
        former=laid_by(kept.former, taken),
        advocate_id=move.referral.attribution.advocate_id,
        status=status_after(grant, figures),
        turn=grant.turn + 1,
        budget_minor=None if grant.budget_minor is None else grant.budget_minor + cost,
        lost_minor=figures.lost_minor,
        gross_minor=figures.gross_minor,
    )
    decision = after_move(decision, after, taken)
    # Whoever gets it back has what they spent of it before forgiven first, as with any grant anew.
    fresh, new = granting_anew(after.model_copy(update={"sides": given}))
    after = after.model_copy(update={"former": fresh.former})
    actions = [
        *_moved(move, after, taken, [*postings, *lost, *new], books=books),
        orders.unmoved_action(move.referral),
        orders.decided_action(move.referral, decision),
        *budget_actions(grant, cost, books),
    ]
    if given:
        granted = case.advocate.granted(after.period, after.milestones)
        actions.append((Role.TALLY, books.tallies.tally_action(granted)))
    return decision, books.commit(actions)


def _case(move: Move, books: Books) -> tuple[Case, tuple[Shard, ...]]:
    """The advocate's part alone, by the rules and the offer that the friend was granted by."""
    grant, referral = move.grant, move.referral
    promised = books.programs.get_version(grant.program_id, grant.program_version).rules
    subject = advocate_subject(grant.program_id, referral.attribution.advocate_id)
    case = Case(
        referral=referral,
        rules=promised,
        advocate=books.tallies.tally(subject),
        friend=Tally(subject=""),
        period=grant.period,
    )
    offer = next(each for each in promised.offers if each.name == grant.offer)
    case = replace(case, sides=tuple(advocates_sides(case, offer)))
    budget = books.programs.get(grant.program_id).rules.limits.budget_minor
    if budget is None or grant.budget_minor is None:
        return case, ()
    shards = books.tallies.shards(grant.program_id)
    left = budget_left(budget, shards) + grant.budget_minor - friends_share(grant)
    return replace(case, budget_left_minor=left), shards


def _moved(
    move: Move, after: Grant, taken: tuple[Side, ...], postings: list[Posting], *, books: Books
) -> Iterator[Action]:
    """The grant, its lines, what is told of it, and the place that the former advocate frees."""
    grant, tallies = move.grant, books.tallies
    rules = books.programs.get(grant.program_id).rules
    yield Role.GRANT, books.grants.change_action(after)
    yield from books.lines(postings, move.now, move.balances)
    yield from books.letters(on_move(grant, after, rules, move.now, taken=taken))
    if grant.advocates_part:
        former = move.former.returned(grant.period, grant.milestones)
        yield Role.TALLY, tallies.tally_action(former)
