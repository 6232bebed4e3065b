"""A thank-you note: a friend's or a named colleague's own words, once an occasion, and one reply.

Nobody writes it but a person: there is no text of ours in it. It may hold anything but what hides
or turns the text around it; an address or a link in it is only text.
"""

import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.model.identity import business_id
from referrals.model.moment import Moment
from referrals.model.written_text import written_text

LONGEST_NOTE = 600
LONGEST_WRITER = 80
MOST_LINES = 20
_INSIDE = re.compile(r"(?<=\S)[.:@/](?=\S)")
_NOT_TO_FOLLOW = "\u200b"


class NoteNotFoundError(NotFoundError):
    code = "note_not_found"


class EmptyNoteError(RefusedError):
    code = "empty_note"


class NobodyToThankError(RefusedError):
    """Nobody brought the order, or whoever did is gone."""

    code = "nobody_to_thank"


class NoteWrittenError(ConflictError):
    """There is one note an occasion, and this one has its own."""

    code = "note_written"


class NoteAnsweredError(ConflictError):
    """There is one reply to a note."""

    code = "note_answered"


class NoteWriter(StrEnum):
    """Who writes a note."""

    FRIEND = "friend"
    """The person whom its reader brought."""
    STAFF = "staff"
    """A named person of the shop."""


class Note(BaseModel):
    model_config = ConfigDict(frozen=True)
    note_id: str
    program_id: str
    receiver_id: str
    occasion: str
    """The order that it is about, by its key."""
    writer: NoteWriter
    writer_id: str = ""
    """The friend's; empty for a person of the shop."""
    writer_name: str = ""
    """Of the person of the shop; a friend's is in People alone."""
    actor: str = ""
    """Whose key, or which person at the command line, wrote for the shop."""
    text: str
    written_at: Moment
    reply: str = ""
    replied_at: Moment | None = None
    hidden_at: Moment | None = None
    """When its reader put it away."""
    reported_at: Moment | None = None
    """When its reader told the shop that it isn't right."""

    @property
    def may_answer(self) -> bool:
        return not self.reply and self.hidden_at is None


def note_id_of(occasion: str, writer: NoteWriter) -> str:
    """The same order and kind of writer are the same note, for ever."""
    return business_id("nte", occasion, writer)


def shop_note_id(key: str, role: str) -> str:
    """Of the one note that the shop writes about an order to whoever has that role in it."""
    return note_id_of(f"{key}#{role}", NoteWriter.STAFF)


def plain_note(text: str) -> str:
    """What was written, bounded and without what nobody sees; EmptyNoteError for nothing."""
    plain = re.sub(r"\n{3,}", "\n\n", written_text(text))[:LONGEST_NOTE].strip()
    if not plain:
        raise EmptyNoteError(
            "there is nothing in this note.", field="text", remedy="Write a word or two."
        )
    first = plain.split("\n", MOST_LINES - 1)
    return "\n".join([*first[:-1], " ".join(first[-1].split())])


def without_links(text: str) -> str:
    """The same to the eye, in which no mail program finds an address to make a link of."""
    return _INSIDE.sub(lambda mark: f"{mark[0]}{_NOT_TO_FOLLOW}", text)
