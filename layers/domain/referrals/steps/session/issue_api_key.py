"""Issues an API key: its text is returned once and only its hash is kept."""

from datetime import datetime

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


def issue_api_key(
    name: str,
    scopes: tuple[Scope, ...],
    sessions: Sessions,
    *,
    mode: Mode,
    now: datetime,
    random: bytes,
) -> tuple[str, ApiKey]:
    """The key's text, and what is kept of it. `random` is RANDOM_NEEDED bytes."""
    text = spell_key(mode, random[:RANDOM_BYTES])
    key = describe_key(text, name, scopes, now=now, random=random[RANDOM_BYTES:])
    sessions.add_key(key_hash(text), key)
    return text, key
