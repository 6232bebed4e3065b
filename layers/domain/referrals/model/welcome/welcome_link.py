"""Welcome links: the address of a friend's page after the order, signed for that order alone.

Whoever counts order numbers up finds nothing: without our signature no order has a page. A link
from a letter also names the friend whom it was written to, and shows nothing once the order turned
out to be somebody else's.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from referrals.model.errors import RefusedError
from referrals.model.order_key import ConversionKey
from referrals.model.signed_id import read_signed_id, sign_id

PURPOSE = "welcome"
_BETWEEN = "~"


class BadWelcomeLinkError(RefusedError):
    code = "bad_welcome_link"


@dataclass(frozen=True, slots=True)
class WelcomeLink:
    """Which order's page it opens, and for whom."""

    key: ConversionKey
    friend_id: str = ""
    """Whom the letter with it went to; empty where the shop's own server asked for it, which says
    nothing about whose mailbox that is."""


def sign_welcome(key: bytes, link: WelcomeLink) -> str:
    """`key` is derived for PURPOSE; the token carries no name and no address."""
    order = urlsafe_b64encode(str(link.key).encode()).decode().rstrip("=")
    return sign_id(PURPOSE, key, f"{order}{_BETWEEN}{link.friend_id}")


def welcome_address(public_url: str, token: str) -> str:
    return f"{public_url.rstrip('/')}/welcome?token={token}"


def read_welcome(keys: Iterable[bytes], token: str) -> WelcomeLink:
    """What the token names, if one of the live keys signed it."""
    order, _, friend_id = read_signed_id(PURPOSE, keys, token).partition(_BETWEEN)
    try:
        text = urlsafe_b64decode(order + "=" * (-len(order) % 4)).decode()
        return WelcomeLink(ConversionKey.parse(text), friend_id)
    except ValueError:
        raise BadWelcomeLinkError(
            "this welcome link is not one of ours.",
            field="token",
            remedy="Open the link from the letter again, or ask the shop.",
        ) from None
