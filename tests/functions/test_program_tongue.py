"""Every page that knows its program says the program's own sentences, in its form of address."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.advocate.app import handler as advocate_door
from functions.portal.app import handler as portal_door
from functions.stories.app import handler as stories_door
from referrals.desks.delivery import delivery_desk
from referrals.model.card.card_facts import card_facts
from referrals.model.delivery.delivery import LetterContent
from referrals.model.delivery.facts import Topic
from referrals.model.identity import derived_key
from referrals.model.note.note_link import PURPOSE as NOTE
from referrals.model.note.note_link import NoteLink, sign_note
from referrals.model.people.person import Consents
from referrals.model.session.person_session import RANDOM_NEEDED
from referrals.model.survey.survey import Survey
from referrals.steps.session.issue_portal_pass import issue_portal_pass
from referrals.store.table import transact
from referrals.wiring import clients, clock, nudge_stores, session_stores, stores
from tests import advocate, arrival, notes, portal, wall
from tests.corrector import place_order, shop
from tests.letters import post_letters
from tests.mailed_link import at_link
from tests.portal import PortalPage
from tests.reviewer import decide, hold_order
from tests.tongue import in_german, speak
from tests.world import NOW, SIGNING, an_item

type Door = Callable[[dict[str, Any], None], dict[str, Any]]


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "pause", lambda _: None)
    shop(listening={"surveys": True, "suggestions": True}, stories={"wall": True})
    agreed = Consents(mail=True, nudges=True, surveys=True).model_dump()
    stores.people().change("adv_ada", locale="de", consents=agreed)
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")


def ask(door: Door, event: dict[str, Any], **changes: Any) -> str:
    return PortalPage(door(in_german(event, **changes), None)["body"]).text


def require_tongue(door: Door, event: dict[str, Any], *, name: str, said: str, other: str) -> None:
    """`said` to friends where the program asks for it, `other` where it doesn't."""
    before = ask(door, event)
    speak({name: "Ganz in unseren Worten"})
    after = ask(door, event)

    assert other in before
    assert said not in before
    assert said in after
    assert other not in after
    assert "Ganz in unseren Worten" in after
    assert "Ganz in unseren Worten" not in before


@pytest.mark.parametrize(
    ("event", "name", "other", "said"),
    [
        ("join_page", "join.button", "Sie bekommen einen eigenen", "Du bekommst einen eigenen"),
        ("join", "sign_in.sent_code", "unterwegs zu Ihnen", "unterwegs zu dir"),
        ("me", "own_link.title", "Ihre Seite", "Deine Seite"),
        ("me_leave_page", "own_settings.leave_title", "Ihr Name und", "Dein Name und"),
    ],
)
def test_pages_of_advocates_speak_as_the_program(
    event: str, name: str, other: str, said: str
) -> None:
    advocate.sign_in()
    require_tongue(advocate_door, advocate.event(event), name=name, other=other, said=said)


@pytest.mark.parametrize("named", ["friends", ""])
def test_signing_in_speaks_as_the_program(named: str) -> None:
    advocate.answer("sign_in", {"email": "ada@example.com", "program": named})
    asked = at_link("sign_in_link_page", post_letters().token)

    require_tongue(
        advocate_door, asked, name="sign_in.open_button", other="Waren Sie", said="Warst du"
    )


def test_a_link_that_is_over_speaks_as_the_program_it_led_to() -> None:
    query = {"token": "over", "program": "friends"}
    asked = advocate.event("sign_in_link_page", queryStringParameters=query)

    require_tongue(
        advocate_door, asked, name="sign_in.over_title", other="Fordern Sie", said="Fordere einen"
    )


def test_the_form_to_sign_in_speaks_as_the_program_it_is_for() -> None:
    asked = advocate.event("sign_in_page", queryStringParameters={"program": "friends"})

    require_tongue(
        advocate_door, asked, name="sign_in.title", other="Nennen Sie", said="Nenn uns deine"
    )


def test_a_wrong_address_leaves_the_form_in_its_program() -> None:
    speak({"sign_in.title": "Ganz in unseren Worten"})
    told = advocate_door(
        in_german(advocate.event("sign_in", {"email": "none", "program": "friends"})), None
    )

    assert told["statusCode"] == 400
    assert "Ganz in unseren Worten" in told["body"]
    assert 'name="program" value="friends"' in told["body"]


def test_the_button_from_a_shops_account_area_speaks_as_the_program() -> None:
    text, _ = issue_portal_pass(
        stores.people().get("adv_ada"),
        stores.programs().get("friends").rules,
        session_stores.portal_passes(),
        embed_origin="",
        now=NOW,
        random=bytes(RANDOM_NEEDED),
    )
    asked = advocate.event("me_enter_page", queryStringParameters={"token": text})

    require_tongue(
        advocate_door, asked, name="enter.title", other="Ihrer eigenen", said="deiner eigenen"
    )


@pytest.mark.parametrize(
    ("event", "name", "other", "said"),
    [
        ("promise", "promise_page.now", "Sie bekommen", "Du bekommst"),
        ("survey_page", "survey_page.button", "In Ihren eigenen", "In deinen eigenen"),
        ("nudge_page", "nudge_page.one_title", "Ihr Link", "Dein Link"),
        ("nudge_answer", "nudge_page.thanks_title", "von Ihnen", "von dir"),
        ("nudge_rest_page", "nudge_choice.not_now_button", "schicken Ihnen", "schicken dir"),
        ("nudge_rest", "nudge_choice.done_title", "Was Ihnen gehört", "Was dir gehört"),
        ("nudge_refusal", "nudge_choice.done_title", "schicken Ihnen", "schicken dir"),
        ("unsubscribe_page", "unsubscribe.title", "schreiben Ihnen", "schreiben dir"),
        ("unsubscribe_one_click", "unsubscribe.done_title", "schreiben Ihnen", "schreiben dir"),
    ],
)
def test_pages_opened_from_letters_speak_as_the_program(
    event: str, name: str, other: str, said: str
) -> None:
    asked = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(asked))

    require_tongue(portal_door, portal.event(event), name=name, other=other, said=said)


def test_the_goals_speak_as_the_program() -> None:
    require_tongue(
        portal_door, portal.event("goals"), name="goal.title", other="Sie sind", said="Du bist"
    )


def test_the_page_after_the_order_speaks_as_the_program() -> None:
    place_order()
    arrival.give_address()
    asked = portal.event("arrival")
    asked["queryStringParameters"] = {"token": arrival.token(arrival.BEN)}

    require_tongue(
        portal_door, asked, name="arrival.outcome", other="Wer Sie geschickt", said="Wer dich"
    )


@pytest.mark.parametrize("act", ["", "hide", "report"])
def test_a_note_speaks_as_the_program(act: str) -> None:
    place_order()
    arrival.give_address()
    notes.ben_thanks()
    link = NoteLink(notes.kept()[0].note_id, "adv_ada")
    asked = portal.event("note_reply" if act else "note")
    asked["queryStringParameters"] = {"token": sign_note(derived_key(SIGNING, NOTE), link)}
    asked["pathParameters"] = {"act": act}
    name, other, said = {
        "": ("note.reply_button", "Wenn Sie antworten", "Wenn du antworten"),
        "hide": ("note.hidden_title", "Sie sehen", "Du siehst"),
        "report": ("note.reported_title", "Sie sehen", "Du siehst"),
    }[act]

    require_tongue(portal_door, asked, name=name, other=other, said=said)


def test_an_appeal_speaks_as_the_program() -> None:
    hold_order()
    decide("deny")

    require_tongue(
        portal_door,
        portal.event("appeal_page"),
        name="appeal.title",
        other="über Ihre Gesundheit",
        said="über deine Gesundheit",
    )
    assert "dass du es uns sagst" in ask(portal_door, portal.event("appeal"))


@pytest.mark.parametrize(
    ("event", "name", "other", "said"),
    [
        ("wall", "story_wall.write", "Wer hat Ihnen", "Wer hat dir"),
        ("own_form", "story_form.see", "Ihre Geschichte", "Deine Geschichte"),
    ],
)
def test_stories_speak_as_the_program(event: str, name: str, other: str, said: str) -> None:
    advocate.sign_in()

    require_tongue(stories_door, wall.event(event), name=name, other=other, said=said)


def test_who_is_in_two_programs_unsubscribes_in_the_shipped_words() -> None:
    speak({})
    stores.people().set_own_code("adv_ada", "others", "ada-elsewhere")

    assert "schreiben Ihnen" in ask(portal_door, portal.event("unsubscribe_page"))


def test_what_a_letter_quotes_is_told_in_the_same_tongue() -> None:
    place_order()
    arrival.give_address()
    notes.ben_thanks()
    item = an_item(
        topic=Topic.NOTE_WRITTEN, person_id="adv_ada", data={"note_id": notes.kept()[0].note_id}
    )
    speak({"note.by_friend": "Wer durch dich kam, am {date}"})

    found = delivery_desk().content_of(item, stores.people().get("adv_ada"))

    assert isinstance(found, LetterContent)
    assert found.quote_by.startswith("Wer durch dich kam, am 2")


def test_a_card_is_drawn_in_the_program_s_tongue() -> None:
    speak({})
    rules, ada = stores.programs().get("friends").rules, stores.people().get("adv_ada")

    assert card_facts(stores.links().get("ada-bakes"), rules, ada).title.endswith("an dich gedacht")
