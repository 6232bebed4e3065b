"""Issues an API key: its text is returned once and only its hash is kept."""

from datetime import date, datetime

from referrals.model.errors import RefusedError
from referrals.model.session.api_key import (
    RANDOM_BYTES,
    ApiKey,
    Mode,
    Scope,
    describe_key,
    key_hash,
    spell_key,
)
from referrals.store.session.session import Sessions

RANDOM_NEEDED = RANDOM_BYTES + 10
LONGEST_KEY_NAME = 80


class KeyOverError(RefusedError):
    code = "key_over"


class BadKeyNameError(RefusedError):
    code = "bad_key_name"


def issue_api_key(
    name: str,
    scopes: tuple[Scope, ...],
    sessions: Sessions,
    *,
    mode: Mode,
    now: datetime,
    random: bytes,
    expires_on: date | None = None,
) -> tuple[str, ApiKey]:
    """The key's text, and what is kept of it. `random` is RANDOM_NEEDED bytes."""
    if not name.strip() or len(name) > LONGEST_KEY_NAME:
        raise BadKeyNameError(
            "a key needs a name.",
            field="name",
            remedy=f"Say who will use it, in {LONGEST_KEY_NAME} characters at most.",
        )
    if expires_on and expires_on <= now.date():
        raise KeyOverError(
            "this key would be over already.", field="expires", remedy="Name a day to come."
        )
    text = spell_key(mode, random[:RANDOM_BYTES])
    key = describe_key(
        text, name, scopes, now=now, random=random[RANDOM_BYTES:], expires_on=expires_on
    )
    sessions.add_key(key_hash(text), key)
    return text, key
