"""Ben, who thanks Ada; Mira of the bakery, who thanks either; and what they read of it."""

from referrals.desks import note as note_desk
from referrals.model.note.note import Note, NoteWriter
from referrals.steps.note.write_note import StaffNote, WrittenNote, thank_advocate, thank_by_hand
from referrals.wiring import community_stores
from tests.arrival import BEN
from tests.world import NOW, a_key

THANKS = "The rye loaf!\n\nYou were right."

NOTE = Note(
    note_id="nte_1",
    program_id="friends",
    receiver_id="adv_ada",
    occasion="friends#shopify#1001",
    writer=NoteWriter.FRIEND,
    writer_id="fri_ben",
    text="Thank you",
    written_at=NOW,
)
"""As Ben wrote it to Ada."""


def ben_thanks(text: str = THANKS, order_id: str = "1001") -> WrittenNote:
    return thank_advocate(a_key(order_id), BEN, text, note_desk.notes(), now=NOW)


def mira_thanks(to: str = "adv_ada", text: str = "How kind of you.") -> WrittenNote:
    wish = StaffNote(key=a_key(), receiver_id=to, made_by="Mira", text=text)
    return thank_by_hand(wish, note_desk.notes(), now=NOW)


def kept(person_id: str = "adv_ada") -> list[Note]:
    return community_stores.notes().of_receiver(person_id, 100)
