"""Says of one version of a story whether it may be shown, by a named person and with a reason.

The author is written to in the same transaction: that it is on the wall, or why it isn't and what
would change that.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.moment import floor_to_second
from referrals.model.story.moderation import (
    DeclineReason,
    ModerationWord,
    StoryVerdict,
    require_reason,
)
from referrals.model.story.story import Story, StoryState, with_word
from referrals.steps.story.change_story import StoryChange, StoryDesk, change_story

_TOPICS = {
    StoryVerdict.APPROVE: Topic.STORY_APPROVED,
    StoryVerdict.DECLINE: Topic.STORY_DECLINED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationWish:
    story_id: str
    version: int
    """The one that was looked at: another one, written meanwhile, is not decided on unseen."""
    verdict: StoryVerdict
    reason: DeclineReason | None = None
    note: str = ""
    made_by: str
    actor: str = ""

    def word(self, at: datetime) -> ModerationWord:
        return ModerationWord(
            version=self.version,
            verdict=self.verdict,
            reason=self.reason,
            note=self.note,
            made_by=self.made_by,
            actor=self.actor,
            made_at=floor_to_second(at),
        )


@dataclass(frozen=True, slots=True)
class ModerationResult:
    story: Story
    new: bool
    """Whether this call decided it."""


def moderate_story(wish: ModerationWish, desk: StoryDesk, *, now: datetime) -> ModerationResult:
    require_reason(wish.verdict, wish.reason)
    word, decided = wish.word(now), False

    def decide(story: Story) -> StoryChange | None:
        nonlocal decided
        decided = not _is_said(story, word)
        if not decided:
            return None
        after = with_word(story, word)
        return StoryChange(after, word, [_letter(after, word)])

    story = change_story(wish.story_id, decide, desk)
    return ModerationResult(story, decided)


def _is_said(story: Story, word: ModerationWord) -> bool:
    """The same was said of that version before, and still stands."""
    if story.state is StoryState.WITHDRAWN or story.word is None:
        return False
    said = (story.word.version, story.word.verdict, story.word.reason)
    standing = story.word.verdict is StoryVerdict.DECLINE or story.published == story.draft
    return standing and said == (word.version, word.verdict, word.reason)


def _letter(story: Story, word: ModerationWord) -> OutboxItem:
    return an_item(
        f"{story.story_id}#letter-{story.revision}",
        Channel.EMAIL,
        _TOPICS[word.verdict],
        program_id=story.program_id,
        at=word.made_at,
        person_id=story.person_id,
        data={
            "story_id": story.story_id,
            "story_reason": word.reason or "",
            "story_uses": sorted(story.draft.uses),
        },
    )
