"""Takes a grant back in proportion to what the order lost, or gives it back when that returns.

Cumulative, so that any number of partial refunds, in any order and however often told, end at the
same balances. A refund in full returns the budget and the counts and closes the grant, until the
shop opens the order again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from referrals.model.announcement import on_loss
from referrals.model.errors import UnavailableError
from referrals.model.grant import Grant, GrantStatus
from referrals.model.ledger import Balance
from referrals.model.limit import Tally, advocate_subject, friend_subject
from referrals.model.posting import homes_of, losing, status_after
from referrals.model.referral import OrderFigures, Referral, RewardDecision
from referrals.model.reward import after_loss
from referrals.steps.move_rewards import astray, move_rewards, tell_again
from referrals.store.books import Action, Books, Orders, Role

TRIES = 8


def reverse_grants(
    referral: Referral, orders: Orders, books: Books, now: datetime
) -> RewardDecision | None:
    """The decision that holds; nothing is written when the grant accounts for it already."""
    for attempt in range(TRIES):
        grant = books.grants.get(referral.key)
        if accounted_for(grant, referral):
            return tell_again(referral, grant, orders, now)
        if astray(grant, referral):
            moved, refused = move_rewards(referral, grant, orders, books, attempt=attempt, now=now)
            if not refused:
                return moved
            referral = orders.referrals.get(referral.key)
            if Role.ORDER in refused and orders.overtaken(referral):
                return None  # Attribution's own change of the referral calls us again.
            continue
        found = _found(grant, referral.figures, books)
        # What is newer than the grant doesn't fit it: somebody changed it meanwhile.
        if books.grants.get(referral.key) == grant:
            decision, actions = _reversal(referral, found, books, now)
            if not books.commit([orders.decided_action(referral, decision), *actions]):
                return decision
        referral = orders.referrals.get(referral.key)
    raise UnavailableError("the books are busy.", remedy="Try again.")


def accounted_for(grant: Grant, referral: Referral) -> bool:
    figures = referral.figures
    assert referral.reward, "only what was granted can be reversed"
    if referral.reward.revision >= figures.revision:
        return True
    if astray(grant, referral):
        return False
    if grant.status in (GrantStatus.REVERSED, GrantStatus.WITHDRAWN):
        return True
    known = (grant.lost_minor, grant.gross_minor, grant.status)
    return known == (figures.lost_minor, figures.gross_minor, status_after(grant, figures))


@dataclass(frozen=True, slots=True)
class Found:
    """A grant, and what its reversal moves beside it."""

    grant: Grant
    status: GrantStatus
    """As it will be."""
    homes: Mapping[str, Balance]
    tallies: tuple[Tally, ...]
    """Only what is closed for good frees its place: a suspended grant may have to be restored."""


def _found(grant: Grant, figures: OrderFigures, books: Books) -> Found:
    status = status_after(grant, figures)
    subjects = (
        advocate_subject(grant.program_id, grant.advocate_id),
        friend_subject(grant.program_id, grant.customer_hash),
    )
    closing = status is GrantStatus.REVERSED
    tallies = tuple(books.tallies.tally(subject) for subject in subjects if closing)
    return Found(grant, status, books.ledger.balances(homes_of(grant)), tallies)


def _reversal(
    referral: Referral, found: Found, books: Books, now: datetime
) -> tuple[RewardDecision, list[Action]]:
    figures, grant = referral.figures, found.grant
    assert referral.reward
    less, postings = losing(grant, figures, found.homes)
    after = less.changed(
        status=found.status,
        lost_minor=figures.lost_minor,
        gross_minor=figures.gross_minor,
    )
    rules = books.programs.get(grant.program_id).rules
    actions: list[Action] = [
        (Role.GRANT, books.grants.change_action(after)),
        *books.lines(postings, now, found.homes),
        *_returned(found, books),
        *books.letters(on_loss(grant, after, rules, now)),
    ]
    return after_loss(referral.reward, after, referral, now), actions


def _returned(found: Found, books: Books) -> Iterator[Action]:
    """Its place in every count, and its part of the budget."""
    if not found.tallies:
        return
    grant, (advocate, friend) = found.grant, found.tallies
    tallies = books.tallies
    if grant.advocates_part:
        yield Role.TALLY, tallies.tally_action(advocate.returned(grant.period, grant.milestones))
    yield Role.TALLY, tallies.tally_action(friend.returned(grant.period))
    if grant.budget_minor:
        action = tallies.return_action(grant.program_id, grant.shard, grant.budget_minor)
        yield Role.BUDGET, action
