"""What somebody of the shop wrote to a friend, on the friend's page after the order."""

from typing import TYPE_CHECKING

from referrals.model.note.note import NoteWriter, note_id_of
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.wiring import community_stores, stores

if TYPE_CHECKING:
    from referrals.model.words.wording import Wording
    from referrals.views.note.note_text import NoteText
    from referrals.views.welcome.welcome_page import WelcomeFacts


def staff_note(
    link: WelcomeLink, facts: "WelcomeFacts", words: "Wording"
) -> "tuple[NoteText | None, str]":
    """What somebody of the shop wrote to the friend, and where it is answered: only to whom a
    letter's link went, and until they put it away."""
    friend = facts.friend
    if not (friend and facts.referral and link.friend_id == friend.person_id):
        return None, ""
    from referrals.desks.note import address_of
    from referrals.views.note.note_text import NoteReading, note_text

    occasion = f"{facts.referral.key}#{friend.role}"
    note = community_stores.notes().find(note_id_of(occasion, NoteWriter.STAFF))
    if note is None or note.hidden_at or note.receiver_id != friend.person_id:
        return None, ""
    reading = NoteReading(stores.people().find, words, facts.rules.time_zone)
    return note_text(note, reading), address_of(note, friend)
