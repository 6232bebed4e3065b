"""What notes work with, and what their letters say."""

from referrals.desks.program_words import program_words
from referrals.model.community.sentence import answer_line, writer_line
from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.note.note import Note, without_links
from referrals.model.note.note_link import PURPOSE, NoteLink, note_address, sign_note
from referrals.model.people.person import Person, shown_name
from referrals.model.words.wording import wording_of
from referrals.steps.note.write_note import NoteDesk
from referrals.wiring import community_stores, keys, nudge_stores, settings, stores


def notes() -> NoteDesk:
    return NoteDesk(
        community_stores.notes(),
        stores.outbox(),
        stores.people(),
        stores.referrals(),
        stores.aliases(),
        stores.programs(),
        nudge_stores.nudge_records(),
    )


def note_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    """The note as it stands now: one that is gone, or put away, isn't sent."""
    note = community_stores.notes().find(str(item.data.get("note_id")))
    if note is None or note.hidden_at is not None:
        return Skipped("note_gone")
    answer = item.topic == Topic.NOTE_ANSWERED
    words, zone = wording_of(program_words(item.program_id), reader.locale), reader.time_zone
    other_id = note.receiver_id if answer else note.writer_id
    name = shown_name(stores.people().find(other_id)) if other_id else ""
    line = answer_line if answer else writer_line
    return LetterContent(
        values={"writer": note.writer_name},
        quote=without_links(note.reply if answer else note.text),
        quote_by=line(note, words, name=name, time_zone=zone),
        actions={"button": address_of(note, reader)},
    )


def address_of(note: Note, reader: Person) -> str:
    """Of the page on which this reader reads and answers it."""
    token = sign_note(keys.signing_keys(PURPOSE)[0], NoteLink(note.note_id, reader.person_id))
    return note_address(settings.setting("PUBLIC_URL"), token)
