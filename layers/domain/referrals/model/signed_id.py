"""An id under a signature that works for one purpose, and for ever: what links in letters carry."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

_MAC_BYTES = 16


def sign_id(purpose: str, key: bytes, name: str) -> str:
    """`key` is derived for the purpose; `name` is an id of ours, without a full stop."""
    return f"{name}.{_signature(purpose, key, name)}"


def read_signed_id(purpose: str, keys: Iterable[bytes], token: str) -> str:
    """The id, if one of the live keys signed the token; empty otherwise."""
    name, _, signature = token.partition(".")
    given = signature.encode("utf-8", "replace")
    signed = any(
        hmac.compare_digest(_signature(purpose, key, name).encode(), given) for key in keys
    )
    return name if signed else ""


def _signature(purpose: str, key: bytes, name: str) -> str:
    message = f"{purpose}:{name}".encode("utf-8", "replace")
    mac = hmac.digest(key, message, hashlib.sha256)[:_MAC_BYTES]
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
