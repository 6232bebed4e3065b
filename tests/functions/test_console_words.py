"""The words at the desk: a list by subject, one sentence with its gaps, a letter to oneself."""

from typing import Any
from urllib.parse import urlencode

import pytest

from referrals.model.staff.right import StaffRole
from referrals.wiring import clients, stores
from tests.desk import JANA, come_in, get, page, post
from tests.portal import PortalPage
from tests.world import a_program, store_program

NAME = "welcome_page.continue"
OWN = "On to {program}"


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    mail = {"test_to": ["team@lindner.example", JANA]}
    store_program(a_program(words={"en": {"welcome_page.get_code": "My code"}}, mail=mail))
    come_in(StaffRole.MARKETER)


def words() -> dict[str, Any]:
    return stores.programs().get("friends").rules.words["en"]


def apply(on: str = "1", name: str = NAME, **form: str) -> dict[str, Any]:
    return post(f"/console/words/{name}/apply?language=en", on=on, why="shorter", **form)


def test_every_sentence_is_listed_by_subject_and_found_by_its_words() -> None:
    made = page("/console/words?own=yes")

    links = [str(a.get("href")) for tag, a in made.tags if tag == "a"]
    assert [each for each in links if "/words/" in each] == [
        "/console/words/welcome_page.get_code?language=en"
    ]
    assert "My code" in made.text
    assert "welcome_page.continue" in page("/console/words?find=continue&subject=pages").text
    assert get("/console/words?after=x")["statusCode"] == 400


def test_a_sentence_shows_its_gaps_and_itself_in_the_previews() -> None:
    made = page(f"/console/words/{NAME}?{urlencode({'on': '1', 'own': OWN})}")

    frames = [str(a["src"]) for tag, a in made.tags if tag == "iframe"]
    assert "{program}" in made.text
    assert "Apply as version 2" in made.text
    assert "On to" in PortalPage(get(frames[0])["body"]).text
    assert get(frames[1])["statusCode"] == 200


def test_a_sentence_is_said_the_shops_way_and_taken_back() -> None:
    assert apply(draft=urlencode({"own": OWN}))["statusCode"] == 303
    assert words()[NAME] == OWN

    assert apply(on="2", own="")["statusCode"] == 303
    assert words() == {"welcome_page.get_code": "My code"}


def test_a_gap_that_is_missing_is_told_and_nothing_is_applied() -> None:
    told = apply(own="On to the shop")

    assert told["statusCode"] == 400
    assert "{program} is missing" in PortalPage(told["body"]).text
    assert NAME not in words()


def test_a_sentence_that_is_not_there_is_named_as_missing() -> None:
    assert get("/console/words/no.such")["statusCode"] == 404
    assert apply(name="no.such", own="x")["statusCode"] == 404


def test_a_test_letter_goes_to_a_tester_and_nobody_else() -> None:
    address = f"/console/words/{NAME}/letter?language=de"
    options = [a for tag, a in page(f"/console/words/{NAME}").tags if tag == "option"]

    sent = post(address, topic="advocate.thanked", to="0")
    wrong = post(address, topic="advocate.thanked", to="7")

    place = str(sent["headers"]["location"])
    assert place == f"/console/words/{NAME}?language=de&done=words.try_letter"
    assert "The letter is on its way." in page(place).text
    assert [a["value"] for a in options[-2:]] == ["own", "0"]
    assert (sent["statusCode"], wrong["statusCode"]) == (303, 400)
    items, _ = clients.table("outbox").scan_page()
    assert [each["topic"] for each in items] == ["advocate.thanked"]


def test_a_program_without_testers_writes_to_who_is_signed_in() -> None:
    stores.programs().add(a_program(program="others", name="Others"))
    address = f"/console/words/{NAME}/letter?program=others"
    options = [
        a for tag, a in page(f"/console/words/{NAME}?program=others").tags if tag == "option"
    ]

    sent = post(address, topic="advocate.thanked", to="own")

    assert (options[-1]["value"], sent["statusCode"]) == ("own", 303)
    items, _ = clients.table("outbox").scan_page()
    assert items[0]["data"]["sample"] == {"staff_id": "stf_jana", "language": "en"}
    assert JANA not in str(items)


def test_other_testers_are_told_by_the_end_of_their_address() -> None:
    shown = page(f"/console/words/{NAME}").text

    assert "…@lindner.example" in shown
    assert "team@" not in shown
