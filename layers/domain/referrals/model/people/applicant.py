"""Whoever asked for a link by letter: kept until the address is proven, and for an hour at most."""

from datetime import timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import EpochMoment, Moment
from referrals.model.people.person import Consents, Person, Role

KEPT = timedelta(hours=1)


class AskingKind(StrEnum):
    """What somebody asks for with their address."""

    SIGN_IN = "sign_in"
    """Their own page: a letter goes only to an address that has one."""
    JOIN = "join"
    """To become an advocate: whoever reads the letter says yes by its link."""
    DESK = "desk"
    """The shop's own desk: a letter goes only to who was invited there."""


class Applicant(BaseModel):
    model_config = ConfigDict(frozen=True)
    applicant_id: str
    kind: AskingKind
    program_id: str = ""
    """Empty where somebody signs in and names none."""
    email: str
    email_hashes: tuple[str, ...]
    name: str = ""
    locale: str = "en"
    agreements: dict[str, str] = {}
    """What they agreed to: the field of Consents, and the sentence that stood beside its box."""
    asked_at: Moment
    gone_at: EpochMoment

    @property
    def consents(self) -> Consents:
        return Consents(**dict.fromkeys(self.agreements, True))

    @property
    def reader(self) -> Person:
        """To whom the letter goes that asks them to confirm: nobody yet, as far as we know."""
        return Person(
            person_id=self.applicant_id,
            role=Role.ADVOCATE,
            name=self.name,
            email=self.email,
            email_hash=self.email_hashes[0],
            locale=self.locale,
            enrolled_at=self.asked_at,
        )
