"""Brings the rewards of one referral up to what is known about its order.

Called for every change of a referral, our own writes included: what is settled stays as it is.
"""

from datetime import datetime

from referrals.model.referral import Referral, RewardDecision, RewardStatus
from referrals.steps.grant_rewards import grant_rewards
from referrals.steps.move_rewards import withhold_from_nobody
from referrals.steps.reverse_grants import reverse_grants
from referrals.store.books import Books, Orders
from referrals.store.codec import Item
from referrals.store.referral import read_referral


def settle_rewards(key: str, orders: Orders, books: Books, now: datetime) -> RewardDecision | None:
    """The decision that holds; None while there is none."""
    referral = orders.referrals.get(key)
    if not unsettled(referral):
        return referral.reward
    if referral.reward and referral.reward.status is not RewardStatus.WITHHELD:
        return reverse_grants(referral, orders, books, now)
    if not referral.attributed:
        return withhold_from_nobody(referral, orders, now)
    return grant_rewards(referral, orders, books, now)


def key_to_settle(image: Item) -> str | None:
    """What a change of a referral asks for; None for our own writes, which are settled."""
    referral = read_referral(image)
    return referral.key if unsettled(referral) else None


def unsettled(referral: Referral) -> bool:
    """Whether rewards have yet to be decided on the newest figures.

    An order that nobody brought has none, unless it was a correction that found that out.
    """
    if referral.reward is None:
        return referral.attributed
    return referral.reward.revision < referral.figures.revision
