"""Takes a grant back in proportion to what the order lost, or gives it back when that returns.

Cumulative, so that any number of partial refunds, in any order and however often told, end at the
same balances. A refund in full returns the budget and the counts and closes the grant for good.
"""

from collections.abc import Iterator
from datetime import datetime

from referrals.model.announcement import on_loss
from referrals.model.errors import UnavailableError
from referrals.model.grant import Grant, GrantStatus
from referrals.model.limit import advocate_subject, friend_subject
from referrals.model.posting import homes_of, losing, status_after
from referrals.model.referral import Referral, RewardDecision
from referrals.model.reward import after_loss
from referrals.store.books import Action, Books, Orders, Role

TRIES = 8


def reverse_grants(
    referral: Referral, orders: Orders, books: Books, now: datetime
) -> RewardDecision | None:
    """The decision that holds; nothing is written when the grant accounts for it already."""
    for _ in range(TRIES):
        grant = books.grants.get(referral.key)
        if accounted_for(grant, referral):
            return referral.reward
        decision, actions = _reversal(referral, grant, books, now)
        if not books.commit([orders.decided_action(referral, decision), *actions]):
            return decision
        referral = orders.referrals.get(referral.key)
    raise UnavailableError("the books are busy.", remedy="Try again.")


def accounted_for(grant: Grant, referral: Referral) -> bool:
    figures = referral.figures
    assert referral.reward, "only what was granted can be reversed"
    if grant.status is GrantStatus.REVERSED or referral.reward.revision >= figures.revision:
        return True
    known = (grant.lost_minor, grant.gross_minor, grant.status)
    return known == (figures.lost_minor, figures.gross_minor, status_after(grant, figures))


def _reversal(
    referral: Referral, grant: Grant, books: Books, now: datetime
) -> tuple[RewardDecision, list[Action]]:
    figures = referral.figures
    assert referral.reward
    homes = books.ledger.balances(homes_of(grant))
    sides, postings = losing(grant, figures, homes)
    after = grant.changed(
        sides=sides,
        status=status_after(grant, figures),
        lost_minor=figures.lost_minor,
        gross_minor=figures.gross_minor,
    )
    rules = books.programs.get(grant.program_id).rules
    actions: list[Action] = [
        (Role.GRANT, books.grants.change_action(after)),
        *books.lines(postings, now, homes),
        *_returned(after, books),
        *books.letters(on_loss(grant, after, rules, now)),
    ]
    return after_loss(referral.reward, after, figures, now), actions


def _returned(grant: Grant, books: Books) -> Iterator[Action]:
    """Only what is closed for good frees its place: a suspended grant may have to be restored."""
    if grant.status is not GrantStatus.REVERSED:
        return
    tallies = books.tallies
    advocate = tallies.tally(advocate_subject(grant.program_id, grant.advocate_id))
    friend = tallies.tally(friend_subject(grant.program_id, grant.customer_hash))
    yield Role.TALLY, tallies.tally_action(advocate.returned(grant.period, grant.milestones))
    yield Role.TALLY, tallies.tally_action(friend.returned(grant.period))
    if grant.budget_minor:
        action = tallies.return_action(grant.program_id, grant.shard, grant.budget_minor)
        yield Role.BUDGET, action
