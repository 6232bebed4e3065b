"""Words that a person agreed to, or took back: when, how they read, and in which language."""

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment
from referrals.model.people.consent_word import ConsentPlace, ConsentWord
from referrals.model.people.person import Consents


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
    """The name of our sentence that stood beside the box; empty where the shop asked."""
    language: str = ""
    sentence: str = ""
    """The sentence itself, as it was read."""
    source: str = ""
    """The key of the order that said it."""

    @property
    def word(self) -> ConsentWord:
        return ConsentWord(at=self.at, place=self.place, source=self.source)


def changes_between(before: Consents, after: Consents) -> dict[str, bool]:
    """The fields that differ, with what they are afterwards."""
    old, new = before.model_dump(), after.model_dump()
    return {name: given for name, given in new.items() if given != old[name]}
