"""A note is written once an occasion, by whom it may be, to whoever is there to read it."""

import pytest

from referrals.desks import note as note_desk
from referrals.model.delivery.facts import Topic
from referrals.model.note.note import (
    EmptyNoteError,
    NobodyToThankError,
    NoteWriter,
    NoteWrittenError,
)
from referrals.steps.note.write_note import thank_advocate
from referrals.wiring import clients, community_stores, stores
from tests.arrival import BEN
from tests.corrector import correct_order, place_order, shop
from tests.notes import THANKS, ben_thanks, kept, mira_thanks
from tests.world import NOW, a_key


@pytest.fixture(autouse=True)
def order(account: None) -> None:
    shop()
    place_order()


def letters() -> list[tuple[str, str]]:
    topics = {Topic.NOTE_WRITTEN, Topic.STAFF_NOTE_WRITTEN, Topic.NOTE_ANSWERED}
    items = clients.table("outbox").scan()
    return [(i["topic"], i["person_id"]) for i in items if i["topic"] in topics]


def test_ben_thanks_ada_and_she_gets_a_letter() -> None:
    made = ben_thanks()

    assert (made.new, made.by_letter) == (True, False)
    assert kept() == [made.note]
    assert (made.note.writer, made.note.writer_id, made.note.text) == (
        NoteWriter.FRIEND,
        BEN,
        THANKS,
    )
    assert letters() == [(Topic.NOTE_WRITTEN, "adv_ada")]


def test_the_letter_holds_no_words() -> None:
    ben_thanks()

    assert THANKS not in str(list(clients.table("outbox").scan()))


def test_whoever_agreed_to_letters_is_told_by_one() -> None:
    stores.people().change("adv_ada", consents={"mail": True})

    assert ben_thanks().by_letter


def test_the_same_words_again_are_the_same_note() -> None:
    first = ben_thanks()
    again = ben_thanks()

    assert (again.new, again.note) == (False, first.note)
    assert len(letters()) == 1


def test_other_words_for_the_same_order_are_refused() -> None:
    ben_thanks()

    with pytest.raises(NoteWrittenError):
        ben_thanks("I changed my mind.")

    assert [note.text for note in kept()] == [THANKS]


def test_a_colleague_thanks_each_of_the_two_once() -> None:
    mira_thanks("adv_ada")
    mira_thanks(BEN)

    assert [note.writer_name for note in kept() + kept(BEN)] == ["Mira", "Mira"]
    with pytest.raises(NoteWrittenError):
        mira_thanks("adv_ada", "Once more!")


def test_friend_and_shop_may_both_thank() -> None:
    ben_thanks()
    mira_thanks()

    assert {note.writer for note in kept()} == {NoteWriter.FRIEND, NoteWriter.STAFF}


def test_nobody_outside_the_order_is_thanked_for_it() -> None:
    with pytest.raises(NobodyToThankError):
        mira_thanks("adv_cleo")


def test_another_s_letter_writes_no_note() -> None:
    with pytest.raises(NobodyToThankError):
        thank_advocate(a_key(), "fri_cem", THANKS, note_desk.notes(), now=NOW)


def test_an_order_of_nobody_has_nobody_to_thank() -> None:
    correct_order(None)
    with pytest.raises(NobodyToThankError):
        ben_thanks()


def test_an_order_that_never_came_has_nobody_to_thank() -> None:
    with pytest.raises(NobodyToThankError):
        ben_thanks(order_id="9999")


def test_an_advocate_who_is_gone_can_t_be_thanked() -> None:
    stores.people().remove(stores.people().get("adv_ada"))

    with pytest.raises(NobodyToThankError):
        ben_thanks()


def test_no_words_are_no_note() -> None:
    with pytest.raises(EmptyNoteError):
        ben_thanks("  \n ")

    assert not kept()


def test_a_note_stays_with_whom_it_was_written_to() -> None:
    ben_thanks()
    correct_order("cleos")

    assert [note.text for note in kept("adv_ada")] == [THANKS]
    assert not kept("adv_cleo")
    assert list(community_stores.notes().of_writer(BEN)) == kept("adv_ada")
