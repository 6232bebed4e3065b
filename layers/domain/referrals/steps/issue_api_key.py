"""Issues an API key: its text is returned once and only its hash is kept."""

from datetime import datetime

from referrals.model.api_key import (
    RANDOM_BYTES,
    ApiKey,
    Mode,
    Scope,
    describe_key,
    key_hash,
    spell_key,
)
from referrals.store.session import Sessions


def issue_api_key(
    sessions: Sessions,
    name: str,
    scopes: tuple[Scope, ...],
    *,
    mode: Mode,
    now: datetime,
    random: bytes,
) -> tuple[str, ApiKey]:
    """`random` is 42 bytes: 32 for the key and 10 for its id."""
    text = spell_key(mode, random[:RANDOM_BYTES])
    key = describe_key(text, name, scopes, now=now, random=random[RANDOM_BYTES:])
    sessions.add_key(key_hash(text), key)
    return text, key
