"""Joining: what is promised, consents that nobody ticked before, and a letter that asks again."""

from typing import Any

import pytest

from functions.advocate.app import handler
from referrals.model.people.person import Consents, Person, Role
from referrals.wiring import session_stores, stores
from tests.advocate import answer, cookies, event, kept_cookies, page
from tests.letters import Postbox, post_letters, stop_clock
from tests.portal import PortalPage
from tests.world import NOW, a_program, hash_of, store_program

CLEO = "cleo@example.com"


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    store_program(a_program())
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    stop_clock(monkeypatch, NOW)


def join(**form: str) -> tuple[dict[str, Any], Postbox]:
    return answer("join", {"name": "Cleo", "email": CLEO, **form}), post_letters()


def confirm(told: dict[str, Any], box: Postbox) -> dict[str, Any]:
    pressed = event("sign_in_link", {})
    pressed["queryStringParameters"] = {"token": box.token}
    pressed["cookies"] = [f"__Host-sign-in={cookies(told)['__Host-sign-in']}"]
    return handler(pressed, None)


def cleo() -> Person | None:
    return stores.people().find_by_hash(Role.ADVOCATE, hash_of(CLEO))


def test_the_page_says_what_the_rule_says() -> None:
    made = page("join_page")

    assert "You get €5.00 of store credit" in made.text
    assert "A friend gets 10% off" in made.text


def test_what_is_left_of_the_budget_is_said() -> None:
    budgeted = a_program(limits={"budget_minor": 100_000}).model_copy(update={"version": 2})
    stores.programs().add(budgeted)

    assert "budget of €1,000.00" in page("join_page").text


def test_no_box_is_ticked() -> None:
    boxes = [a for tag, a in page("join_page").tags if a.get("type") == "checkbox"]

    assert {box["name"] for box in boxes} == {f"consent_{name}" for name in Consents.model_fields}
    assert not [box for box in boxes if "checked" in box]


def test_an_unknown_program_is_told_so() -> None:
    assert answer("join_page_unknown_program")["statusCode"] == 404


def test_nobody_is_enrolled_by_the_form() -> None:
    join()

    assert cleo() is None


def test_the_letter_s_link_enrolls_and_signs_in() -> None:
    told, box = join(consent_mail="yes")

    confirmed = confirm(told, box)

    person = cleo()
    assert person
    assert (person.name, person.email, person.locale) == ("Cleo", CLEO, "en")
    assert person.consents == Consents(mail=True)
    assert stores.links().get(person.codes["friends"]).advocate_id == person.person_id
    made = handler({**event("me"), "cookies": kept_cookies(confirmed)}, None)
    assert "Hello Cleo" in PortalPage(made["body"]).text


def test_what_was_agreed_to_is_kept_as_it_was_read() -> None:
    told, box = join(consent_mail="yes", consent_circle="yes")

    confirm(told, box)

    person = cleo()
    assert person
    kept = {each.consent: each for each in session_stores.consent_records().of_person(person)}
    assert kept.keys() == {"mail", "circle"}
    shown = "Friends of the Bakery may send me friendly mails now and then."
    assert (kept["mail"].sentence, kept["mail"].language) == (shown, "en")
    assert (kept["mail"].wording, kept["mail"].place, kept["mail"].at) == (
        "consents.mail",
        "join",
        NOW,
    )


def test_an_advocate_gets_the_link_to_their_page() -> None:
    known, box = join(email="ada@example.com", consent_mail="yes")
    unknown, _ = join(email="dora@example.com")

    assert box.readers == ["ada@example.com"]
    assert box.sent[0].item.topic == "sign_in.requested"
    assert known["statusCode"] == unknown["statusCode"] == 200
    assert confirm(known, box)["statusCode"] == 303
    ada = stores.people().get("adv_ada")
    assert (ada.name, ada.consents) == ("Ada Lovelace", Consents(mail=True))


def test_what_an_advocate_did_not_tick_is_not_taken_back() -> None:
    stores.people().change("adv_ada", consents={"mail": True, "show_first_name": True})
    told, box = join(email="ada@example.com")

    confirm(told, box)

    assert stores.people().get("adv_ada").consents == Consents(mail=True, show_first_name=True)


def test_a_bad_address_keeps_what_was_typed() -> None:
    made = page("join_bad_address")

    named = {str(a.get("name")): a for tag, a in made.tags if tag == "input"}
    assert named["name"]["value"] == "Cleo"
    assert "checked" in named["consent_mail"]
    assert "checked" not in named["consent_nudges"]


@pytest.mark.parametrize("name", ["Win at evil.example", "<script>", "x" * 900, "\u202ekcab"])
def test_a_name_is_never_more_than_a_name(name: str) -> None:
    told, box = join(name=name)

    confirm(told, box)

    person = cleo()
    assert person
    assert "evil" not in person.name
    assert len(person.name) <= 100
    assert "\u202e" not in person.name
