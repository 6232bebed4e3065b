"""Names for things: sortable ids, link codes, and keyed hashes that stand in for people."""

import hashlib
import hmac
import re
from datetime import datetime

from referrals.model.errors import RefusedError

# Every prefix an id may carry; a new kind of thing is added here first.
PREFIXES = {
    "adv": "advocate",
    "fri": "friend",
    "clk": "click",
    "key": "API key",
    "cur": "correction",
    "clm": "claim",
}
CODE_PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,28})[a-z0-9]")
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_UNAMBIGUOUS = "23456789abcdefghjkmnpqrstuvwxyz"
_DOTLESS_DOMAINS = {"gmail.com", "googlemail.com"}


class BadCodeError(RefusedError):
    code = "bad_code"


class BadEmailError(RefusedError):
    code = "bad_email"


def new_id(prefix: str, now: datetime, random: bytes) -> str:
    """`prefix_` + 26 characters that sort by time; `random` is 10 bytes."""
    assert prefix in PREFIXES, f"{prefix} is not in PREFIXES"
    assert len(random) == 10
    number = int(now.timestamp() * 1000) << 80 | int.from_bytes(random)
    return f"{prefix}_{base32(number, 26)}"


def base32(number: int, length: int) -> str:
    """Crockford's alphabet, most significant character first, zero padded."""
    return "".join(_CROCKFORD[number >> 5 * place & 31] for place in reversed(range(length)))


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
        raise BadCodeError(
            "this is not a usable code.",
            field="code",
            remedy="Use 3 to 30 letters (a-z), digits or hyphens, with no hyphen at either end.",
        )
    return code


def canonical_email(address: str) -> str:
    """One spelling per mailbox: lower case, no +tag, no dots where the provider ignores them."""
    local, at, domain = address.strip().lower().rpartition("@")
    if not (at and local and "." in domain) or any(c.isspace() for c in address.strip()):
        raise BadEmailError(
            "this is not an e-mail address.", field="email", remedy="Write it as name@example.com."
        )
    local = local.partition("+")[0] or local
    if domain in _DOTLESS_DOMAINS:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def same_mailbox(one: str, other: str) -> bool:
    """Whether both are spellings of one address; what is none is nobody's."""
    try:
        return canonical_email(one) == canonical_email(other)
    except BadEmailError:
        return False


def email_hash(key: bytes, address: str) -> str:
    """A keyed stand-in for an e-mail address; equal for aliases of the same mailbox."""
    return hmac.digest(key, b"email:" + canonical_email(address).encode(), hashlib.sha256).hex()


def derived_key(key: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that no signature can stand in for another."""
    return hmac.digest(key, b"goodword:" + purpose.encode(), hashlib.sha256)
