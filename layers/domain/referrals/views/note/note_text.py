"""Which notes did this person get, and what may they do with each? In their reader's language."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from referrals.model.community.sentence import answer_line, writer_line
from referrals.model.note.note import Note
from referrals.model.people.person import Person, shown_name
from referrals.model.words.wording import Wording
from referrals.store.note.note import Notes
from referrals.store.people.person import People

MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class NoteText:
    """Plain text in every field: whoever renders it escapes it."""

    note_id: str
    text: str
    by: str
    """Who wrote it, and when: a sentence. A friend's first name only if they agreed."""
    reply: str
    reply_by: str
    may_answer: bool


@dataclass(frozen=True, slots=True)
class NoteBoard:
    """A person's notes, newest first."""

    title: str
    notes: tuple[NoteText, ...]
    empty: str
    """What is said while there is none."""


@dataclass(frozen=True, slots=True)
class NoteReading:
    """What the notes of one reader are told with."""

    person: Callable[[str], Person | None]
    """Of those who wrote them, or got them, by their ids."""
    words: Wording
    time_zone: str


def note_board(
    person_id: str,
    program_id: str,
    notes: Notes,
    reading: NoteReading,
    *,
    people: People,
    most: int = MOST_NOTES,
) -> NoteBoard:
    """Those that its reader put away are left out."""
    received = notes.of_receiver(person_id, 2 * most, program_id)
    seen = [note for note in received if note.hidden_at is None][:most]
    words = reading.words
    # Replies are the reader's own, and name nobody else.
    reading = replace(reading, person=people.find_all(note.writer_id for note in seen).get)
    return NoteBoard(
        title=words.say("note.board_title"),
        notes=tuple(note_text(note, reading) for note in seen),
        empty="" if seen else words.say("note.board_empty"),
    )


def note_text(note: Note, reading: NoteReading, *, for_writer: bool = False) -> NoteText:
    """As its receiver reads it; `for_writer`: as the friend who wrote it does."""
    return NoteText(
        note_id=note.note_id,
        text=note.text,
        by=_line(note, reading, for_writer=for_writer),
        reply=note.reply,
        reply_by=_reply_line(note, reading, for_writer=for_writer),
        may_answer=note.may_answer and not for_writer,
    )


def _line(note: Note, reading: NoteReading, *, for_writer: bool) -> str:
    words, zone = reading.words, reading.time_zone
    if for_writer:
        return words.say("note.by_you", date=words.date(note.written_at, zone))
    name = shown_name(reading.person(note.writer_id)) if note.writer_id else ""
    return writer_line(note, words, name=name, time_zone=zone)


def _reply_line(note: Note, reading: NoteReading, *, for_writer: bool) -> str:
    words, zone = reading.words, reading.time_zone
    if note.replied_at is None:
        return ""
    if not for_writer:
        return words.say("note.by_you", date=words.date(note.replied_at, zone))
    name = shown_name(reading.person(note.receiver_id))
    return answer_line(note, words, name=name, time_zone=zone)


def last_note_at(person_id: str, program_id: str, notes: Notes) -> datetime | None:
    """When somebody last thanked this person, and they kept it; None where nobody did. A moment
    of delight, for whoever looks for one."""
    kept = (each for each in notes.of_receiver(person_id, 10, program_id) if each.hidden_at is None)
    return next((each.written_at for each in kept), None)
