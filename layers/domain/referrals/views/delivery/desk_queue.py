"""What of a program waits for a person of the shop? Counts alone, six requests at most."""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.outbox import BY_HAND, STOCK_EMPTY, DeliveryState
from referrals.model.risk.case import CaseState
from referrals.model.story.story import StoryState
from referrals.store.delivery.outbox import Outbox
from referrals.store.risk.review import Reviews
from referrals.store.story.story import Stories
from referrals.store.suggestion.suggestion import Suggestions
from referrals.store.survey.survey import Surveys

MOST_COUNTED = 100
"""Of lists that hold several programs' things, or silent and answered ones: so many are read."""

_HANDS = (BY_HAND, STOCK_EMPTY)


@dataclass(frozen=True, slots=True)
class DeskQueue:
    reviews: int
    """Orders that somebody has to look at, appeals left out."""
    appeals: int
    late: int
    """Of both: those whose promised day has passed."""
    by_hand: int
    """Things that a person hands over, or makes codes for."""
    failures: int
    """What was given up, and goes out again by a person's word alone."""
    answers: int
    """Unhappy answers, whose authors were promised that a person writes back."""
    stories: int
    suggestions: int

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
    filed, _ = sources.reviews.page(CaseState.OPEN, limit=MOST_COUNTED)
    cases = [each.case for each in filed if each.key.program_id == program_id]
    parked, _ = sources.outbox.page(DeliveryState.PARKED, MOST_COUNTED)
    waits = [each.reason in _HANDS for each in parked if each.program_id == program_id]
    newest, _ = sources.suggestions.page(program_id, MOST_COUNTED)
    return DeskQueue(
        reviews=sum(not each.appeals for each in cases),
        appeals=sum(each.appeals for each in cases),
        late=sum(each.answer_by < now for each in cases),
        by_hand=sum(waits),
        failures=len(waits) - sum(waits),
        answers=sources.surveys.count_waiting(program_id),
        stories=sources.stories.count_in_state(program_id, StoryState.WAITING),
        suggestions=sum(each.is_open and not each.answer for each in newest),
    )
