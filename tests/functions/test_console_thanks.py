"""Whom to thank today: the newest orders that a word brought, until somebody of the shop wrote."""

from datetime import timedelta

import pytest

from referrals.model.note.note import Note
from referrals.model.order.conversion import CancellationFact
from referrals.model.staff.right import StaffRole
from referrals.views.note.thanks_due import ThanksDue, thanks_due
from referrals.wiring import community_stores, stores
from tests.corrector import place_order, record_and_wake, shop
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.world import AT, NOW, a_key

WORDS = {"to": "adv_ada", "by": "Jana", "text": "Thank you, Ada.\nThe loaf is on us."}
PLACE = "/console/thanks/shopify/1001"


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    shop()
    come_in(StaffRole.SUPPORT)
    place_order("1001")


def due() -> list[ThanksDue]:
    notes = community_stores.notes()
    return thanks_due("friends", stores.referrals(), notes, stores.people(), limit=25)[0]


def notes_of(person_id: str) -> list[Note]:
    return community_stores.notes().of_receiver(person_id, 5)


def test_who_was_forgotten_is_not_due() -> None:
    (found,) = due()
    stores.people().remove(stores.people().get(found.friend_id))

    (left,) = due()

    assert (left.advocate_id, left.friend_id) == ("adv_ada", "")


def test_both_people_of_an_order_are_due() -> None:
    (found,) = due()

    assert (found.order_id, found.advocate_id, found.first_order) == ("1001", "adv_ada", True)
    assert found.friend_id == stores.referrals().get(str(a_key())).friend_id


def test_an_order_without_a_word_behind_it_is_nobody_s() -> None:
    place_order("1002", "cleo@shop.example", code="")

    assert [each.order_id for each in due()] == ["1001"]


def test_what_went_back_is_thanked_for_no_more() -> None:
    record_and_wake(CancellationFact("customer", AT * 1000 + 1))

    assert due() == []


def test_a_note_is_written_in_a_person_s_words_and_name() -> None:
    told = post(PLACE, **WORDS)

    assert told["headers"]["location"] == "/console/thanks?done=thanks.write"
    (note,) = notes_of("adv_ada")
    assert (note.writer_name, note.text) == ("Jana", WORDS["text"])
    assert note.actor == "stf_jana"
    assert [each.advocate_id for each in due()] == [""]


def test_whoever_has_all_notes_leaves_the_queue() -> None:
    friend = due()[0].friend_id

    for to in ("adv_ada", friend):
        assert post(PLACE, **WORDS | {"to": to})["statusCode"] == 303

    assert due() == []
    assert "Everybody of these orders was thanked" in page("/console/thanks").text


@pytest.mark.parametrize(
    "wrong", [{"text": " "}, {"by": ""}, {"to": "adv_cleo"}, {"to": ""}, {"to": "adv_none"}]
)
def test_a_note_that_cannot_be_is_refused_and_kept(wrong: dict[str, str]) -> None:
    told = post(PLACE, **WORDS | wrong)

    assert told["statusCode"] in (400, 404)
    assert notes_of("adv_ada") == []


def test_a_refused_note_stands_open_with_its_text() -> None:
    made = PortalPage(post(PLACE, **WORDS | {"by": ""})["body"])

    assert [a for tag, a in made.tags if tag == "details" and "open" in a]
    assert "The loaf is on us." in made.text


def test_there_is_one_note_of_the_shop_an_order_and_reader() -> None:
    post(PLACE, **WORDS)

    assert post(PLACE, **WORDS | {"text": "Once more."})["statusCode"] == 409


def test_the_file_has_the_queue() -> None:
    assert "1001" in get("/console/thanks?format=csv")["body"]


def test_a_reported_note_is_told_to_the_shop() -> None:
    post(PLACE, **WORDS)
    community_stores.notes().report(notes_of("adv_ada")[0], NOW + timedelta(hours=1))

    made = page("/console/thanks").text

    assert "Notes that their readers reported" in made
    assert "The loaf is on us." in made


def test_whoever_may_not_read_names_sees_none_in_the_queue() -> None:
    assert "Ada Lovelace" not in get("/console/thanks")["body"]
    come_in(StaffRole.SUPPORT, sees_addresses=True)
    assert "Ada Lovelace" in get("/console/thanks")["body"]


def test_a_reader_writes_to_nobody() -> None:
    come_in(StaffRole.READER)

    assert "Thank the advocate" not in page("/console/thanks").text
