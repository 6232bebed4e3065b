"""Changes a story and everything that follows from it, at once: its lists, its author's link, the
letter that tells of it. Photos that nothing needs any more go afterwards, and are never shown
meanwhile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from awswire.codec import Item
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.errors import UnavailableError
from referrals.model.story.moderation import ModerationWord
from referrals.model.story.photo import StoryPhoto, file_names
from referrals.model.story.story import Story, StoryState
from referrals.steps.story.carry_words import carry_words
from referrals.store.delivery.outbox import Outbox
from referrals.store.link.link import Links
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.story.photo import Photos
from referrals.store.story.story import Stories
from referrals.store.table import CancelledError, transact

TRIES = 6


@dataclass(frozen=True, slots=True)
class StoryDesk:
    stories: Stories
    people: People
    programs: Programs
    links: Links
    outbox: Callable[[], Outbox]
    photos: Callable[[], Photos]
    """Asked for only where a story has one, as the outbox is for a letter."""
    pause: Callable[[int], None]


@dataclass(frozen=True, slots=True)
class StoryChange:
    """What a story becomes, and what is said of it."""

    story: Story
    word: ModerationWord | None = None
    letters: Sequence[OutboxItem] = ()


def change_story(
    story_id: str, change: Callable[[Story], StoryChange | None], desk: StoryDesk
) -> Story:
    """`change` is asked again when the story moved meanwhile; None leaves it as it is."""
    for attempt in range(1, TRIES + 1):
        before = desk.stories.get(story_id)
        wanted = change(before)
        if wanted is None:
            return before
        after, actions = _actions(before, wanted, desk)
        try:
            transact(desk.stories.table.dynamo, actions)
        except CancelledError:
            desk.pause(attempt)
            continue
        remove_photos(before, after, desk)
        return after
    raise UnavailableError("this story is busy.", remedy="Try again.")


def _actions(before: Story, wanted: StoryChange, desk: StoryDesk) -> tuple[Story, list[Item]]:
    after, on_link = carry_words(before, wanted.story, desk.stories, desk.links)
    actions = desk.stories.change_actions(before, after, wanted.word)
    actions += [desk.outbox().add_action(item) for item in wanted.letters]
    actions += call_for_reader(before, after, desk)
    return after, actions + on_link


def call_for_reader(before: Story | None, after: Story, desk: StoryDesk) -> list[Item]:
    """The shop hears that a story has begun to wait, where its webhook listens: nothing is shown
    before somebody has read it."""
    waits = [each is not None and each.state is StoryState.WAITING for each in (before, after)]
    if waits != [False, True]:
        return []
    program = desk.programs.find(after.program_id)
    if program is None or not program.rules.webhook_url:
        return []
    call = an_item(
        f"{after.story_id}#waiting-{after.revision}",
        Channel.WEBHOOK,
        Topic.STORY_WAITING,
        program_id=after.program_id,
        at=after.draft.written_at,
        data={
            "program": after.program_id,
            "story_id": after.story_id,
            "version": after.draft.number,
        },
    )
    return [desk.outbox().add_action(call)]


def remove_photos(before: Story, after: Story | None, desk: StoryDesk) -> None:
    """Safe to repeat; a photo that is not removed is found again by an erasure."""
    needed = after.photos if after else frozenset()
    for photo in _photos(before):
        if photo.name not in needed:
            list(map(partial(desk.photos().remove, before.story_id), file_names(photo)))


def _photos(story: Story) -> list[StoryPhoto]:
    versions = (story.draft, story.published)
    return [each.photo for each in versions if each and each.photo]
