"""Names for things: sortable ids, link codes, and a key for each purpose."""

import hashlib
import hmac
import re
from datetime import datetime
from functools import lru_cache

from referrals.model.era import epoch_milliseconds
from referrals.model.errors import RefusedError

# Every prefix an id may carry; a new kind of thing is added here first.
PREFIXES = {
    "adv": "advocate",
    "fri": "friend",
    "clk": "click",
    "key": "API key",
    "chg": "change in the log",
    "cur": "correction",
    "clm": "claim",
    "rev": "review",
    "rvw": "word of a review",
    "hld": "word on a hold",
    "brw": "browser",
    "rdm": "redemption",
    "nte": "note",
    "gwl": "gesture of goodwill",
    "sgs": "suggestion",
    "ses": "session of a person",
    "prt": "way into the advocate's page from the shop's own",
    "sgn": "sign-in by mailed link",
    "stf": "somebody of the shop at the desk",
    "psk": "passkey of somebody at the desk",
    "sty": "story",
    "byr": "a buyer of whom nothing is kept, by the keyed hash of their address",
    "opn": "what a person had in another program",
    "apl": "whoever asked for a link, until the address is proven",
}
_CODE = r"[a-z0-9](?:[a-z0-9-]{1,28})[a-z0-9]"
CODE_PATTERN = re.compile(_CODE)
# Quotes, brackets, full stops, what nobody sees, and the rest of an address it was copied from.
_COPIED = re.compile(rf"[\W_]*({_CODE})(?:[\W_]*|\W*?(?:\?|&[^=&\s]+=).*)", re.DOTALL)
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_UNAMBIGUOUS = "23456789abcdefghjkmnpqrstuvwxyz"


class BadCodeError(RefusedError):
    code = "bad_code"


def new_id(prefix: str, now: datetime, random: bytes) -> str:
    """`prefix_` + 26 characters that sort by time; `random` is 10 bytes."""
    assert prefix in PREFIXES, f"{prefix} is not in PREFIXES"
    assert len(random) == 10
    number = epoch_milliseconds(now) << 80 | int.from_bytes(random)
    return f"{prefix}_{base32(number, 26)}"


def business_id(prefix: str, *parts: str) -> str:
    """The id of what somebody else names: the same parts are the same thing, for ever."""
    assert prefix in PREFIXES, f"{prefix} is not in PREFIXES"
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return f"{prefix}_{base32(int.from_bytes(digest[:17]) >> 6, 26)}"


def base32(number: int, length: int) -> str:
    """Crockford's alphabet, most significant character first, zero padded."""
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in reversed(range(length)))


def number_of(text: str) -> int:
    """The number that `base32` spelled so."""
    number = 0
    for letter in text:
        number = number << 5 | _CROCKFORD.index(letter)
    return number


def new_code(random: bytes) -> str:
    """Eight characters that are hard to confuse when said aloud; `random` is 8 bytes or more."""
    number = int.from_bytes(random)
    letters = []
    for _ in range(8):
        number, letter = divmod(number, len(_UNAMBIGUOUS))
        letters.append(_UNAMBIGUOUS[letter])
    return "".join(letters)


def parse_code(text: str) -> str:
    """The stored spelling of a code: lower case, 3 to 30 letters, digits and inner hyphens."""
    code = text.strip().lower()
    if not CODE_PATTERN.fullmatch(code):
        raise bad_code()
    return code


def code_in(text: str) -> str:
    """The code that somebody followed, typed or pasted, whatever came along on either side."""
    found = _COPIED.fullmatch(text.lower())
    if found is None:
        raise bad_code()
    return found[1]


def bad_code() -> BadCodeError:
    return BadCodeError(
        "this is not a usable code.",
        field="code",
        remedy="Use 3 to 30 letters (a-z), digits or hyphens: a letter among them, "
        "and no hyphen at either end.",
    )


@lru_cache(maxsize=64)
def derived_key(key: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that no signature can stand in for another."""
    return hmac.digest(key, b"goodword:" + purpose.encode(), hashlib.sha256)
