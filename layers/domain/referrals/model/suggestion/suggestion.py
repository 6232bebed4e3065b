"""A suggestion: what an advocate would change, who else wants it, and what the shop made of it."""

from datetime import date, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.model.moment import Moment
from referrals.model.written_text import written_text

LONGEST_TEXT = 500
LONGEST_ANSWER = 1000
MOST_A_DAY = 3
MOST_VOTES_A_DAY = 50
WORD_WITHIN = timedelta(days=14)
"""How long a suggestion may be without the shop's word before the shop is alarmed."""


class SuggestionNotFoundError(NotFoundError):
    code = "suggestion_not_found"


class TooManySuggestionsError(RefusedError):
    """As many as one person may make, or vote on, in a day."""

    code = "too_many_suggestions"


class EmptySuggestionError(RefusedError):
    """There is nothing in it but space."""

    code = "empty_suggestion"


class SuggestionDecidedError(ConflictError):
    """The shop has decided on it; nobody votes or decides on it any more."""

    code = "suggestion_decided"


class SuggestionTopic(StrEnum):
    """What it is about."""

    REWARDS = "rewards"
    """What the program gives, and for what."""
    WORDING = "wording"
    """How it speaks to people."""
    OTHER = "other"
    """Anything else."""


class SuggestionState(StrEnum):
    """open -> done | declined."""

    OPEN = "open"
    """May be voted on."""
    DONE = "done"
    """The shop did it; `program_version` is since when."""
    DECLINED = "declined"
    """The shop does not do it, and says why."""


class Suggestion(BaseModel):
    model_config = ConfigDict(frozen=True)
    suggestion_id: str
    program_id: str
    person_id: str
    """Empty once they were erased: the suggestion and its votes are others', too."""
    topic: SuggestionTopic
    text: str
    votes: int = 1
    """Its author's own among them."""
    made_at: Moment
    state: SuggestionState = SuggestionState.OPEN
    answer: str = ""
    """The shop's own words."""
    answered_by: str = ""
    actor: str = ""
    """Whose key, or which person at the command line, answered."""
    answered_at: Moment | None = None
    decided_at: Moment | None = None
    program_version: int | None = None
    """The version of the program that did it."""

    @property
    def is_open(self) -> bool:
        return self.state is SuggestionState.OPEN


def require_open(suggestion: Suggestion) -> None:
    if not suggestion.is_open:
        raise SuggestionDecidedError(
            f"the shop has decided on {suggestion.suggestion_id}.", field="suggestion_id"
        )


def plain_text(text: str, most: int) -> str:
    """As it is kept, and no longer than that."""
    plain = written_text(text)[:most].strip()
    if not plain:
        raise EmptySuggestionError("there is nothing in it.", field="text", remedy="Write it.")
    return plain


def too_many(field: str) -> TooManySuggestionsError:
    return TooManySuggestionsError(
        "this is as many as one person may make in a day.", field=field, remedy="Come tomorrow."
    )


def day_name(day: date) -> str:
    return day.isoformat()
