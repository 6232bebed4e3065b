"""Addresses in a nudge: a person and a program under a signature that works for nothing else."""

from collections.abc import Iterable
from typing import NamedTuple

from referrals.model.errors import RefusedError
from referrals.model.signed_id import read_signed_id, sign_id

PURPOSE = "nudges"


class BadNudgeLinkError(RefusedError):
    code = "bad_nudge_link"


class NudgeReader(NamedTuple):
    """Who opened it, and in which program."""

    person_id: str
    program_id: str


class NudgeAddresses(NamedTuple):
    """Each leads to a page; only the button there does something."""

    link: str
    not_now: str
    never: str
    qr: str
    """Of the link's QR code, which its page shows."""


def nudge_addresses(public_url: str, key: bytes, reader: NudgeReader) -> NudgeAddresses:
    """`key` is derived for PURPOSE."""
    origin = public_url.rstrip("/")
    token = sign_id(PURPOSE, key, "~".join(reader))
    paths = ("/nudge", "/nudge/not-now", "/nudge/never", "/nudge/qr")
    return NudgeAddresses(*(f"{origin}{path}?token={token}" for path in paths))


def read_nudge_link(keys: Iterable[bytes], token: str) -> NudgeReader:
    person_id, _, program_id = read_signed_id(PURPOSE, keys, token).partition("~")
    if person_id and program_id:
        return NudgeReader(person_id, program_id)
    raise BadNudgeLinkError(
        "this link is not one of ours.", field="token", remedy="Open it again from the mail."
    )
