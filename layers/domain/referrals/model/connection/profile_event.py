"""What happened to a person, as it stands on their profile in the shop's own mailing system.

Told only of who agreed to friendly mail, and named in plain words; nobody else's name is in it, no
code that could be spent, and nothing of what was bought.
"""

from collections.abc import Mapping
from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.people.person import Person

# By the topic of the letter that tells its person the same.
EVENTS: Mapping[str, str] = {
    Topic.ADVOCATE_ENROLLED: "Joined the referral program",
    Topic.ADVOCATE_THANKED: "Brought a friend",
    Topic.FRIEND_WELCOMED: "Came through a friend",
    Topic.REWARD_ISSUED: "Reward is ready",
    Topic.REWARD_RELEASED: "Reward is ready",
    Topic.REWARD_REVERSED: "Reward went back",
    Topic.REWARD_RESTORED: "Reward stands again",
    Topic.REWARD_WITHHELD: "No reward this time",
    Topic.VALUE_ENDING: "Reward ends soon",
    Topic.GOAL_REWARDED: "Shared goal was reached",
    Topic.NOTE_WRITTEN: "Got a thank-you note",
    Topic.STORY_APPROVED: "Story was published",
}
FORGOTTEN = "profile.forgotten"
"""The profile of a person who was erased here."""
# Of a letter's facts, those that its words are made of: no ids of others, no codes.
_KEPT = ("side", "reward", "reward_sentence", "reason", "hold_until", "ends_at", "ends", "act")


def profile_event(letter: OutboxItem, reader: Person, now: datetime) -> OutboxItem | None:
    """What a letter's fact is on its reader's profile; None where nothing of it is told there."""
    if letter.topic not in EVENTS or not reader.consents.mail:
        return None
    item = an_item(
        f"{letter.item_id}#klaviyo",
        Channel.KLAVIYO,
        letter.topic,
        program_id=letter.program_id,
        at=letter.created_at,
        cause=letter.cause,
        person_id=reader.person_id,
        data={name: letter.data[name] for name in _KEPT if name in letter.data},
    )
    return item.model_copy(update={"due_at": max(now, letter.created_at)})


def joined_event(person: Person, program_id: str, now: datetime) -> OutboxItem | None:
    """Of who joined on our own page, and so gets no letter about it."""
    if not person.consents.mail:
        return None
    return an_item(
        f"{program_id}#{person.person_id}#joined#klaviyo",
        Channel.KLAVIYO,
        Topic.ADVOCATE_ENROLLED,
        program_id=program_id,
        at=now,
        person_id=person.person_id,
        data={},
    )


def forgotten_profile(program_id: str, profile_id: str, now: datetime) -> OutboxItem:
    """Names nobody but the profile, so that it may outlast its person until it is done."""
    return an_item(
        f"{program_id}#klaviyo-forget#{profile_id}",
        Channel.KLAVIYO,
        FORGOTTEN,
        program_id=program_id,
        at=now,
        data={"profile": profile_id},
    )
