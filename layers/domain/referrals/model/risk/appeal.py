"""Addresses by which who was denied asks for another look: a review under a signature of its own.

They work for ever and say nothing of the order; that there is one appeal is the review's own rule.
"""

from collections.abc import Iterable

from referrals.model.errors import RefusedError
from referrals.model.signed_id import read_signed_id, sign_id

PURPOSE = "appeal"


class BadAppealLinkError(RefusedError):
    code = "bad_appeal_link"


def sign_appeal(key: bytes, case_id: str) -> str:
    """`key` is derived for PURPOSE."""
    return sign_id(PURPOSE, key, case_id)


def read_appeal(keys: Iterable[bytes], token: str) -> str:
    """The review's id, if one of the live keys signed the token."""
    if case_id := read_signed_id(PURPOSE, keys, token):
        return case_id
    raise BadAppealLinkError(
        "this address is not one of ours.",
        field="token",
        remedy="Open it from the mail again, or answer the mail.",
    )
