"""Who said the newest word on a consent, and when: only a newer word changes it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment


class ConsentPlace(StrEnum):
    """Where a consent was given or taken back."""

    JOIN = "join"
    """On the page where an advocate joins."""
    SETTINGS = "settings"
    """In the settings of the advocate's own page."""
    WELCOME = "welcome"
    """On the friend's page after the order, opened by their letter."""
    SHOP = "shop"
    """By the shop's own server, which answers for what its customer read."""
    UNSUBSCRIBE = "unsubscribe"
    """By a letter's own way out."""
    REPORT = "report"
    """By the shop's own server, which says when its customer spoke, and to which sentence."""
    ORDER = "order"
    """With an order, as the shop told of it."""

    @property
    def is_own(self) -> bool:
        """Whether the person said it here, and nobody for them."""
        return self not in (ConsentPlace.SHOP, ConsentPlace.REPORT, ConsentPlace.ORDER)


class ConsentWord(BaseModel):
    """The newest word on one consent."""

    model_config = ConfigDict(frozen=True)
    at: Moment
    """When it was said: of an order, when that was placed."""
    place: ConsentPlace
    source: str = ""
    """The key of the order that said it."""


def outranks(word: ConsentWord, standing: ConsentWord | None, *, given: bool) -> bool:
    """Whether a word that gives (or refuses) holds in place of the one that stands.

    What somebody said here themselves is taken back by them, or by a newer no of an order or a
    report; a server that enrolls somebody tells no moment at which its customer spoke, so it
    changes only what shops told.
    """
    if word.place.is_own or standing is None:
        return True
    if standing.place.is_own and (given or word.place is ConsentPlace.SHOP):
        return False
    if word.at != standing.at:
        return word.at > standing.at
    return word.source == standing.source or not given
