"""Signing in by a mailed link: its token, the number shown where it was asked for, its limits.

Neither is kept. The token is made of a random seed, which lies in the outbox, and a key, which
doesn't; the number is made of the token and that key. Only a hash of the token is kept, so nobody
who reads the tables can sign in, nor who reads the letter elsewhere without the number.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import ConflictError, NotFoundError, RefusedError, UnavailableError
from referrals.model.moment import EpochMoment, Moment

PURPOSE = "sign-in"
LASTS = timedelta(minutes=15)
SEED_BYTES = 32
MOST_TRIES = 5
_WINDOW = timedelta(minutes=15)
MOST_A_WINDOW = 3
MOST_A_DAY = 10
MOST_OF_NETWORK = 30
"""In a quarter of an hour: an office, a school, a mobile carrier."""
MOST_IN_ALL = 2000


class TooManySignInsError(RefusedError):
    code = "too_many_sign_ins"
    retry_after_seconds = 900


class SignInBusyError(UnavailableError):
    code = "sign_in_busy"


class SignInOverError(NotFoundError):
    """Used, too old, replaced by a newer one, or never ours: the page doesn't say which."""

    code = "sign_in_over"


class WrongNumberError(ConflictError):
    code = "wrong_number"


class SignIn(BaseModel):
    """One asking, found by the hash of its token."""

    model_config = ConfigDict(frozen=True)
    sign_in_id: str
    applicant_id: str
    browser_hash: str
    """Of what the asking browser keeps: there the number isn't asked for."""
    asked_at: Moment
    expires_at: EpochMoment
    tries: int = 0
    used_at: Moment | None = None

    def is_open(self, now: datetime) -> bool:
        return self.used_at is None and self.expires_at > now and self.tries < MOST_TRIES


class AskingHistory(BaseModel):
    """When links were asked for with one address, and the newest of them."""

    model_config = ConfigDict(frozen=True)
    moments: tuple[int, ...] = ()
    newest: str = ""
    applicant_ids: tuple[str, ...] = ()
    version: int = 0

    def within_day(self, now: datetime) -> "AskingHistory":
        """Without what is older than a day."""
        since = int((now - timedelta(days=1)).timestamp())
        kept = [place for place, moment in enumerate(self.moments) if moment > since]
        return self.model_copy(
            update={
                "moments": tuple(self.moments[place] for place in kept),
                "applicant_ids": tuple(self.applicant_ids[place] for place in kept),
            }
        )

    def require_room(self, now: datetime) -> None:
        recent = int((now - _WINDOW).timestamp())
        lately = sum(moment > recent for moment in self.moments)
        if lately >= MOST_A_WINDOW or len(self.moments) >= MOST_A_DAY:
            raise too_many_sign_ins()


def too_many_sign_ins() -> TooManySignInsError:
    return TooManySignInsError(
        "links were asked for too often.", remedy="Try again in a quarter of an hour."
    )


def spell_token(key: bytes, seed: str) -> str:
    """256 bits; `key` is derived for PURPOSE."""
    mac = hmac.digest(key, f"token:{seed}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def spell_number(key: bytes, token: str) -> str:
    """Six digits for whoever opens the link in another browser."""
    mac = hmac.digest(key, b"number:" + token.encode("utf-8", "replace"), hashlib.sha256)
    return f"{int.from_bytes(mac[:8]) % 1_000_000:06}"


def is_number_of(keys: Sequence[bytes], token: str, number: str) -> bool:
    """Whether it is the token's, whatever spaces were typed along."""
    plain = "".join(number.split()).encode("utf-8", "replace")
    return any(hmac.compare_digest(spell_number(key, token).encode(), plain) for key in keys)
