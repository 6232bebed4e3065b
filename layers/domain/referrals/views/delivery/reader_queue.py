"""Who waits for a person of the shop to read what they wrote, or to answer it?"""

from dataclasses import dataclass

from referrals.model.story.story import StoryState
from referrals.store.story.story import Stories
from referrals.store.suggestion.suggestion import Suggestions
from referrals.store.survey.survey import Surveys

MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class ReaderQueue:
    """How many of each, MOST_COUNTED at most."""

    program: str
    answers: int
    """Unhappy answers, whose authors were promised that a person writes back."""
    stories: int
    """Stories that nobody has read: none of them is shown before."""
    suggestions: int
    """The newest ones that are open and have no word of the shop."""


def reader_queue(
    program_id: str, surveys: Surveys, stories: Stories, suggestions: Suggestions
) -> ReaderQueue:
    answers, _ = surveys.answers(program_id, MOST_COUNTED, waiting=True)
    unread, _ = stories.in_state(program_id, StoryState.WAITING, MOST_COUNTED)
    newest, _ = suggestions.page(program_id, MOST_COUNTED)
    silent = [each for each in newest if each.is_open and not each.answer]
    return ReaderQueue(program_id, len(answers), len(unread), len(silent))
