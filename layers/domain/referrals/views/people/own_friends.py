"""Who came through this advocate's link, and what became of it? Told with the letters' words.

Never what a friend bought, and a first name only where they let it be read.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.attribution.referral import Referral, RewardStatus
from referrals.model.people.person import Person, shown_name
from referrals.model.reward.grant import Grant, GrantStatus
from referrals.model.reward.order_rule import UNDER_REVIEW
from referrals.model.words.decision import may_appeal
from referrals.model.words.wording import Wording
from referrals.store.attribution.referral import Referrals
from referrals.store.people.person import People
from referrals.store.reward.grant import Grants
from referrals.views.order.decision_text import reward_text

MOST_FRIENDS = 20


@dataclass(frozen=True, slots=True)
class OwnFriend:
    name: str
    """Empty unless they let it be read."""
    came: str
    """The day, as people say it."""
    came_at: datetime
    status: str
    """`pending`, `yours`, `back` or `person`, as the page marks it."""
    status_words: str
    why: str
    case_id: str
    """Of the review whose denial may be appealed; empty for none."""


@dataclass(frozen=True, slots=True)
class FriendShelf:
    referrals: Referrals
    grants: Grants
    people: People


def own_friends(
    advocate: Person, program_id: str, shelf: FriendShelf, words: Wording
) -> tuple[OwnFriend, ...]:
    """The newest first, of one program."""
    found = [
        referral
        for referral in shelf.referrals.of_advocate(advocate.person_id, MOST_FRIENDS)
        if referral.program_id == program_id and not referral.figures.test
    ]
    people = shelf.people.find_all(referral.friend_id for referral in found)
    grants = shelf.grants.find_all(referral.key for referral in found if referral.reward)
    return tuple(
        _friend(each, people.get(each.friend_id), grants.get(each.key), advocate, words=words)
        for each in found
    )


def _friend(
    referral: Referral,
    friend: Person | None,
    grant: Grant | None,
    advocate: Person,
    *,
    words: Wording,
) -> OwnFriend:
    told = reward_text(referral, grant, words)
    status = _status(referral, grant)
    review = referral.reward.review if referral.reward else None
    appeals = bool(told and review and may_appeal(told.reason, review.note))
    came_at = referral.figures.occurred_at
    return OwnFriend(
        name=shown_name(friend),
        came=words.date(came_at, advocate.time_zone),
        came_at=came_at,
        status=status,
        status_words=words.say(f"own_friends.{status}"),
        why=told.for_advocate if told else words.say("own_friends.judging"),
        case_id=review.case_id if review and appeals else "",
    )


def _status(referral: Referral, grant: Grant | None) -> str:
    """What of it there is for the advocate now."""
    reward = referral.reward
    if reward is None:
        return "pending"
    if reward.reason == UNDER_REVIEW:
        return "person"
    if reward.status is not RewardStatus.GRANTED:
        return "back" if reward.status is RewardStatus.REVERSED else "none"
    held = grant is not None and grant.status is GrantStatus.HELD
    return "pending" if held else "yours"
