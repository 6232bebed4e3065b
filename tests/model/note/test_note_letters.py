"""What a note sends out names it by id, and each of its letters exists in every language."""

from dataclasses import astuple

import pytest

from referrals.model.delivery.delivery import LetterContent, Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import LetterAddresses
from referrals.model.note.note import NoteWriter
from referrals.model.note.note_news import on_note, on_reply
from referrals.model.people.person import Consents
from referrals.model.words.wording import languages
from tests.notes import NOTE
from tests.world import NOW, a_friend, a_reader, an_item, rules

TOPICS = (Topic.NOTE_WRITTEN, Topic.STAFF_NOTE_WRITTEN, Topic.NOTE_ANSWERED)


def test_items_hold_ids_and_no_words() -> None:
    answered = NOTE.model_copy(update={"reply": "Gladly", "replied_at": NOW})
    items = [on_note(NOTE, NOW), *on_reply(answered, rules(), NOW)]

    assert [item.person_id for item in items] == ["adv_ada", "fri_ben"]
    assert "Thank you" not in str(items)
    assert "Gladly" not in str(items)


def test_a_shop_without_a_webhook_reads_replies_itself() -> None:
    staff = NOTE.model_copy(update={"writer": NoteWriter.STAFF, "writer_id": ""})

    assert on_reply(staff, rules(), NOW) == []


@pytest.mark.parametrize("tag", languages())
@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("named", [True, False])
def test_every_letter_is_whole_in_every_language(topic: str, tag: str, named: bool) -> None:
    content = LetterContent({"writer": "Mira"}, quote="Thanks", actions={"button": "https://go/n"})
    other = a_friend(consents=Consents(show_first_name=named))
    item = an_item(topic=topic, data={"friend_id": "fri_ben", "advocate_id": "fri_ben"})
    parcel = Outgoing(item, rules(), a_reader(locale=tag), other, content)

    told = write_letter(parcel, NOW, LetterAddresses("https://go/u"))

    assert told.language == tag
    assert "{" not in "".join(map(str, astuple(told)))
    assert (told.button_url, "Thanks" in told.quote) == ("https://go/n", True)
    assert ("Ben" in told.opening) is (named and topic != Topic.STAFF_NOTE_WRITTEN)
