"""The address of one note, for one of its two people, under a signature."""

from collections.abc import Iterable
from dataclasses import dataclass

from referrals.model.errors import RefusedError
from referrals.model.signed_id import read_signed_id, sign_id

PURPOSE = "note"
_BETWEEN = "~"


class BadNoteLinkError(RefusedError):
    code = "bad_note_link"


@dataclass(frozen=True, slots=True)
class NoteLink:
    note_id: str
    person_id: str
    """Who reads it there: the receiver, or the friend who wrote it."""


def sign_note(key: bytes, link: NoteLink) -> str:
    return sign_id(PURPOSE, key, f"{link.note_id}{_BETWEEN}{link.person_id}")


def read_note_link(keys: Iterable[bytes], token: str) -> NoteLink:
    note_id, _, person_id = read_signed_id(PURPOSE, keys, token).partition(_BETWEEN)
    if not (note_id and person_id):
        raise BadNoteLinkError(
            "this link to a note is not one of ours.",
            field="token",
            remedy="Open the link from the letter again.",
        )
    return NoteLink(note_id, person_id)


def note_address(public_url: str, token: str) -> str:
    return f"{public_url.rstrip('/')}/note?token={token}"
