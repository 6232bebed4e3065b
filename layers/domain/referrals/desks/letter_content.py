"""What each letter says beyond its wording: people's words, addresses signed for its reader.

A letter that needs such things has a line in CONTENT: its topic, and a function of the outbox item
and its reader. What the function needs it imports inside, so that other letters start without it.
"""

from collections.abc import Callable

from referrals.model.delivery.delivery import NO_CONTENT, LetterContent, Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person, Role


def _nudge(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.nudge_letter import nudge_content

    return nudge_content(item, reader)


def _question(item: OutboxItem, _: Person) -> LetterContent | Skipped:
    from referrals.desks.survey_letter import question_content

    return question_content(item)


def _reply(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.survey_letter import reply_content

    return reply_content(item, reader)


def _suggestion(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.suggestion_letter import decision_content

    return decision_content(item, reader)


type ContentOf = Callable[[OutboxItem, Person], LetterContent | Skipped]


def _note(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.note import note_content

    return note_content(item, reader)


def _arrival(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    """The friend's page after the order that the letter is about."""
    key = str(item.data.get("conversion_key") or item.cause)
    if reader.role is not Role.FRIEND or not key:
        return NO_CONTENT
    from referrals.desks.welcome import arrival_address

    return LetterContent(actions={"arrival.button": arrival_address(key, reader.person_id)})


def _goal(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.goal import goal_content

    return goal_content(item, reader)


def _memory(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.memory import memory_content

    return memory_content(item, reader)


def _story(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.story_letter import story_content

    return story_content(item, reader)


def _sign_in(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.advocate_letter import sign_in_content

    return sign_in_content(item, reader)


def _desk(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.advocate_letter import desk_content

    return desk_content(item, reader)


def _own_page(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.advocate_letter import own_page_content

    return own_page_content(item, reader)


def _invitation(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.advocate_letter import invitation_content

    return invitation_content(item, reader)


CONTENT: dict[str, ContentOf] = {
    Topic.FRIEND_WELCOMED: _arrival,
    Topic.REWARD_WITHHELD: _arrival,
    Topic.REWARD_ISSUED: _arrival,
    Topic.REWARD_RELEASED: _arrival,
    Topic.NOTE_WRITTEN: _note,
    Topic.STAFF_NOTE_WRITTEN: _note,
    Topic.NOTE_ANSWERED: _note,
    Topic.GOAL_REWARDED: _goal,
    Topic.GOAL_DONATED: _goal,
    Topic.GOAL_MISSED: _goal,
    Topic.MEMORY_MARKED: _memory,
    Topic.STORY_APPROVED: _story,
    Topic.STORY_DECLINED: _story,
    Topic.ADVOCATE_NUDGED: _nudge,
    Topic.SURVEY_ASKED: _question,
    Topic.ANSWER_REPLIED: _reply,
    Topic.SUGGESTION_DECIDED: _suggestion,
    Topic.SIGN_IN_REQUESTED: _sign_in,
    Topic.JOIN_REQUESTED: _sign_in,
    Topic.STAFF_INVITED: _desk,
    Topic.STAFF_SIGN_IN_REQUESTED: _desk,
    Topic.STAFF_PASSKEY_ADDED: _desk,
    Topic.STAFF_PASSKEYS_REMOVED: _desk,
    Topic.STAFF_PASSKEY_COPIED: _desk,
    Topic.ADVOCATE_ENROLLED: _own_page,
    Topic.ADVOCATE_INVITED: _invitation,
    Topic.FRIEND_WELCOMED: _arrival,
    Topic.REWARD_WITHHELD: _arrival,
    Topic.REWARD_ISSUED: _arrival,
    Topic.REWARD_RELEASED: _arrival,
    Topic.NOTE_WRITTEN: _note,
    Topic.STAFF_NOTE_WRITTEN: _note,
    Topic.NOTE_ANSWERED: _note,
    Topic.SURVEY_ASKED: _question,
    Topic.ANSWER_REPLIED: _reply,
    Topic.SUGGESTION_DECIDED: _suggestion,
}


def content_of(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    """Skipped where there is nothing to say any more: a note that was withdrawn meanwhile."""
    find = CONTENT.get(item.topic)
    return find(item, reader) if find else NO_CONTENT
