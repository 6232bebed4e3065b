"""Whether a raw body speaks of somebody who is known by keyed hash and order ids only."""

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

from referrals.model.identity import BadEmailError, email_hash

_ADDRESS = re.compile(r"[^\s\"'<>()\[\]{},;:\\/=&?]+@[^\s\"'<>()\[\]{},;:\\/=&?]+")


def mentions(raw: bytes, customer_hash: str, order_ids: frozenset[str], key: bytes) -> bool:
    """In any spelling that JSON or a form may have; a body that is neither is read as text."""
    text = "\n".join(_spellings(raw.decode(errors="replace")))
    named = customer_hash and any(_hashed(a, key) == customer_hash for a in _ADDRESS.findall(text))
    return bool(named) or not order_ids.isdisjoint(re.findall(r"[A-Za-z0-9._-]+", text))


def _spellings(text: str) -> Iterator[str]:
    yield text
    yield unquote_plus(text)
    try:
        yield json.dumps(json.loads(text), ensure_ascii=False)
    except (ValueError, RecursionError):
        return


def _hashed(address: str, key: bytes) -> str:
    try:
        return email_hash(key, address.strip("."))
    except BadEmailError:
        return ""
