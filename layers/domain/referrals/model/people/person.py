"""People: advocates and friends. The only place that keeps a name or an e-mail address."""

import hashlib
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from referrals.model.identity import base32
from referrals.model.moment import Moment
from referrals.model.people.consent_word import ConsentWord
from referrals.model.people.name import first_name_in, shown_first_name

_NO_ADDRESS = "unknown-"


class Role(StrEnum):
    """Which side of a referral; one mailbox may be one of each."""

    ADVOCATE = "advocate"
    """Shares a link."""
    FRIEND = "friend"
    """Came through one, and bought."""


class Consents(BaseModel):
    """What the person agreed to; nothing is assumed."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    mail: bool = False
    """May be sent friendly words. What is theirs, and what went back, is told without it."""
    show_first_name: bool = False
    """Friends may read this person's first name."""
    nudges: bool = False
    """May be reminded of the link after a moment of delight."""
    surveys: bool = False
    """May be asked how it was."""
    circle: bool = False
    """Those who came through this person, and through whom they came, may read their first name
    in the circle."""
    story_beside: bool = False
    """A friend's story may stand beside the referral, with this person in it."""


class QuietHours(BaseModel):
    """The hours of a person's own clock in which nothing friendly is sent: full hours, 0 to 23."""

    model_config = ConfigDict(frozen=True)
    start: Annotated[int, Field(ge=0, le=23)] = 21
    end: Annotated[int, Field(ge=0, le=23)] = 8

    def covers(self, hour: int) -> bool:
        """Whether they last through that hour, past midnight too; equal ends leave none quiet."""
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


class Person(BaseModel):
    model_config = ConfigDict(frozen=True)
    person_id: str
    role: Role
    name: str = ""
    email: str = ""
    email_hash: str
    locale: str = "en"
    time_zone: str = "UTC"
    quiet_hours: QuietHours = QuietHours()
    consents: Consents = Consents()
    consent_changes: int = 0
    """How often they were changed: each change is an item of its own, by this number."""
    consent_words: dict[str, ConsentWord] = {}
    """By field of `consents`: who said the newest word on it, and when."""
    mail_stopped: bool = False
    """Asked for no mail at all: what is theirs isn't written to them either."""
    codes: dict[str, str] = {}
    """The person's own first link per program id."""
    enrolled_at: Moment

    @property
    def first_name(self) -> str:
        """The first name for letters and pages; empty where it is an address, a link or worse."""
        return first_name_in(self.name)

    @property
    def stand_in(self) -> bool:
        """Whether this is a friend of whom no address is known yet."""
        return self.role is Role.FRIEND and not self.email


def shown_name(person: Person | None) -> str:
    """The first name, if the person lets others read it."""
    return shown_first_name(person.name, agreed=person.consents.show_first_name) if person else ""


def friend_id_of(key: str) -> str:
    """The id of whom an order makes a friend: the order alone determines it."""
    digest = hashlib.sha256(key.encode()).digest()
    return f"fri_{base32(int.from_bytes(digest[:16]), 26)}"


def without_address(friend_id: str) -> str:
    """A stand-in for a hash: two orders without an address are never tied together."""
    return _NO_ADDRESS + friend_id
