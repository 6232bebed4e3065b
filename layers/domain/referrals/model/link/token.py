"""Click tokens: what a friend carries to the shop, and all that attribution needs, signed.

Version (1 byte), time (4), 64 random bits, the code in ASCII, and 128 bits of HMAC-SHA256;
base64url without padding, at most 80 characters.
"""

import hmac
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from referrals.model.era import epoch_seconds, moment_of
from referrals.model.link.click import click_id_of

VERSION = 1
HEAD_BYTES = 1 + 4 + 8
MAC_BYTES = 16
MOST_CHARACTERS = 80


class Token(NamedTuple):
    code: str
    clicked_at: datetime
    click_id: str


def sign_token(key: bytes, code: str, clicked_at: datetime, random: bytes) -> str:
    assert len(random) == 8
    body = bytes([VERSION]) + epoch_seconds(clicked_at).to_bytes(4) + random + code.encode("ascii")
    text = b2a_base64(body + _mac(key, body), newline=False).decode()
    token = text.rstrip("=").replace("+", "-").replace("/", "_")
    assert len(token) <= MOST_CHARACTERS
    return token


def read_token(keys: Iterable[bytes], text: str) -> Token | None:
    """The contents of a token that one of the keys signed; None for any other text."""
    raw = _bytes_of(text)
    if raw is None or len(raw) <= HEAD_BYTES + MAC_BYTES or raw[0] != VERSION:
        return None
    body, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    if not any(hmac.compare_digest(_mac(key, body), mac) for key in keys):
        return None
    seconds = int.from_bytes(body[1:5])
    code = body[HEAD_BYTES:].decode("ascii")
    return Token(code, moment_of(seconds), click_id_of(seconds, body[5:HEAD_BYTES]))


def unproven_moment(text: str) -> datetime | None:
    """When a text that looks like a token says its click was; nobody has looked who signed it."""
    raw = _bytes_of(text)
    if raw is None or len(raw) <= HEAD_BYTES + MAC_BYTES or raw[0] != VERSION:
        return None
    return moment_of(int.from_bytes(raw[1:5]))


def _mac(key: bytes, body: bytes) -> bytes:
    return hmac.digest(key, body, "sha256")[:MAC_BYTES]


def _bytes_of(text: str) -> bytes | None:
    if len(text) > MOST_CHARACTERS or not text.isascii() or any(c in text for c in "+/="):
        return None
    plain = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    try:
        raw = a2b_base64(plain, strict_mode=True)
    except Base64Error:
        return None
    # One spelling only: stray bits in the last character must not make a second token.
    return raw if b2a_base64(raw, newline=False).decode() == plain else None
