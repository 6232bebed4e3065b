"""A note has one reply, and its reader may put it away or tell the shop of it."""

import pytest

from referrals.desks import note as note_desk
from referrals.model.delivery.facts import Topic
from referrals.model.note.note import Note, NoteAnsweredError, NoteNotFoundError
from referrals.steps.note.answer_note import answer_note, hide_note, readable_note, report_note
from referrals.wiring import clients, community_stores
from tests.arrival import BEN
from tests.corrector import HOOK, place_order, shop
from tests.notes import ben_thanks, kept, mira_thanks
from tests.world import NOW, rules


@pytest.fixture(autouse=True)
def order(account: None) -> None:
    shop()
    place_order()


def reply(note: Note, text: str = "With pleasure.", by: str = "adv_ada") -> Note:
    program = rules(webhook_url=HOOK)
    return answer_note(note.note_id, by, text, note_desk.notes(), rules=program, now=NOW)


def outgoing(topic: Topic) -> list[tuple[str, str]]:
    items = clients.table("outbox").scan()
    return [(i["channel"], i.get("person_id", "")) for i in items if i["topic"] == topic]


def test_the_reply_goes_back_to_whoever_wrote() -> None:
    answered = reply(ben_thanks().note)

    assert (answered.reply, answered.replied_at) == ("With pleasure.", NOW)
    assert outgoing(Topic.NOTE_ANSWERED) == [("email", BEN)]


def test_a_reply_to_the_shop_goes_to_its_webhook() -> None:
    reply(mira_thanks().note)

    assert outgoing(Topic.NOTE_ANSWERED) == [("webhook", "")]


def test_there_is_one_reply() -> None:
    note = ben_thanks().note
    reply(note)
    assert reply(note).reply == "With pleasure."

    with pytest.raises(NoteAnsweredError):
        reply(note, "And another thing.")

    assert len(outgoing(Topic.NOTE_ANSWERED)) == 1


def test_only_its_receiver_answers_hides_or_reports() -> None:
    note = ben_thanks().note

    for stranger in ("adv_cleo", BEN):
        with pytest.raises(NoteNotFoundError):
            reply(note, by=stranger)
        with pytest.raises(NoteNotFoundError):
            hide_note(note.note_id, stranger, note_desk.notes(), now=NOW)
        with pytest.raises(NoteNotFoundError):
            report_note(note.note_id, stranger, note_desk.notes(), now=NOW)

    assert kept() == [note]


def test_its_two_people_read_it_and_nobody_else() -> None:
    note = ben_thanks().note

    assert readable_note(note.note_id, BEN, note_desk.notes()) == note
    assert readable_note(note.note_id, "adv_ada", note_desk.notes()) == note
    with pytest.raises(NoteNotFoundError):
        readable_note(note.note_id, "adv_cleo", note_desk.notes())


def test_what_is_put_away_takes_no_reply() -> None:
    note = ben_thanks().note
    hide_note(note.note_id, "adv_ada", note_desk.notes(), now=NOW)

    with pytest.raises(NoteAnsweredError):
        reply(note)


def test_a_report_is_on_the_shop_s_list_once() -> None:
    note = ben_thanks().note
    for _ in range(2):
        report_note(note.note_id, "adv_ada", note_desk.notes(), now=NOW)

    (found,) = community_stores.notes().reports("friends", 10)

    assert (found.note_id, found.hidden_at, found.reported_at) == (note.note_id, NOW, NOW)
