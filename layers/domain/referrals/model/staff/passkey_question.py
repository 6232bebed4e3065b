"""What a browser is asked for a passkey with, as WebAuthn has it, and the answer's outer form.

The question is single: its challenge is known by its hash, for five minutes, to whom it was put and
for one purpose (`store/staff/desk_entry.py`).
"""

import base64
import binascii
import json
from datetime import timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from referrals.model.errors import MISSHAPEN
from referrals.model.staff.passkey import PasskeyRing, false_passkey
from referrals.model.staff.staff import StaffMember

ANSWER_WITHIN = timedelta(minutes=5)
LONGEST_ANSWER = 12_000
LONGEST_CREDENTIAL = 1366
"""1023 bytes, the most that the standard has, in base 64."""
# ES256, EdDSA, RS256: what browsers, phones and security keys make, in the order they are wished.
ALGORITHMS = (-7, -8, -257)


class PasskeyPurpose(StrEnum):
    ENTER = "enter"
    """To come in, after the mailed link."""
    CONFIRM = "confirm"
    """To show once more who is there, before passkeys are changed."""
    ADD = "add"
    """To make a new one."""


class Site(NamedTuple):
    """Whose passkeys they are: a browser shows them at this host alone."""

    host: str
    origin: str


class PasskeyAnswer(NamedTuple):
    text: str
    """All of it, as the browser's script wrote it."""
    credential_id: str
    challenge: str


def site_of(public_url: str) -> Site:
    return Site(urlsplit(public_url).hostname or "", public_url.rstrip("/"))


def creation_options(
    member: StaffMember, ring: PasskeyRing, site: Site, challenge: str
) -> dict[str, Any]:
    """For `navigator.credentials.create`."""
    return {
        "rp": {"id": site.host, "name": site.host},
        "user": {
            "id": base64_text(member.staff_id.encode()),
            "name": member.email,
            "displayName": member.shown_name,
        },
        "challenge": challenge,
        "pubKeyCredParams": [{"type": "public-key", "alg": each} for each in ALGORITHMS],
        "timeout": _milliseconds(),
        "excludeCredentials": _credentials(ring),
        "authenticatorSelection": {"residentKey": "preferred", "userVerification": "required"},
        "attestation": "none",
    }


def request_options(ring: PasskeyRing, site: Site, challenge: str) -> dict[str, Any]:
    """For `navigator.credentials.get`."""
    return {
        "challenge": challenge,
        "rpId": site.host,
        "timeout": _milliseconds(),
        "allowCredentials": _credentials(ring),
        "userVerification": "required",
    }


def parse_answer(text: str) -> PasskeyAnswer:
    """Its outer form; that it is true is checked later (`providers/authenticator.py`)."""
    try:
        told = json.loads(text[:LONGEST_ANSWER])
        client = json.loads(base64_bytes(told["response"]["clientDataJSON"]))
        credential_id, challenge = told["id"], client["challenge"]
    except MISSHAPEN:
        raise false_passkey() from None
    if not (isinstance(credential_id, str) and isinstance(challenge, str)):
        raise false_passkey()
    return PasskeyAnswer(text, credential_id[:LONGEST_CREDENTIAL], challenge[:100])


def base64_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def base64_bytes(text: str) -> bytes:
    """ValueError for what is none."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError(*error.args) from error


def _credentials(ring: PasskeyRing) -> list[dict[str, Any]]:
    return [
        {"type": "public-key", "id": one.credential_id, "transports": list(one.transports)}
        for one in ring.passkeys
    ]


def _milliseconds() -> int:
    return int(ANSWER_WITHIN.total_seconds()) * 1000
