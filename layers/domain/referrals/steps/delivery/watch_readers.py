"""Looks every hour for people who wait too long for a word of the shop: a number for the alarm.

How long each may wait stands beside what it is: a reply, a reading, a word. Nothing is kept here.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.story.moderation import READ_WITHIN
from referrals.model.story.story import StoryState
from referrals.model.suggestion.suggestion import WORD_WITHIN
from referrals.model.survey.survey import REPLY_WITHIN
from referrals.store.program.program import Programs
from referrals.store.story.story import Stories
from referrals.store.suggestion.suggestion import Suggestions
from referrals.store.survey.survey import Surveys

MOST_LOOKED_AT = 100
MOST_PAGES = 10
"""Of suggestions, of which the newest come first: whoever waits long stands behind the others."""


@dataclass(frozen=True, slots=True)
class ReaderDesk:
    programs: Programs
    surveys: Surveys
    stories: Stories
    suggestions: Suggestions


@dataclass(frozen=True, slots=True)
class LateWords:
    """In all programs together; of each, no more than are looked at."""

    answers: int = 0
    stories: int = 0
    suggestions: int = 0

    @property
    def late_words(self) -> int:
        return self.answers + self.stories + self.suggestions


def watch_readers(desk: ReaderDesk, *, now: datetime) -> LateWords:
    programs = [each.rules.program for each in desk.programs.list_all()]
    return LateWords(
        answers=sum(_late_answers(each, desk.surveys, now) for each in programs),
        stories=sum(_late_stories(each, desk.stories, now) for each in programs),
        suggestions=sum(_late_suggestions(each, desk.suggestions, now) for each in programs),
    )


def _late_answers(program_id: str, surveys: Surveys, now: datetime) -> int:
    waiting, _ = surveys.answers(program_id, MOST_LOOKED_AT, waiting=True)
    answered = [each.answer.answered_at for each in waiting if each.answer]
    return sum(at < now - REPLY_WITHIN for at in answered)


def _late_stories(program_id: str, stories: Stories, now: datetime) -> int:
    unread, _ = stories.in_state(program_id, StoryState.WAITING, MOST_LOOKED_AT)
    return sum(each.draft.written_at < now - READ_WITHIN for each in unread)


def _late_suggestions(program_id: str, suggestions: Suggestions, now: datetime) -> int:
    late, start = 0, None
    for _ in range(MOST_PAGES):
        page, start = suggestions.page(program_id, MOST_LOOKED_AT, start)
        silent = [each for each in page if each.is_open and not each.answer]
        late += sum(each.made_at < now - WORD_WITHIN for each in silent)
        if start is None:
            break
    return late
