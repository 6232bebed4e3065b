"""Notes as their reader finds them: newest first, named only where that was agreed."""

from datetime import timedelta

import pytest

from referrals.desks import note as note_desk
from referrals.model.words.wording import wording
from referrals.steps.note.answer_note import hide_note
from referrals.views.note.note_text import NoteBoard, NoteReading, last_note_at, note_board
from referrals.wiring import community_stores, stores
from tests.arrival import give_address
from tests.corrector import place_order, shop
from tests.notes import ben_thanks, mira_thanks
from tests.world import NOW


@pytest.fixture(autouse=True)
def order(account: None) -> None:
    shop()
    place_order()


def board() -> NoteBoard:
    reading = NoteReading(stores.people().find, wording("en"), "UTC")
    return note_board(
        "adv_ada", "friends", community_stores.notes(), reading, people=stores.people()
    )


def test_a_friend_is_named_only_by_consent() -> None:
    ben_thanks()
    give_address()
    assert board().notes[0].by == "A friend who came through you, on 22 November 2026"

    give_address(show_first_name=True)

    assert board().notes[0].by == "Ben, on 22 November 2026"


def test_a_colleague_signs_by_name() -> None:
    mira_thanks()

    assert board().notes[0].by == "Mira, on 22 November 2026"


def test_what_was_put_away_is_not_shown() -> None:
    note = ben_thanks().note
    assert last_note_at("adv_ada", "friends", community_stores.notes()) == NOW

    hide_note(note.note_id, "adv_ada", note_desk.notes(), now=NOW + timedelta(days=1))

    assert board().notes == ()
    assert board().empty
    assert last_note_at("adv_ada", "friends", community_stores.notes()) is None


def test_another_program_s_notes_are_not_this_one_s() -> None:
    ben_thanks()

    assert last_note_at("adv_ada", "others", community_stores.notes()) is None
