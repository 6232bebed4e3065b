"""Parts of the advocate's page: notes they got, moments they remember, the goal that is shared."""

from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event
from referrals.model.errors import ConflictError
from referrals.model.note.note import LONGEST_NOTE, EmptyNoteError
from referrals.pages.advocate.own import Own, back_to, own_of
from referrals.wiring import community_stores, stores


def find_notes(own: Own) -> object:
    from referrals.views.note.note_text import NoteReading, note_board

    people = stores.people()
    reading = NoteReading(people.find, own.words, own.person.time_zone)
    ids = (own.person.person_id, own.rules.program)
    return note_board(*ids, community_stores.notes(), reading, people=people)


def find_memories(own: Own) -> object:
    from referrals.views.memory.memory_board import MemoryShelf, memory_board

    shelf = MemoryShelf(community_stores.memories(), stores.people())
    return memory_board(own.person, own.rules, shelf, words=own.words, now=own.now)


def find_goals(own: Own) -> object:
    """None where there is no goal: an empty table invites nobody."""
    from referrals.views.goal.goal_board import goal_board

    board = goal_board(own.rules, community_stores.goals(), words=own.words, now=own.now)
    return board if board.goals else None


def act_on_note(event: Event) -> Answer:
    """A reply, once; or out of sight, with or without a word to the shop."""
    from referrals.desks import note as note_desk
    from referrals.steps.note.answer_note import answer_note, hide_note, report_note

    own, form, desk = own_of(event), form_of(event), note_desk.notes()
    note_id, reader_id = form.text("note", 60), own.person.person_id
    match form.text("act", 10):
        case "hide":
            hide_note(note_id, reader_id, desk, now=own.now)
        case "report":
            report_note(note_id, reader_id, desk, now=own.now)
        case "reply":
            text = form.lines("text", LONGEST_NOTE)
            try:
                answer_note(note_id, reader_id, text, desk, rules=own.rules, now=own.now)
            except (EmptyNoteError, ConflictError):
                return back_to("note")  # Nothing to send, or the reply that stands.
    return back_to("note")
