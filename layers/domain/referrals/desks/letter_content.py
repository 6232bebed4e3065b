"""What each letter says beyond its wording: people's words, addresses signed for its reader.

A letter that needs such things has a line in CONTENT: its topic, and a function of the outbox item
and its reader. What the function needs it imports inside, so that other letters start without it.
"""

from collections.abc import Callable

from referrals.model.delivery.delivery import NO_CONTENT, LetterContent, Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person


def _nudge(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.nudge_letter import nudge_content

    return nudge_content(item, reader)


type ContentOf = Callable[[OutboxItem, Person], LetterContent | Skipped]


def _story(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    from referrals.desks.story_letter import story_content

    return story_content(item, reader)


CONTENT: dict[str, ContentOf] = {
    Topic.STORY_APPROVED: _story,
    Topic.STORY_DECLINED: _story,
    Topic.ADVOCATE_NUDGED: _nudge,
}


def content_of(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    """Skipped where there is nothing to say any more: a note that was withdrawn meanwhile."""
    find = CONTENT.get(item.topic)
    return find(item, reader) if find else NO_CONTENT
