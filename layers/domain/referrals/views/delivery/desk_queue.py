"""What of a program waits for a person of the shop? Counts alone, six requests at most.

Each is of this program alone, whatever waits in others. A list is read as far as a megabyte goes,
which is a thousand things and more; where it goes on behind that, the count says `or more`.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.outbox import BY_HAND, STOCK_EMPTY
from referrals.model.story.story import StoryState
from referrals.store.delivery.outbox import Outbox
from referrals.store.delivery.parked_item import parked_reasons
from referrals.store.risk.review import Reviews
from referrals.store.story.story import Stories
from referrals.store.suggestion.suggestion import Suggestions
from referrals.store.survey.survey import Surveys

_HANDS = (BY_HAND, STOCK_EMPTY)


@dataclass(frozen=True, slots=True)
class QueueCount:
    number: int = 0
    is_cut: bool = False
    """Whether there may be more: the list was too long to read to its end."""

    def __bool__(self) -> bool:
        return bool(self.number or self.is_cut)


@dataclass(frozen=True, slots=True)
class DeskQueue:
    reviews: QueueCount
    """Orders that somebody has to look at, appeals left out."""
    appeals: QueueCount
    late: QueueCount
    """Of both: those whose promised day has passed."""
    by_hand: QueueCount
    """Things that a person hands over, or makes codes for."""
    failures: QueueCount
    """What was given up, and goes out again by a person's word alone."""
    answers: QueueCount
    """Unhappy answers, whose authors were promised that a person writes back."""
    stories: QueueCount
    suggestions: QueueCount

    @property
    def is_empty(self) -> bool:
        counts = (self.reviews, self.appeals, self.by_hand, self.failures)
        return not any((*counts, self.answers, self.stories, self.suggestions))


@dataclass(frozen=True, slots=True)
class QueueSources:
    reviews: Reviews
    outbox: Outbox
    surveys: Surveys
    stories: Stories
    suggestions: Suggestions


def desk_queue(program_id: str, sources: QueueSources, *, now: datetime) -> DeskQueue:
    cases, more_cases = sources.reviews.open_of(program_id)
    reasons, more_parked = parked_reasons(sources.outbox, program_id)
    late = sum(each.answer_by < now for each in cases)
    by_hand = sum(each in _HANDS for each in reasons)
    return DeskQueue(
        reviews=QueueCount(sum(not each.appeals for each in cases), more_cases),
        appeals=QueueCount(sum(each.appeals for each in cases), more_cases),
        # The longest promised stand first: where none of those is late, none is.
        late=QueueCount(late, more_cases and late > 0),
        by_hand=QueueCount(by_hand, more_parked),
        failures=QueueCount(len(reasons) - by_hand, more_parked),
        answers=QueueCount(*sources.surveys.count_waiting(program_id)),
        stories=QueueCount(*sources.stories.count_in_state(program_id, StoryState.WAITING)),
        suggestions=QueueCount(*sources.suggestions.count_silent(program_id)),
    )
