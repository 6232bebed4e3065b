"""What a person says to nudges: not now, never; and what their answers to other questions close."""

from datetime import datetime, timedelta

from referrals.model.errors import UnavailableError
from referrals.model.nudge.letter_history import NOT_NOW, LetterHistory
from referrals.store.nudge.letter_history import LetterHistories

TRIES = 8
CLOSED_FOR = timedelta(days=90)


def rest_nudges(person_id: str, histories: LetterHistories, *, now: datetime) -> LetterHistory:
    """Not now: nothing friendly for 90 days. Said again, it counts from then."""
    return _change(person_id, histories, not_now_until=now + NOT_NOW)


def note_refusal(person_id: str, histories: LetterHistories, *, now: datetime) -> LetterHistory:
    """Never: the consent, which is taken back beside this, is what keeps it."""
    return _change(person_id, histories, refused_at=now)


def note_answer(person_id: str, histories: LetterHistories, *, now: datetime) -> LetterHistory:
    """They shared, or said so: what was sent before is answered."""
    return _change(person_id, histories, answered_at=now)


def note_share(person_id: str, histories: LetterHistories, *, now: datetime) -> None:
    """The same for a press of a way to share; nothing where nobody wrote to them."""
    if histories.find(person_id).letters:
        note_answer(person_id, histories, now=now)


def closed_history(history: LetterHistory, *, now: datetime) -> LetterHistory:
    """For somebody who was not happy: nobody urges them on for 90 days."""
    return history.model_copy(update={"closed_until": now + CLOSED_FOR})


def _change(person_id: str, histories: LetterHistories, **fields: datetime) -> LetterHistory:
    for _ in range(TRIES):
        after = histories.find(person_id).model_copy(update=fields)
        if histories.replace(after):
            return after
    raise UnavailableError("much is being written about this person.", remedy="Try again.")
