"""What a person was sent beyond what is theirs, and what they said to it: the caps rest on it.

Letters about moments count, too, as well as nudges: a person is written to by one shop, whichever
part of it had the idea.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment

PAUSE = timedelta(days=30)
A_YEAR = timedelta(days=365)
MOST_UNANSWERED = 3
NOT_NOW = timedelta(days=90)
# More than the caps let through in a year: what is older says nothing any more.
MOST_KEPT = 24


class Silence(StrEnum):
    """Why nothing friendly is written to somebody for now."""

    TOO_SOON = "too_soon"
    """The last friendly letter is not 30 days old."""
    UNANSWERED = "unanswered"
    """Three in a year were sent, and none since they last shared was answered."""
    NOT_NOW = "not_now"
    """They asked for a rest of 90 days, which is not over."""
    CLOSED = "closed"
    """They were not happy when they were asked; nobody urges them on for 90 days."""


class FriendlyLetter(BaseModel):
    model_config = ConfigDict(frozen=True)
    topic: str
    sent_at: Moment


class LetterHistory(BaseModel):
    model_config = ConfigDict(frozen=True)
    person_id: str
    letters: tuple[FriendlyLetter, ...] = ()
    """The newest last; those of the last year at least."""
    answered_at: Moment | None = None
    """When they last shared, or said that they did."""
    not_now_until: Moment | None = None
    closed_until: Moment | None = None
    refused_at: Moment | None = None
    """When they last said: never. Whether it holds is their consent's to say."""
    version: int = 0
    """Counts changes: whoever writes names the one that was read."""

    def silence(self, now: datetime) -> Silence | None:
        """Why nothing friendly may be sent now; None when something may."""
        if self.not_now_until and now < self.not_now_until:
            return Silence.NOT_NOW
        if self.closed_until and now < self.closed_until:
            return Silence.CLOSED
        if any(now < each.sent_at + PAUSE for each in self.letters):
            return Silence.TOO_SOON
        if len(self._year_without_answer(now)) >= MOST_UNANSWERED:
            return Silence.UNANSWERED
        return None

    def with_letter(self, topic: str, now: datetime) -> "LetterHistory":
        kept = [each for each in self.letters if now < each.sent_at + A_YEAR][1 - MOST_KEPT :]
        letters = (*kept, FriendlyLetter(topic=topic, sent_at=now))
        return self.model_copy(update={"letters": letters})

    def _year_without_answer(self, now: datetime) -> list[FriendlyLetter]:
        """Of a year; an answer takes back all that were sent before it."""
        year = [each for each in self.letters if now < each.sent_at + A_YEAR]
        since = self.answered_at
        return [each for each in year if since is None or each.sent_at > since]
