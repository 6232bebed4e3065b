"""Whether a raw body speaks of somebody who is known by keyed hash, or of an order known by id."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from referrals.model.mailbox import BadEmailError, email_hash

# Split rather than searched for: the time stays in proportion to the body, whatever is in it.
_BETWEEN = re.compile(r"[\s\"'<>()\[\]{},;:\\/=&?]+")
_LONGEST_ADDRESS = 320
# Keys under which sources tell an order's name, without case and underscores.
_ORDER_KEYS = {
    *("orderid", "transactionid", "paymentid", "paymentintent"),
    *("invoice", "charge", "latestcharge", "subscription"),
}
# A bare `id` names an order only here and at the top: lines and customers have ids too.
_AROUND_ORDERS = {"data", "object", "order", "payment", "event", *_ORDER_KEYS}


def mentions(raw: bytes, customer_hash: str, key: bytes) -> bool:
    """In any spelling that JSON or a form may have; a body that is neither is read as text."""
    if not customer_hash:
        return False
    text = "\n".join(_spellings(raw.decode(errors="replace")))
    words = {word for word in _BETWEEN.split(text) if "@" in word and len(word) <= _LONGEST_ADDRESS}
    return any(_hashed(word, key) == customer_hash for word in words)


def names_in_body(raw: bytes) -> frozenset[str]:
    """What may be an order's name, by its key: a small id is also a quantity or somebody's age."""
    text = raw.decode(errors="replace")
    try:
        # Numbers as they are written: nobody has to turn a thousand digits into one.
        told = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        told = dict(parse_qsl(text))
    return frozenset(_names(told))


def _names(told: Any) -> Iterator[str]:
    waiting = [(told, True)]
    while waiting:
        value, around = waiting.pop()
        if isinstance(value, list):
            waiting += [(each, False) for each in value]
        elif isinstance(value, dict):
            plain = {name.replace("_", "").lower(): inner for name, inner in value.items()}
            yield from _named(plain, around)
            waiting += [(each, around and name in _AROUND_ORDERS) for name, each in plain.items()]


def _named(plain: dict[str, Any], around: bool) -> Iterator[str]:
    yield from (plain[name] for name in _ORDER_KEYS & plain.keys() if isinstance(plain[name], str))
    own = plain.get("id")
    # A number beside `order_id` is another thing's: a refund's, an invoice's.
    other = "orderid" in plain and isinstance(own, str) and own.isdigit()
    if around and isinstance(own, str) and not other:
        yield own


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
