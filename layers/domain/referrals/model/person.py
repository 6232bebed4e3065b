"""People: advocates and friends. The only place that keeps a name or an e-mail address."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment
from referrals.model.name import printable_name


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
    """May be written to: thank-you, welcome, nudges."""
    show_first_name: bool = False
    """Friends may read this person's first name."""


class Person(BaseModel):
    model_config = ConfigDict(frozen=True)
    person_id: str
    role: Role
    name: str = ""
    email: str = ""
    email_hash: str
    locale: str = "en"
    time_zone: str = "UTC"
    consents: Consents = Consents()
    codes: dict[str, str] = {}
    """The person's own first link per program id."""
    enrolled_at: Moment

    @property
    def first_name(self) -> str:
        """As letters and pages print it: empty where the name is an address, a link or worse."""
        return next(iter(printable_name(self.name).split()), "")
