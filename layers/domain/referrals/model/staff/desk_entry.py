"""Somebody between the mailed link and the desk: the address is proven, and a passkey is asked."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.moment import EpochMoment, Moment
from referrals.model.session.brake import Brake
from referrals.model.staff.passkey import PasskeyRing

ENTRY_LASTS = timedelta(minutes=15)
PASSKEY_TRIES = Brake("passkey-tries", 10, 900)
"""Of one person, wherever they are tried: in a quarter of an hour."""
PASSKEY_QUESTIONS = Brake("passkey-questions", 30, 900)
"""How often somebody's browser is asked, answered or not."""


class EntryOverError(NotFoundError):
    """Used, too old, or never ours."""

    code = "desk_entry_over"


class QuestionOverError(RefusedError):
    """Answered already, older than five minutes, or put to somebody else."""

    code = "passkey_question_over"


class ConfirmationNeededError(RefusedError):
    """Passkeys are changed by who showed lately that they are there themselves."""

    code = "confirmation_needed"


class DeskEntry(BaseModel):
    model_config = ConfigDict(frozen=True)
    staff_id: str
    browser: str
    """What the session will be called by in its owner's list."""
    proven_at: Moment
    expires_at: EpochMoment


def needs_passkey(ring: PasskeyRing, required: bool) -> bool:
    """Whether a mailed link alone opens no session: of who has one, and where everybody needs
    one."""
    return required or bool(ring.passkeys)


def no_confirmation() -> ConfirmationNeededError:
    return ConfirmationNeededError(
        "this needs you to show once more that it is you.",
        field="confirm",
        remedy="Use your passkey, or sign out and in again.",
    )


def entry_over() -> EntryOverError:
    return EntryOverError("this sign-in is over.", remedy="Ask for another link.")


def question_over() -> QuestionOverError:
    return QuestionOverError(
        "this took too long, or was answered already.", field="passkey", remedy="Try once more."
    )
