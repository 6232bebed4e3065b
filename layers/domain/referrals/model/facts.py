"""What the outside is told happened: the topics of outbound webhooks and of insights."""

from enum import StrEnum


class Topic(StrEnum):
    """Names of facts, `noun.verb`."""

    REWARD_GRANTED = "reward.granted"
    REWARD_WITHHELD = "reward.withheld"
    REWARD_REVERSED = "reward.reversed"
    REWARD_RESTORED = "reward.restored"
    REWARD_RELEASED = "reward.released"
    REWARD_ISSUED = "reward.issued"
    ADVOCATE_THANKED = "advocate.thanked"
    FRIEND_WELCOMED = "friend.welcomed"
