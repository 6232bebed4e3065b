"""What a note and its reply send out: letters that name them by id, without their words."""

from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.note.note import Note, NoteWriter
from referrals.model.program.program import Program


def on_note(note: Note, at: datetime) -> OutboxItem:
    by_friend = note.writer is NoteWriter.FRIEND
    return an_item(
        f"{note.occasion}#note-{note.note_id}",
        Channel.EMAIL,
        Topic.NOTE_WRITTEN if by_friend else Topic.STAFF_NOTE_WRITTEN,
        program_id=note.program_id,
        at=at,
        cause=note.occasion,
        person_id=note.receiver_id,
        data={"note_id": note.note_id, "friend_id": note.writer_id},
    )


def on_reply(note: Note, rules: Program, at: datetime) -> list[OutboxItem]:
    """To the friend who wrote by letter; to the shop by its webhook, where it has one."""
    name = f"{note.occasion}#reply-{note.note_id}"
    if note.writer is NoteWriter.FRIEND:
        data = {"note_id": note.note_id, "advocate_id": note.receiver_id}
        return [
            an_item(
                name,
                Channel.EMAIL,
                Topic.NOTE_ANSWERED,
                program_id=note.program_id,
                at=at,
                cause=note.occasion,
                person_id=note.writer_id,
                data=data,
            )
        ]
    if not rules.webhook_url:
        return []
    return [
        an_item(
            name,
            Channel.WEBHOOK,
            Topic.NOTE_ANSWERED,
            program_id=note.program_id,
            at=at,
            cause=note.occasion,
            data={"note_id": note.note_id, "conversion_key": note.occasion},
        )
    ]
