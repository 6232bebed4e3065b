"""A moment of delight: something good that just happened to an advocate, after which a nudge may
come. Nothing else may be a reason for one, and no moment is a reason twice.
"""

import hashlib
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment


class DelightKind(StrEnum):
    """What happened."""

    REPEAT_ORDER = "repeat_order"
    """The advocate ordered again, for themselves."""
    PROMOTER = "promoter"
    """They answered 9 or 10 when asked whether they would recommend the shop."""
    STORY = "story"
    """A story of theirs was published."""
    THANKS = "thanks"
    """Somebody thanked them in a note."""


class ThanksFact(BaseModel):
    """Of a note of thanks what a moment is made of: never its words, nor who wrote it."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    note_id: str
    program_id: str
    receiver_id: str
    written_at: Moment


class Delight(BaseModel):
    model_config = ConfigDict(frozen=True)
    kind: DelightKind
    cause: str
    """The key of what happened: an order's, a survey's, a story's, a note's."""
    person_id: str
    program_id: str
    happened_at: Moment

    @property
    def name(self) -> str:
        """The same moment has the same name for ever, however often it is told of."""
        told = f"{self.program_id}\n{self.cause}"
        return f"{self.kind}-{hashlib.sha256(told.encode()).hexdigest()[:24]}"
