"""What a shop writes where there is only free text: `gw=<token>`, `accepts_mail=yes` in a note.

And the stand-in for a customer whom a platform names by its own id alone.
"""

import hmac
import re

from referrals.providers.shops.body import customer_hash, text, told_word
from referrals.providers.shops.hints import ACCEPTS_MAIL, Pairs

_WRITTEN = re.compile(r"(?:^|[\s,;&?(])(gw_cookie|gw|ref)=([A-Za-z0-9_-]{3,120})", re.ASCII)
_MAIL = re.compile(rf"(?:^|[\s,;&?(]){ACCEPTS_MAIL}=(yes|no)(?![A-Za-z0-9_-])", re.ASCII)


def written_consent(*notes: object) -> bool | None:
    """Whether they agreed to mail; None where no note says so, or notes say both."""
    found = {told_word(word) for note in notes for word in _MAIL.findall(text(note))}
    return found.pop() if len(found) == 1 else None


def written_pairs(*notes: object) -> Pairs:
    """Only what is marked as ours: an order number in a note is nobody's code."""
    return [found for note in notes for found in _WRITTEN.findall(text(note))]


def known_customer(key: bytes, source: str, customer_id: object, *addresses: object) -> str:
    """The hash of an address, or else of the platform's own id: tells a second order from a first.

    Hashes of the two kinds never meet, so a person known by id alone is not recognised as an
    advocate: no self-referral is seen without an address. Hence who gave one that is none is
    unknown, whatever their id.
    """
    found = customer_hash(key, *addresses)
    name = text(customer_id)
    if found or not name or any(map(text, addresses)):
        return found
    return hmac.digest(key, f"customer:{source}:{name}".encode(errors="replace"), "sha256").hex()
