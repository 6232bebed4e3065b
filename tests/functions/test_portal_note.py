"""Thanks, from the friend's field to the advocate's letter, the reply, and back."""

import base64
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from functions.portal.app import handler
from referrals.desks import note as note_desk
from referrals.desks.delight import is_true
from referrals.desks.delivery import delivery_desk
from referrals.model.delivery.delivery import Outgoing, Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import Letter, LetterAddresses
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.words.wording import languages
from referrals.steps.note.answer_note import hide_note, report_note
from referrals.wiring import clock, community_stores, stores
from tests.arrival import BEN, give_address, press, read
from tests.corrector import place_order, shop
from tests.notes import THANKS, ben_thanks, kept, mira_thanks
from tests.portal import PortalPage, answer, event, page
from tests.world import NOW, a_link, an_item


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop()
    place_order()
    give_address(show_first_name=True)
    monkeypatch.setattr(clock, "pause", lambda _: None)


def letter(topic: Topic, person_id: str) -> Letter | Skipped:
    """As it would go out now."""
    note = kept()[0]
    data = {"note_id": note.note_id, "friend_id": BEN, "advocate_id": "adv_ada"}
    item = an_item(topic=topic, person_id=person_id, data=data)
    reader = stores.people().get(person_id)
    content = delivery_desk().content_of(item, reader)
    if isinstance(content, Skipped):
        return content
    other = stores.people().get(BEN if person_id == "adv_ada" else "adv_ada")
    parcel = Outgoing(item, stores.programs().get("friends").rules, reader, other, content)
    return write_letter(parcel, NOW, LetterAddresses("https://go.shop.example/unsubscribe"))


def open_letter(found: Letter | Skipped) -> PortalPage:
    assert isinstance(found, Letter)
    opened = event("note")
    opened["queryStringParameters"] = dict(parse_qsl(urlsplit(found.button_url).query))
    return PortalPage(handler(opened, None)["body"])


def send(act: str, **fields: str) -> dict[str, Any]:
    pressed = event("note_reply")
    pressed["pathParameters"] = {"act": act}
    pressed["body"] = base64.b64encode(urlencode(fields).encode()).decode()
    return handler(pressed, None)


def test_a_suggestion_is_only_a_beginning() -> None:
    asked = event("arrival_from_letter")
    asked["queryStringParameters"] = {"token": event_token(), "opening": "2"}

    found = PortalPage(handler(asked, None)["body"])

    assert "You were right about" in found.text
    assert not kept()


def event_token() -> str:
    return urlsplit(read_action()).query.removeprefix("token=")


def read_action() -> str:
    forms = [a for tag, a in read(BEN).tags if tag == "form"]
    return next(a["action"] or "" for a in forms if "thanks" in (a["action"] or ""))


def test_the_friend_writes_and_is_told_where_it_waits() -> None:
    assert press("thanks", BEN, text=THANKS)["statusCode"] == 303

    text = read(BEN).text
    assert "The rye loaf!" in text
    assert "so it waits on their page until they look" in text
    stores.people().change("adv_ada", consents={"mail": True})
    assert "It is on its way." in read(BEN).text


def test_a_field_left_empty_says_so_and_loses_nothing() -> None:
    told = press("thanks", BEN, text="  ")

    assert told["statusCode"] == 400
    assert "A word or two is enough." in told["body"]
    assert not kept()


def test_writing_twice_leaves_the_first_note() -> None:
    press("thanks", BEN, text="First")
    assert press("thanks", BEN, text="Second")["statusCode"] == 303

    assert [note.text for note in kept()] == ["First"]


def test_the_letter_has_the_words_and_leads_to_the_page() -> None:
    ben_thanks()
    found = letter(Topic.NOTE_WRITTEN, "adv_ada")

    assert isinstance(found, Letter)
    assert THANKS in found.quote
    assert found.quote_by == "Ben, on 22 November 2026"
    assert "The rye loaf!" in open_letter(found).text


def test_the_reply_comes_back_to_the_friend() -> None:
    ben_thanks()
    assert answer("note_reply")["statusCode"] == 303
    assert "With pleasure." in page("note").text

    back = letter(Topic.NOTE_ANSWERED, BEN)

    assert isinstance(back, Letter)
    assert "With pleasure." in back.quote
    assert "With pleasure." in open_letter(back).text
    assert "With pleasure." in read(BEN).text


def test_the_writer_s_letter_offers_no_reply_to_oneself() -> None:
    ben_thanks()
    answer("note_reply")

    shown = open_letter(letter(Topic.NOTE_ANSWERED, BEN))

    assert "form" not in {tag for tag, _ in shown.tags}


@pytest.mark.parametrize("act", ["hide", "report"])
def test_what_is_put_away_is_neither_shown_nor_sent(act: str) -> None:
    ben_thanks()
    assert send(act)["statusCode"] == 200

    assert answer("note")["statusCode"] == 404
    assert letter(Topic.NOTE_WRITTEN, "adv_ada") == Skipped("note_gone")


@pytest.mark.parametrize("act", ["hide", "report"])
def test_a_note_that_was_put_away_is_no_moment_of_delight(act: str) -> None:
    note = ben_thanks().note
    delight = Delight(
        kind=DelightKind.THANKS,
        cause=note.note_id,
        person_id="adv_ada",
        program_id="friends",
        happened_at=NOW,
    )
    kept_it = is_true(delight)

    end = {"hide": hide_note, "report": report_note}[act]
    end(note.note_id, "adv_ada", note_desk.notes(), now=NOW)

    assert (kept_it, is_true(delight)) == (True, False)


def test_a_report_reaches_the_shop() -> None:
    ben_thanks()
    send("report")

    assert [note.text for note in community_stores.notes().reports("friends", 9)] == [THANKS]


def test_marks_in_a_note_are_only_text() -> None:
    ben_thanks("<script>alert(1)</script> <a href=https://evil.example>x</a>")

    shown = page("note")

    assert "<script>alert(1)</script>" in shown.text
    assert not [a for tag, a in shown.tags if tag == "a"]


def test_a_form_of_another_site_is_refused() -> None:
    ben_thanks()
    pressed = event("note_reply")
    pressed["headers"]["sec-fetch-site"] = "cross-site"

    assert handler(pressed, None)["statusCode"] == 403
    assert kept()[0].reply == ""


@pytest.mark.parametrize("tag", languages())
def test_a_note_is_framed_in_every_language(tag: str) -> None:
    ben_thanks()
    asked = event("note")
    asked["headers"]["accept-language"] = tag

    found = PortalPage(handler(asked, None)["body"])

    assert found.first("html")["lang"] == tag
    assert "{" not in found.text


def test_both_letters_of_the_order_lead_to_the_same_moment() -> None:
    """The advocate reads that Ben came, the friend that Ada sent them."""
    stores.links().create(a_link("another"))
    item = an_item(topic=Topic.FRIEND_WELCOMED, person_id=BEN, data={"conversion_key": ORDER})
    content = delivery_desk().content_of(item, stores.people().get(BEN))

    assert not isinstance(content, Skipped)
    assert content.actions["arrival.button"].startswith("https://go.shop.example/welcome?token=")


ORDER = "friends#shopify#1001"


class TestNoteOfTheShop:
    """To a friend: by letter to who agreed, and on their page after the order in any case."""

    def test_it_stands_on_the_page_of_a_friend_who_wanted_no_letters(self) -> None:
        written = mira_thanks(to=BEN, text="The rye was baked for you.")
        assert not written.by_letter

        told = read(BEN)

        assert "The rye was baked for you." in told.text
        assert "Mira" in told.text
        links = [str(a.get("href")) for tag, a in told.tags if tag == "a"]
        assert any("/note?token=" in link for link in links)

    def test_a_thank_you_page_shows_it_to_nobody(self) -> None:
        mira_thanks(to=BEN, text="The rye was baked for you.")

        assert "The rye was baked for you." not in read().text

    def test_put_away_it_is_gone_from_the_page(self) -> None:
        written = mira_thanks(to=BEN, text="The rye was baked for you.")
        hide_note(written.note.note_id, BEN, note_desk.notes(), now=NOW)

        assert "The rye was baked for you." not in read(BEN).text
