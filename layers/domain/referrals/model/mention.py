"""Whether a raw body speaks of somebody who is known by keyed hash and order ids only."""

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote_plus

from referrals.model.identity import BadEmailError, email_hash

# Split rather than searched for: the time stays in proportion to the body, whatever is in it.
_BETWEEN = re.compile(r"[\s\"'<>()\[\]{},;:\\/=&?]+")
_LONGEST_ADDRESS = 320


def mentions(raw: bytes, customer_hash: str, order_ids: frozenset[str], key: bytes) -> bool:
    """In any spelling that JSON or a form may have; a body that is neither is read as text."""
    text = "\n".join(_spellings(raw.decode(errors="replace")))
    words = {word for word in _BETWEEN.split(text) if "@" in word and len(word) <= _LONGEST_ADDRESS}
    if customer_hash and any(_hashed(word, key) == customer_hash for word in words):
        return True
    joined = any(":" in order_id and order_id in text for order_id in order_ids)
    return joined or not order_ids.isdisjoint(re.findall(r"[A-Za-z0-9._-]+", text))


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
