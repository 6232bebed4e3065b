"""The books: the stores that one reward touches, because one transaction spans them all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from awswire.codec import Item
from referrals.model.attribution.referral import Referral, RewardDecision
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.errors import UnavailableError
from referrals.model.reward.grant import Grant
from referrals.model.reward.ledger import Balance, Posting, accounts_of, book
from referrals.store.attribution.referral import Referrals
from referrals.store.delivery.outbox import Outbox
from referrals.store.order.conversion import Conversions, order_key
from referrals.store.program.limit import Tallies
from referrals.store.program.program import Programs
from referrals.store.redemption.lien import Liens
from referrals.store.reward.former_decision import FormerDecisions
from referrals.store.reward.grant import Grants
from referrals.store.reward.ledger import Ledger
from referrals.store.risk.review import Reviews
from referrals.store.table import CancelledError, Change, transact

TRIES = 4


class ActionKind(StrEnum):
    """What an action of a transaction stands for, so that each failed guard has its meaning."""

    GRANT = "grant"
    """Fails when the order's grant is there already, or moved since it was read."""
    ORDER = "order"
    """Fails when the shop reported something newer about the order."""
    REFERRAL = "referral"
    """Fails when somebody else decided meanwhile."""
    LINE = "line"
    """Fails when an account moved since it was read."""
    TALLY = "tally"
    """Fails when a count moved since it was read."""
    BUDGET = "budget"
    """Fails when the shard can't pay."""
    OUTBOX = "outbox"
    """Fails when the same item was written before."""
    REVIEW = "review"
    """Has no guard of its own: the decision's holds for it."""
    REDEMPTION = "redemption"
    """Fails when the redemption is there already, or moved since it was read."""
    GOODWILL = "goodwill"
    """Fails when its reference named a gesture before."""
    BROUGHT = "brought"
    """Fails when something else was brought for the person meanwhile."""
    GOAL = "goal"
    """Fails when its person has what the goal promised."""
    ENDING = "ending"
    """Never fails: the balance beside it guards it."""
    WAIT = "wait"
    """Never fails by itself: a place in the line for the budget, taken or left."""
    RECALL = "recall"
    """Never fails: another order's reward is to be decided anew."""
    FORMER = "former"
    """Never fails by itself: keeps the decision that the transaction replaces."""
    LIEN = "lien"
    """Fails when a lien, or what it lies on, moved since it was read."""


type Action = tuple[ActionKind, Item]


@dataclass(frozen=True, slots=True)
class Books:
    programs: Programs
    grants: Grants
    ledger: Ledger
    liens: Liens
    tallies: Tallies
    outbox: Outbox
    former: FormerDecisions
    reviews: Reviews
    pause: Callable[[int], None]
    """Waits before try number n, with jitter: conflicts pass when nobody hurries."""

    def commit(self, actions: Iterable[Action]) -> frozenset[ActionKind]:
        """All of it, or the roles whose guards failed; UnavailableError when the tables stay busy.

        After a lost answer the next try fails on this call's own write: callers read back.
        """
        roles, items = zip(*actions, strict=True)
        for attempt in range(1, TRIES + 1):
            try:
                transact(self.ledger.table.dynamo, items)
            except CancelledError as cancelled:
                return frozenset(roles[position] for position in cancelled.failed)
            except UnavailableError:
                if attempt == TRIES:
                    raise
                self.pause(attempt)
            else:
                break
        return frozenset()

    def lines(
        self, postings: Iterable[Posting], at: datetime, known: Mapping[str, Balance] | None = None
    ) -> list[Action]:
        """Entries and balances; `known` are balances that were read for deciding the postings.
        Asked for last of all, others have less time to move an account meanwhile."""
        postings = list(postings)
        read = dict(known or {})
        missing = [account for account in accounts_of(postings) if account not in read]
        booking = book(postings, read | self.ledger.balances(missing), at)
        return [(ActionKind.LINE, action) for action in self.ledger.booking_actions(booking)]

    def review(
        self, before: RewardDecision | None, after: RewardDecision, key: str
    ) -> list[Action]:
        """The queue's item, where the decision moves it."""
        known = before.review if before else None
        if after.review is None or after.review == known:
            return []
        return [(ActionKind.REVIEW, self.reviews.put_action(key, after.review))]

    def letters(self, items: Iterable[OutboxItem]) -> list[Action]:
        return [(ActionKind.OUTBOX, self.outbox.add_action(item)) for item in items]


@dataclass(frozen=True, slots=True)
class Orders:
    """What is known about orders, and what was decided on them."""

    referrals: Referrals
    conversions: Conversions

    def overtaken(self, referral: Referral) -> bool:
        """Whether the shop reported something that attribution has yet to fold in."""
        state = self.conversions.find(referral.conversion_key)
        return state is not None and state.revision > referral.figures.revision

    def unmoved_action(self, referral: Referral) -> Action:
        """Lets nothing be granted on facts that are not the newest."""
        unmoved = Change(guard="revision = :r", values={":r": referral.figures.revision})
        place = order_key(referral.conversion_key)
        return ActionKind.ORDER, self.conversions.table.check_action(place, unmoved)

    def decided_action(self, referral: Referral, decision: RewardDecision, ground: Item) -> Action:
        expects = referral.reward.revision if referral.reward else None
        action = self.referrals.reward_action(referral.key, decision, ground, expects=expects)
        return ActionKind.REFERRAL, action


def seen_together(
    key: str, referrals: Referrals, grants: Grants
) -> tuple[Referral | None, Grant | None]:
    """What was decided and what was granted, as one transaction wrote them: two reads alone
    could find the grant without the decision that it came with."""
    referral, grant = referrals.find(key), grants.find(key)
    if grant and not (referral and referral.reward):
        referral = referrals.find(key)
    return referral, grant
