"""Standard Webhooks, version 1, symmetric: a signed id, a signed time, several signatures."""

import re
from collections.abc import Iterable
from datetime import datetime

from referrals.model.era import epoch_seconds
from referrals.providers.shops.signature import has_valid_signature, hmac_base64
from referrals.providers.shops.source import Headers, Proof

KEPT_HEADERS: tuple[str, ...] = ("webhook-id", "webhook-timestamp")
TOLERANCE_SECONDS = 300


def proof(keys: Iterable[bytes], headers: Headers, raw: bytes, now: datetime) -> Proof:
    """Which bytes a secret stands for is the source's to say."""
    name, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not name or not re.fullmatch(r"[0-9]{1,12}", sent_at, re.ASCII):
        return Proof.FORGED
    listed = headers.get("webhook-signature", "").split(" ")[:20]
    given = [each.removeprefix("v1,") for each in listed if each.startswith("v1,")]
    if not has_valid_signature(given, keys, _message(name, sent_at, raw), hmac_base64):
        return Proof.FORGED
    return (
        Proof.GENUINE
        if abs(epoch_seconds(now) - int(sent_at)) <= TOLERANCE_SECONDS
        else Proof.STALE
    )


def headers_for(key: bytes, raw: bytes, *, name: str, now: datetime) -> dict[str, str]:
    seconds = str(epoch_seconds(now))
    signature = hmac_base64(key, _message(name, seconds, raw))
    return {
        "content-type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{signature}",
    }


def _message(name: str, sent_at: str, raw: bytes) -> bytes:
    return f"{name}.{sent_at}.".encode(errors="replace") + raw
