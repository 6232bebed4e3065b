"""Unsubscribe links: a person's id and the kind of a letter, under a signature that works for
nothing else, and for ever.

What a letter calls its way out, what one click there does and what its page offers are all asked
of `ways_out`.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from referrals.model.errors import RefusedError
from referrals.model.signed_id import read_signed_id, sign_id

PURPOSE = "unsubscribe"
FRIENDLY_KINDS = ("mail", "nudges", "surveys")
"""The consents that friendly letters take, each a kind of letter."""
_BETWEEN = "~"


class BadUnsubscribeLinkError(RefusedError):
    code = "bad_unsubscribe_link"


class WayOut(StrEnum):
    """How much of what is written to somebody stops."""

    KIND = "kind"
    """Letters of the kind that the link came in."""
    FRIENDLY = "friendly"
    """All that take a consent."""
    ALL = "all"
    """Everything, also what is theirs."""


class StopLink(NamedTuple):
    person_id: str
    kind: str = ""
    """The consent that the letter took; empty for a letter about what is theirs."""


def ways_out(kind: str) -> tuple[WayOut, ...]:
    """For a letter of that kind; the first one is what a single click does (RFC 8058)."""
    if kind in FRIENDLY_KINDS:
        return (WayOut.KIND, WayOut.FRIENDLY, WayOut.ALL)
    return (WayOut.ALL, WayOut.FRIENDLY)


def chosen_way(link: StopLink, choice: str) -> WayOut:
    """What was pressed; a mail program's own button presses nothing of ours."""
    offered = ways_out(link.kind)
    return WayOut(choice) if choice in offered else offered[0]


def stopped_kinds(link: StopLink, way: WayOut) -> tuple[str, ...]:
    """The consents that are taken back with it."""
    return (link.kind,) if way is WayOut.KIND else FRIENDLY_KINDS


def sign_unsubscribe(key: bytes, link: StopLink) -> str:
    """`key` is derived for PURPOSE; the token carries no name and no address."""
    return sign_id(PURPOSE, key, _BETWEEN.join(filter(None, link)))


def read_unsubscribe(keys: Iterable[bytes], token: str) -> StopLink:
    """Whose it is, if one of the live keys signed the token."""
    if name := read_signed_id(PURPOSE, keys, token):
        person_id, _, kind = name.partition(_BETWEEN)
        return StopLink(person_id, kind)
    raise BadUnsubscribeLinkError(
        "this unsubscribe link is not one of ours.",
        field="token",
        remedy="Open the link from the mail again, or answer the mail.",
    )
