"""What the outside is told happened: the topics of outbound webhooks and of insights."""

from enum import StrEnum


class Topic(StrEnum):
    """Names of facts, `noun.verb`."""

    REWARD_GRANTED = "reward.granted"
    """Both sides of an order were promised their reward."""
    REWARD_WITHHELD = "reward.withheld"
    """An order that was attributed earned nothing; `reason` says why."""
    REWARD_REVERSED = "reward.reversed"
    """The order, or part of it, went back, and the reward with it."""
    REWARD_RESTORED = "reward.restored"
    """What had been taken back stands again, as the order does."""
    REWARD_RELEASED = "reward.released"
    """The hold is over: what was promised is theirs."""
    REWARD_ISSUED = "reward.issued"
    """A thing was handed over, with its code where it has one."""
    ADVOCATE_THANKED = "advocate.thanked"
    """The letter that tells the advocate what a friend's coming earned."""
    FRIEND_WELCOMED = "friend.welcomed"
    """The letter that tells the friend what is theirs."""
    GIFT_CODE_ISSUED = "gift.code_issued"
    """A friend took a code that makes their first order cheaper: the till should take it."""
    GIFT_CODE_ENDED = "gift.code_ended"
    """Nobody used it in time, or its friend ordered without it: the till should refuse it."""
    PRIVACY_REQUESTED = "privacy.requested"
    """Somebody wants to see their data, or to be forgotten; `due_at` says by when."""
    SOURCE_UNINSTALLED = "source.uninstalled"
    """The shop took our app out: no more orders come from it."""
    SOURCE_QUIET = "source.quiet"
    """Far fewer orders come from a source than at these hours in other weeks."""
