"""Addresses by which who was denied asks for another look: a review under a signature of its own.

They work for ever and say nothing of the order; that there is one appeal is the review's own rule.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable

from referrals.model.errors import RefusedError

PURPOSE = "appeal"
_MAC_BYTES = 16


class BadAppealLinkError(RefusedError):
    code = "bad_appeal_link"


def sign_appeal(key: bytes, case_id: str) -> str:
    """`key` is derived for PURPOSE."""
    return f"{case_id}.{_signature(key, case_id)}"


def read_appeal(keys: Iterable[bytes], token: str) -> str:
    """The review's id, if one of the live keys signed the token."""
    case_id, _, signature = token.partition(".")
    given = signature.encode("utf-8", "replace")
    for key in keys:
        if case_id and hmac.compare_digest(_signature(key, case_id).encode(), given):
            return case_id
    raise BadAppealLinkError(
        "this address is not one of ours.",
        field="token",
        remedy="Open it from the mail again, or answer the mail.",
    )


def _signature(key: bytes, case_id: str) -> str:
    message = b"appeal:" + case_id.encode("utf-8", "replace")
    mac = hmac.digest(key, message, hashlib.sha256)[:_MAC_BYTES]
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
