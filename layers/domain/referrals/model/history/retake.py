"""What taking decisions again came to, told with the decisions."""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel


class RetakeAnswer(StrEnum):
    """What taking a decision again came to."""

    SAME = "same"
    """The same answer, every check of it."""
    DIFFERENT = "different"
    """Another answer: the code decides otherwise today."""
    UNKNOWN = "unknown"
    """The decision is from before what decisions rest on was kept."""
    NONE = "none"
    """There was no such decision."""


class Retaken(BaseModel):
    """Decisions of an order, taken again by what they rested on and under their own rules."""

    attribution: RetakeAnswer
    reward: RetakeAnswer


def worst_of(answers: Iterable[RetakeAnswer]) -> RetakeAnswer:
    """One word for all of them: a difference before what nobody knows, and that before the same."""
    found = set(answers)
    order = (RetakeAnswer.DIFFERENT, RetakeAnswer.UNKNOWN, RetakeAnswer.SAME)
    return next((each for each in order if each in found), RetakeAnswer.NONE)
