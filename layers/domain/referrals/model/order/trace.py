"""Traces: what an order's body tells of where it was placed from, paid with and sent to.

Only keyed hashes are kept, equal for equal things and telling nothing else; an address of the
network is salted by day, so that nobody can be followed by it.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from referrals.model.era import epoch_seconds
from referrals.model.order.conversion import Traces

SECONDS_A_DAY = 86_400
_LONGEST = 500


def network_trace(key: bytes, address: str, placed_at: datetime) -> str:
    day = epoch_seconds(placed_at) // SECONDS_A_DAY
    return _hash(key, "network", f"{day}|{address}") if address else ""


def payment_trace(key: bytes, platform: str, fingerprint: str) -> str:
    """Of one platform only: another's fingerprints are other words."""
    return _hash(key, "payment", f"{platform}|{fingerprint}") if fingerprint else ""


def address_trace(key: bytes, lines: Iterable[str], postcode: str, country: str) -> str:
    """Without case, marks and spaces; empty where street or postcode is missing.

    The town is left out: a postcode says it, and people spell it in many ways.
    """
    street, code = plain("".join(lines)), plain(postcode)
    if not (street and code):
        return ""
    return _hash(key, "address", f"{street}|{code}|{plain(country)}")


def merge_traces(told: Iterable[Traces]) -> Traces:
    """One order's, of whichever body tells each of them first."""
    found = list(told)
    return Traces(
        network=next((each.network for each in found if each.network), ""),
        payment=next((each.payment for each in found if each.payment), ""),
        address=next((each.address for each in found if each.address), ""),
        coupon_site=any(each.coupon_site for each in found),
    )


def plain(text: str) -> str:
    """Letters and digits only, without case and, where the script is Latin, without accents."""
    text = text[:_LONGEST]
    if not text.isascii():
        from unicodedata import combining, normalize

        text = "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))
    return "".join(c for c in text.casefold() if c.isalnum())


def _hash(key: bytes, kind: str, text: str) -> str:
    return hmac.digest(key, f"trace:{kind}:{text}".encode(errors="replace"), hashlib.sha256)[
        :16
    ].hex()
