"""Writes a thank-you note: once an occasion, with its letter, in one transaction.

The letter is a friendly one: whoever did not agree to those finds the note on their page, and its
writer is told so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.attribution.referral import Referral
from referrals.model.moment import floor_to_second
from referrals.model.note.note import (
    NobodyToThankError,
    Note,
    NoteWriter,
    NoteWrittenError,
    note_id_of,
    plain_note,
    shop_note_id,
)
from referrals.model.note.note_news import on_note
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.order_key import ConversionKey
from referrals.model.people.person import Person, Role
from referrals.steps.nudge.note_delight import delight_actions
from referrals.store.attribution.referral import Referrals
from referrals.store.delivery.outbox import Outbox
from referrals.store.note.note import Notes
from referrals.store.nudge.nudge_record import NudgeRecords
from referrals.store.order.alias import Aliases
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.table import CancelledError, transact


@dataclass(frozen=True, slots=True)
class NoteDesk:
    notes: Notes
    outbox: Outbox
    people: People
    referrals: Referrals
    aliases: Aliases
    programs: Programs
    delights: NudgeRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffNote:
    """What a named person of the shop writes, to one of the two people of an order."""

    key: ConversionKey
    receiver_id: str
    made_by: str
    text: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class WrittenNote:
    note: Note
    new: bool
    by_letter: bool
    """Whether its receiver agreed to friendly letters; otherwise it waits on their page."""


def thank_advocate(
    key: ConversionKey, friend_id: str, text: str, desk: NoteDesk, *, now: datetime
) -> WrittenNote:
    """The friend's note to whoever sent them. `friend_id`: as a letter's link names them; empty
    where the page stands for whoever placed the order."""
    referral = _referral(key, desk)
    receiver = _find(referral.attribution.advocate_id, desk)
    writer = _find(referral.friend_id, desk)
    if friend_id not in ("", writer.person_id):
        raise _refusal()
    note = Note(
        note_id=note_id_of(referral.key, NoteWriter.FRIEND),
        program_id=referral.program_id,
        receiver_id=receiver.person_id,
        occasion=referral.key,
        writer=NoteWriter.FRIEND,
        writer_id=writer.person_id,
        text=plain_note(text),
        written_at=floor_to_second(now),
    )
    return _write(note, receiver, desk, now)


def thank_by_hand(wish: StaffNote, desk: NoteDesk, *, now: datetime) -> WrittenNote:
    """A colleague's note to the advocate or the friend of an order."""
    referral = _referral(wish.key, desk)
    if wish.receiver_id not in (referral.attribution.advocate_id, referral.friend_id):
        raise NobodyToThankError(
            f"{wish.receiver_id} is neither the advocate nor the friend of this order.",
            field="to",
            remedy="GET /v1/conversions/{program}/{source}/{order_id} names both.",
        )
    receiver = _find(wish.receiver_id, desk)
    note = Note(
        note_id=shop_note_id(referral.key, receiver.role),
        program_id=referral.program_id,
        receiver_id=receiver.person_id,
        occasion=referral.key,
        writer=NoteWriter.STAFF,
        writer_name=wish.made_by,
        actor=wish.actor,
        text=plain_note(wish.text),
        written_at=floor_to_second(now),
    )
    return _write(note, receiver, desk, now)


def _write(note: Note, receiver: Person, desk: NoteDesk, now: datetime) -> WrittenNote:
    by_letter = receiver.consents.mail and not receiver.mail_stopped and bool(receiver.email)
    letter = desk.outbox.add_action(on_note(note, now))
    try:
        actions = [*desk.notes.add_actions(note), letter, *_delight(note, receiver, desk, now)]
        transact(desk.notes.table.dynamo, actions)
    except CancelledError:
        return WrittenNote(_same_note(note, desk), new=False, by_letter=by_letter)
    return WrittenNote(note, new=True, by_letter=by_letter)


def _delight(note: Note, receiver: Person, desk: NoteDesk, now: datetime) -> Iterable[Item]:
    """An advocate who was thanked may think of somebody else, too."""
    program = desk.programs.find(note.program_id) if receiver.role is Role.ADVOCATE else None
    if program is None:
        return ()
    delight = Delight(
        kind=DelightKind.THANKS,
        cause=note.note_id,
        person_id=receiver.person_id,
        program_id=note.program_id,
        happened_at=note.written_at,
    )
    return delight_actions(delight, program.rules.nudges, desk.delights, now=now)


def _same_note(note: Note, desk: NoteDesk) -> Note:
    found = desk.notes.find(note.note_id)
    if found is None or found.text != note.text or found.writer_name != note.writer_name:
        raise NoteWrittenError(
            "a note about this order was written already.",
            field="text",
            remedy="There is one note an occasion; the first one stands.",
        )
    return found


def _referral(key: ConversionKey, desk: NoteDesk) -> Referral:
    found = desk.referrals.find(str(desk.aliases.greatest(key)))
    if found is None or not found.is_attributed:
        raise _refusal()
    return found


def _find(person_id: str, desk: NoteDesk) -> Person:
    person = desk.people.find(person_id) if person_id else None
    if person is None:
        raise _refusal()
    return person


def _refusal() -> NobodyToThankError:
    return NobodyToThankError(
        "there is nobody to thank for this order.",
        field="order_id",
        remedy="As far as is known nobody brought it, or whoever did is gone.",
    )
