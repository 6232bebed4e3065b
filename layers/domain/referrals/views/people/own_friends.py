"""Who came through this advocate's link, and what became of it? Told with the letters' words.

Never what a friend bought, and a first name only where they let it be read. How far each has come
is computed from what there is of them: nothing is kept for it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from referrals.model.attribution.referral import Referral, RewardStatus
from referrals.model.era import epoch_seconds
from referrals.model.note.note import Note, NoteWriter, note_id_of
from referrals.model.people.person import Person, shown_name
from referrals.model.reward.grant import FRIEND, Grant, GrantStatus
from referrals.model.reward.order_rule import UNDER_REVIEW
from referrals.model.words.decision import may_appeal
from referrals.model.words.wording import Wording
from referrals.store.attribution.referral import Referrals
from referrals.store.note.note import Notes
from referrals.store.people.person import People
from referrals.store.reward.grant import Grants
from referrals.views.order.decision_text import advocate_text

MOST_FRIENDS = 10
MOST_LOOKED_AT = 200
"""Of other programs, and orders placed as a test, that a page passes by before it ends."""
_PLACE = re.compile(r"(\d{1,11})-([0-9a-f]{12})")


class FriendStep(StrEnum):
    """How far a friend has come."""

    ARRIVED = "arrived"
    """Placed an order that this advocate brought."""
    WELCOMED = "welcomed"
    """Had something for it, whatever became of that since."""
    THANKED = "thanked"
    """Wrote a note of thanks, which its reader did not put away."""


@dataclass(frozen=True, slots=True)
class OwnFriend:
    name: str
    """Empty unless they let it be read."""
    came: str
    """The day, as people say it."""
    came_at: datetime
    steps: tuple[str, ...]
    """How far they have come, in words, the first one first."""
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
    notes: Notes


@dataclass(frozen=True, slots=True)
class OwnFriendPage:
    friends: tuple[OwnFriend, ...]
    """The newest first, of one program."""
    older: str = ""
    """Where the next page begins; empty at the end."""


def own_friends(
    advocate: Person, program_id: str, shelf: FriendShelf, words: Wording, *, after: str = ""
) -> OwnFriendPage:
    """`after` is where the page before ended; what is no such place is the beginning."""
    found: list[Referral] = []
    older = ""
    last: Referral | None = None
    for looked_at, referral in enumerate(_after(advocate.person_id, after, shelf.referrals)):
        if last and (len(found) == MOST_FRIENDS or looked_at == MOST_LOOKED_AT):
            older = _place(last)
            break
        last = referral
        if referral.program_id == program_id and not referral.figures.test:
            found.append(referral)
    people = shelf.people.find_all(each.friend_id for each in found)
    grants = shelf.grants.find_all(each.key for each in found if each.reward)
    notes = shelf.notes.find_all(_note_id(each) for each in found)
    friends = (
        _friend(
            _FriendFacts(each, people.get(each.friend_id), grants.get(each.key), notes),
            advocate,
            words=words,
        )
        for each in found
    )
    return OwnFriendPage(tuple(friends), older=older)


class _FriendFacts(NamedTuple):
    """One referral, and what else is known of it."""

    referral: Referral
    friend: Person | None
    grant: Grant | None
    notes: Mapping[str, Note]

    @property
    def note(self) -> Note | None:
        return self.notes.get(_note_id(self.referral))


def _note_id(referral: Referral) -> str:
    return note_id_of(referral.key, NoteWriter.FRIEND)


def _after(advocate_id: str, place: str, referrals: Referrals) -> Iterator[Referral]:
    found = _PLACE.fullmatch(place)
    if not found:
        yield from referrals.of_advocate(advocate_id)
        return
    moment = datetime.fromtimestamp(int(found[1]), UTC)
    # Decisions of one second come in one order, every time: those that were shown come first.
    same: list[Referral] = []
    rest = referrals.of_advocate(advocate_id, moment)
    for referral in rest:
        if referral.attribution.decided_at < moment:
            yield from same
            yield referral
            break
        same = [] if _mark(referral) == found[2] else [*same, referral]
    else:
        yield from same
    yield from rest


def _place(referral: Referral) -> str:
    """Stands in an address, so it names no order."""
    return f"{epoch_seconds(referral.attribution.decided_at)}-{_mark(referral)}"


def _mark(referral: Referral) -> str:
    return sha256(referral.key.encode()).hexdigest()[:12]


def _friend(known: _FriendFacts, advocate: Person, *, words: Wording) -> OwnFriend:
    referral, grant = known.referral, known.grant
    reward = referral.reward
    status = _status(referral, grant)
    review = reward.review if reward else None
    appeals = bool(reward and review and may_appeal(reward.reason, review.note))
    came_at = referral.figures.occurred_at
    return OwnFriend(
        name=shown_name(known.friend),
        came=words.date(came_at, advocate.time_zone),
        came_at=came_at,
        steps=tuple(words.say(f"own_friends.{each}") for each in _steps(known)),
        status=status,
        status_words=words.say(f"own_friends.{status}"),
        why=advocate_text(referral, grant, words) or words.say("own_friends.judging"),
        case_id=review.case_id if review and appeals else "",
    )


def _steps(known: _FriendFacts) -> Iterator[FriendStep]:
    yield FriendStep.ARRIVED
    grant, note = known.grant, known.note
    if grant and any(side.role == FRIEND and side.stood for side in grant.all_sides):
        yield FriendStep.WELCOMED
    advocate_id = known.referral.attribution.advocate_id
    if note and note.receiver_id == advocate_id and note.hidden_at is None:
        yield FriendStep.THANKED


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
