"""Whether a raw body speaks of somebody who is known by keyed hash, or of an order known by id."""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, unquote_plus

from referrals.model.people.mailbox import BadEmailError, email_hash

# Found by what stands behind the sign, one by one: the time stays in proportion to the body.
_DOMAIN = re.compile(r"@((?:[\w-]{1,63}\.)+[\w-]{1,63})")
_LONGEST_LOCAL = 128
# Never in an address, unless it is quoted.
_BREAK = re.compile(r"[\s\"<>()\[\],;:\\@\x00-\x1f]")
# Allowed in an address, and as often around one: `o'brien@...`, `'ben@...'`, `?mail=ben@...`.
_EITHER = re.compile(r"[!#$%&'*/=?^`{|}~]")
_QUOTED = re.compile(r"\"[^\"\n]{1,64}\"\Z")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_REMARK = re.compile(r"\([^()\n]{0,80}\)")
_FORM = re.compile(r"[^\s\"<>{}=]+=[^\s\"<>{}]*")
_DEEPEST = 3
# Keys under which sources tell an order's name, without case and underscores.
_ORDER_KEYS = {
    *("orderid", "transactionid", "paymentid", "paymentintent"),
    *("invoice", "charge", "latestcharge", "subscription"),
}
# A bare `id` names an order only here and at the top: lines and customers have ids too.
_AROUND_ORDERS = {"data", "object", "order", "payment", "event", *_ORDER_KEYS}


def mentions(raw: bytes, customer_hash: str, key: bytes) -> bool:
    """Whether the body names the address in any spelling of JSON or a form; else as plain text."""
    if not customer_hash:
        return False
    found = set[str]()
    for text in _texts(raw.decode(errors="replace"), _DEEPEST):
        found.update(_addresses(text))
    return any(_hash_address(address, key) == customer_hash for address in found)


def names_in_body(raw: bytes) -> frozenset[str]:
    """What may be an order's name, by its key: a small id is also a quantity or somebody's age."""
    text = raw.decode(errors="replace")
    try:
        # Numbers as they are written: nobody has to turn a thousand digits into one.
        body = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        body = dict(parse_qsl(text))
    return frozenset(_names(body))


def _names(parsed: Any) -> Iterator[str]:
    waiting = [(parsed, True)]
    while waiting:
        value, around = waiting.pop()
        if isinstance(value, list):
            waiting += [(each, False) for each in value]
        elif isinstance(value, dict):
            plain = {name.replace("_", "").lower(): inner for name, inner in value.items()}
            yield from _ids_in(plain, around)
            waiting += [(each, around and name in _AROUND_ORDERS) for name, each in plain.items()]


def _ids_in(plain: dict[str, Any], around: bool) -> Iterator[str]:
    yield from (plain[name] for name in _ORDER_KEYS & plain.keys() if isinstance(plain[name], str))
    own = plain.get("id")
    # A number beside `order_id` is another thing's: a refund's, an invoice's.
    other = "orderid" in plain and isinstance(own, str) and own.isdigit()
    if around and isinstance(own, str) and not other:
        yield own


def _texts(text: str, depth: int) -> Iterator[str]:
    """The texts of which a body is made, also of one that is written in another's value."""
    try:
        parsed = json.loads(text, object_pairs_hook=_pairs) if depth else text
    except (ValueError, RecursionError):
        form = depth == _DEEPEST and _FORM.fullmatch(text)
        parsed = parse_qsl(text, keep_blank_values=True) if form else text
    waiting = [parsed]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list | tuple):
            waiting += value
        elif isinstance(value, str) and value != text:
            yield from _texts(value, depth - 1) if depth else [value]
        elif isinstance(value, str):
            yield value


def _pairs(pairs: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The pairs of an object, in order: a repeated key would hide its first value in a dict."""
    return pairs


def _addresses(text: str) -> Iterator[str]:
    for spelled in {text, unquote(text), unquote_plus(text)} if "%" in text else {text}:
        plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", spelled))
        for spelling in {spelled, plain, _REMARK.sub("", plain)}:
            for sign in _DOMAIN.finditer(spelling):
                for local in _locals(spelling, sign):
                    yield f"{local}@{sign[1]}"


def _locals(text: str, sign: re.Match[str]) -> Iterator[str]:
    """What may stand before the sign: where the whole text is one address, nothing else."""
    before = text[max(sign.start() - _LONGEST_LOCAL, 0) : sign.start()]
    if quoted := _QUOTED.search(before):
        yield quoted[0]
    run = _BREAK.split(before)[-1].lstrip(".")
    yield run
    alone = (run, sign.end()) == (text.lstrip()[: len(run)], len(text.rstrip()))
    for mark in () if alone else _EITHER.finditer(run):
        yield run[mark.end() :].lstrip(".")


def _hash_address(address: str, key: bytes) -> str:
    try:
        return email_hash(key, address)
    except BadEmailError:
        return ""
