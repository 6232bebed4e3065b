"""Words that a person agreed to, or took back: when, how they read, and in which language."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment
from referrals.model.people.person import Consents


class ConsentPlace(StrEnum):
    """Where a consent was given or taken back."""

    JOIN = "join"
    """On the page where an advocate joins."""
    SETTINGS = "settings"
    """In the settings of the advocate's own page."""
    SHOP = "shop"
    """By the shop's own server, which answers for what its customer read."""
    UNSUBSCRIBE = "unsubscribe"
    """By a letter's own way out."""


class ConsentChange(BaseModel):
    """One change of one consent, kept as it was."""

    model_config = ConfigDict(frozen=True)
    number: int
    """Counted per person, from 1."""
    consent: str
    """The field of `Consents`."""
    given: bool
    place: ConsentPlace
    at: Moment
    wording: str = ""
    """The name of the sentence that stood beside the box; empty where the shop asked."""
    language: str = ""
    sentence: str = ""
    """The sentence itself, as it was read."""


def changes_between(before: Consents, after: Consents) -> dict[str, bool]:
    """The fields that differ, with what they are afterwards."""
    old, new = before.model_dump(), after.model_dump()
    return {name: given for name, given in new.items() if given != old[name]}
