"""What the reader of a note does: answers it once, puts it away, or tells the shop of it."""

from datetime import datetime

from referrals.model.note.note import (
    Note,
    NoteAnsweredError,
    NoteNotFoundError,
    NoteWriter,
    plain_note,
)
from referrals.model.note.note_news import on_reply
from referrals.model.program.program import Program
from referrals.steps.note.write_note import NoteDesk
from referrals.store.table import CancelledError, transact


def answer_note(
    note_id: str, reader_id: str, text: str, desk: NoteDesk, *, rules: Program, now: datetime
) -> Note:
    """The note with the reply; the same reply again changes nothing."""
    note = own_note(note_id, reader_id, desk)
    reply = plain_note(text)
    actions = [desk.notes.answer_action(note, reply, now)]
    actions += [desk.outbox.add_action(item) for item in on_reply(note, rules, now)]
    try:
        transact(desk.notes.table.dynamo, actions)
    except CancelledError:
        found = desk.notes.get(note_id)
        if found.reply != reply:
            raise NoteAnsweredError(
                "this note has its answer already.",
                field="text",
                remedy="There is one reply to a note; the first one stands.",
            ) from None
    return desk.notes.get(note_id)


def hide_note(note_id: str, reader_id: str, desk: NoteDesk, *, now: datetime) -> Note:
    """Its reader doesn't see it any more; nobody is told."""
    note = own_note(note_id, reader_id, desk)
    desk.notes.hide(note, now)
    return note


def report_note(note_id: str, reader_id: str, desk: NoteDesk, *, now: datetime) -> Note:
    """The shop looks at it, and its reader doesn't see it any more."""
    note = own_note(note_id, reader_id, desk)
    desk.notes.report(note, now)
    return note


def own_note(note_id: str, reader_id: str, desk: NoteDesk) -> Note:
    """A note that this person received; another's is no note at all."""
    note = desk.notes.get(note_id)
    if note.receiver_id != reader_id:
        raise _no_note(note_id)
    return note


def readable_note(note_id: str, person_id: str, desk: NoteDesk) -> Note:
    """A note that this person received or wrote."""
    note = desk.notes.get(note_id)
    wrote = note.writer is NoteWriter.FRIEND and note.writer_id == person_id
    if not wrote and note.receiver_id != person_id:
        raise _no_note(note_id)
    return note


def _no_note(note_id: str) -> NoteNotFoundError:
    return NoteNotFoundError(f"there is no note {note_id}.", field="note_id")
