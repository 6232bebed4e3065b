"""Unsubscribe links: a person's id under a signature that works for nothing else, and for ever."""

import base64
import hashlib
import hmac
from collections.abc import Iterable

from referrals.model.errors import RefusedError

PURPOSE = "unsubscribe"
_MAC_BYTES = 16


class BadUnsubscribeLinkError(RefusedError):
    code = "bad_unsubscribe_link"


def sign_unsubscribe(key: bytes, person_id: str) -> str:
    """`key` is derived for PURPOSE; the token carries no name and no address."""
    return f"{person_id}.{_signature(key, person_id)}"


def read_unsubscribe(keys: Iterable[bytes], token: str) -> str:
    """The person's id, if one of the live keys signed the token."""
    person_id, _, signature = token.partition(".")
    given = signature.encode("utf-8", "replace")
    for key in keys:
        if person_id and hmac.compare_digest(_signature(key, person_id).encode(), given):
            return person_id
    raise BadUnsubscribeLinkError(
        "this unsubscribe link is not one of ours.",
        field="token",
        remedy="Open the link from the mail again, or answer the mail.",
    )


def _signature(key: bytes, person_id: str) -> str:
    message = b"unsubscribe:" + person_id.encode("utf-8", "replace")
    mac = hmac.digest(key, message, hashlib.sha256)[:_MAC_BYTES]
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
