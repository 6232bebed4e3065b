"""Sessions of people: who a browser speaks for, known by the hash of what its cookie holds."""

import base64
import hashlib
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import RefusedError
from referrals.model.identity import new_id
from referrals.model.moment import EpochMoment, Moment

SECRET_BYTES = 32
LASTS = timedelta(days=30)
FRESH = timedelta(minutes=15)
RANDOM_NEEDED = SECRET_BYTES + 10


class SignInNeededError(RefusedError):
    """No session, or one that is over: the page shows the form that leads to a new one."""

    code = "sign_in_needed"


class PersonSession(BaseModel):
    model_config = ConfigDict(frozen=True)
    session_id: str
    person_id: str
    program_id: str
    """The one program whose page this session opens; empty at the desk, which is of all."""
    browser: str = ""
    """What its owner knows it by among others, at the desk: `Firefox, Linux`."""
    created_at: Moment
    confirmed_at: Moment | None = None
    """When its owner last showed by a passkey that they are there, at the desk."""
    expires_at: EpochMoment

    def is_fresh(self, now: datetime) -> bool:
        """Whether its owner came in, or showed who they are, a moment ago."""
        return now < max(self.created_at, self.confirmed_at or self.created_at) + FRESH


def secret_text(random: bytes) -> str:
    """256 bits as they fit into a cookie or an address."""
    assert len(random) == SECRET_BYTES
    return base64.urlsafe_b64encode(random).decode().rstrip("=")


def secret_hash(text: str) -> str:
    """What is kept of such a text; a fast hash is enough for 256 random bits."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def open_session(
    person_id: str, program_id: str, *, now: datetime, random: bytes
) -> tuple[str, PersonSession]:
    """The text for the cookie, shown once, and the session. `random` is RANDOM_NEEDED bytes."""
    session = PersonSession(
        session_id=new_id("ses", now, random[SECRET_BYTES:]),
        person_id=person_id,
        program_id=program_id,
        created_at=now,
        expires_at=now + LASTS,
    )
    return secret_text(random[:SECRET_BYTES]), session
