"""Unsubscribe links: a person's id under a signature that works for nothing else, and for ever."""

from collections.abc import Iterable

from referrals.model.errors import RefusedError
from referrals.model.signed_id import read_signed_id, sign_id

PURPOSE = "unsubscribe"


class BadUnsubscribeLinkError(RefusedError):
    code = "bad_unsubscribe_link"


def sign_unsubscribe(key: bytes, person_id: str) -> str:
    """`key` is derived for PURPOSE; the token carries no name and no address."""
    return sign_id(PURPOSE, key, person_id)


def read_unsubscribe(keys: Iterable[bytes], token: str) -> str:
    """The person's id, if one of the live keys signed the token."""
    if person_id := read_signed_id(PURPOSE, keys, token):
        return person_id
    raise BadUnsubscribeLinkError(
        "this unsubscribe link is not one of ours.",
        field="token",
        remedy="Open the link from the mail again, or answer the mail.",
    )
