"""Which advocates get no nudges, so that the others can be compared with them."""

import hashlib
import hmac
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment

PURPOSE = "nudge-arm"
_PARTS = 10_000


class Arm(StrEnum):
    """The two sides of the comparison."""

    NUDGED = "nudged"
    """Gets a letter after a moment of delight."""
    HOLD_OUT = "hold_out"
    """Would have got one, and gets none."""


class ArmEntry(BaseModel):
    """A person in an experiment: from their first moment that would have brought a letter."""

    model_config = ConfigDict(frozen=True)
    person_id: str
    program_id: str
    experiment: str
    arm: Arm
    entered_at: Moment


def draw_arm(key: bytes, experiment: str, person_id: str, hold_out_percent: int) -> Arm:
    """By a keyed hash: the same for the same share, evenly spread, and nobody's to choose.

    `experiment` has its program's id in it, so that two programs draw apart.
    """
    digest = hmac.digest(key, f"{experiment}\n{person_id}".encode(), hashlib.sha256)
    place = int.from_bytes(digest[:8]) % _PARTS
    return Arm.HOLD_OUT if place < hold_out_percent * _PARTS // 100 else Arm.NUDGED
