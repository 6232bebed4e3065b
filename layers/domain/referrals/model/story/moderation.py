"""Moderation: what a named person of the shop says of one version of a story, and why.

There is no reason for declining that a story is critical: whoever asks for stories and keeps the
critical ones back misleads those who read the rest.
"""

from datetime import timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import ConflictError, RefusedError
from referrals.model.moment import Moment

LONGEST_NOTE = 280
READ_WITHIN = timedelta(days=3)
"""How long a story may wait to be read before the shop is alarmed: its author reads of "a few
days"."""
LONGEST_MAKER = 80


class ReasonMissingError(RefusedError):
    code = "reason_missing"


class StoryMovedError(ConflictError):
    """The version that was looked at isn't the newest any more, or is withdrawn."""

    code = "story_moved"


class StoryVerdict(StrEnum):
    """What was said of a version."""

    APPROVE = "approve"
    """It may be shown, as far as its author agreed."""
    DECLINE = "decline"
    """It is not shown; its author reads why, and what would change that."""


class DeclineReason(StrEnum):
    """Why a story isn't shown; each has its sentences in every language."""

    PRIVATE = "private"
    """It tells of other people by name, or has an address, a number, an account."""
    UNKIND = "unkind"
    """It hurts somebody."""
    ADVERTISING = "advertising"
    """It leads somewhere else, or sells something."""
    OFF_TOPIC = "off_topic"
    """It is about neither the shop nor what it sells."""
    CLAIM = "claim"
    """It promises what a shop may not, such as that something heals."""
    COPIED = "copied"
    """It, or its photo, seems to be somebody else's."""
    UNREADABLE = "unreadable"
    """Nobody here could make out what it says."""
    PHOTO = "photo"
    """The photo can't be shown: people who may not have agreed, or nothing to be seen."""


class ModerationWord(BaseModel):
    model_config = ConfigDict(frozen=True)
    version: int
    verdict: StoryVerdict
    reason: DeclineReason | None = None
    note: str = ""
    """For the shop's own people; the author reads it only in an export of their data."""
    made_by: str
    actor: str = ""
    """Whose key, or which person at the command line or the desk; older ones don't say."""
    made_at: Moment


def require_reason(verdict: StoryVerdict, reason: DeclineReason | None) -> None:
    if verdict is StoryVerdict.DECLINE and reason is None:
        raise ReasonMissingError(
            "say why it is declined.",
            field="reason",
            remedy=f"Choose one of {', '.join(DeclineReason)}.",
        )
