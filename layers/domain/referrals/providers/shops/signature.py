"""Signatures over raw bytes: constant time, several live secrets, and no exception on any input."""

import base64
import binascii
import hmac
from collections.abc import Callable, Iterable


def hmac_base64(key: bytes, message: bytes) -> str:
    return base64.b64encode(hmac.digest(key, message, "sha256")).decode()


def hmac_hex(key: bytes, message: bytes) -> str:
    return hmac.digest(key, message, "sha256").hex()


def has_valid_signature(
    given: Iterable[str], keys: Iterable[bytes], message: bytes, sign: Callable[[bytes, bytes], str]
) -> bool:
    """Whether one of the given signatures was made with one of the keys."""
    expected = [sign(key, message).encode() for key in keys if key]
    # Every pair is compared, as bytes: text that is not ASCII would raise.
    hits = [
        hmac.compare_digest(signature.encode(errors="replace"), wanted)
        for signature in given
        for wanted in expected
    ]
    return any(hits)


def text_keys(secrets: tuple[str, ...]) -> list[bytes]:
    """Secrets used as they are written; blank ones are left out."""
    return [secret.encode(errors="replace") for secret in secrets if secret.strip()]


def base64_keys(secrets: tuple[str, ...], prefix: str = "whsec_") -> list[bytes]:
    """The bytes that `whsec_<base64>` stands for, padding optional; unreadable ones left out."""
    keys = []
    for secret in secrets:
        text = secret.strip().removeprefix(prefix).rstrip("=")
        try:
            keys.append(base64.b64decode(text + "=" * (-len(text) % 4), validate=True))
        except (binascii.Error, ValueError):
            continue
    return [key for key in keys if key]
