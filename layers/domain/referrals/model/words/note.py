"""Who wrote a note or answered it, and when: one line below the words."""

from referrals.model.note.note import Note, Writer
from referrals.model.words.wording import Wording


def writer_line(note: Note, words: Wording, *, name: str, time_zone: str) -> str:
    """As its receiver reads it. `name` is the friend's first name, empty where it isn't told."""
    date = words.date(note.written_at, time_zone)
    shown = note.writer_name if note.writer is Writer.STAFF else name
    if shown:
        return words.say("note.by_named", name=shown, date=date)
    return words.say("note.by_friend", date=date)


def answer_line(note: Note, words: Wording, *, name: str, time_zone: str) -> str:
    """As the friend reads it who wrote; empty while there is no reply. `name` as above, of
    whoever answered."""
    if note.replied_at is None:
        return ""
    date = words.date(note.replied_at, time_zone)
    if name:
        return words.say("note.by_named", name=name, date=date)
    return words.say("note.by_advocate", date=date)
