"""From the shop's account area to one's own page: a pass by API, one button, once."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.advocate.app import handler
from referrals.model.people.person import Role
from referrals.model.session.person_session import RANDOM_NEEDED
from referrals.model.session.portal_pass import LASTS, PassOverError
from referrals.steps.session.issue_portal_pass import issue_portal_pass
from referrals.steps.session.use_portal_pass import use_portal_pass
from referrals.wiring import clock, session_stores, stores
from tests.advocate import event, kept_cookies
from tests.caller import a_shop_with_a_key, call_api
from tests.estate import dump
from tests.letters import post_letters, waiting_letters
from tests.portal import PortalPage
from tests.world import hash_of, rules


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")


def ask(**body: str) -> dict[str, Any]:
    given = {"program": "friends", **body}
    told = call_api("open_portal", body=json.dumps(given))
    return {"status": told["statusCode"], **json.loads(told["body"])}


def at_door(name: str, url: str) -> dict[str, Any]:
    token = parse_qs(urlsplit(url).query)["token"][0]
    return handler({**event(name), "queryStringParameters": {"token": token}}, None)


def test_the_button_opens_the_page_once() -> None:
    url = ask(advocate_id="adv_ada")["url"]

    shown = at_door("me_enter_page", url)
    entered = at_door("me_enter", url)

    assert PortalPage(shown["body"]).first("form")["target"] == "_top"
    assert (entered["statusCode"], entered["headers"]["location"]) == (303, "/me")
    made = handler({**event("me"), "cookies": kept_cookies(entered)}, None)
    assert "Hello Ada" in PortalPage(made["body"]).text
    assert at_door("me_enter", url)["statusCode"] == 404
    assert at_door("me_enter_page", url)["statusCode"] == 404


def test_reading_uses_nothing_up() -> None:
    url = ask(advocate_id="adv_ada")["url"]
    before = dump()

    for _ in range(5):
        assert at_door("me_enter_page", url)["statusCode"] == 200

    assert dump() == before


def test_only_the_named_shop_may_show_it_within_its_page() -> None:
    alone = at_door("me_enter_page", ask(advocate_id="adv_ada")["url"])
    framed = at_door(
        "me_enter_page", ask(advocate_id="adv_ada", embed_origin="https://shop.example")["url"]
    )

    assert "frame-ancestors 'none'" in alone["headers"]["content-security-policy"]
    assert "frame-ancestors https://shop.example" in framed["headers"]["content-security-policy"]
    assert (
        "frame-ancestors 'none'" in handler(event("me"), None)["headers"]["content-security-policy"]
    )


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://shop.example", "https://shop.example; script-src *"]
)
def test_another_s_page_may_not(origin: str) -> None:
    told = ask(advocate_id="adv_ada", embed_origin=origin)

    assert (told["status"], told["code"]) == (400, "not_embeddable")


def test_an_address_and_a_name_enroll_who_is_new() -> None:
    told = [ask(email="dora@example.com", name="Dora")["status"] for _ in range(2)]

    dora = stores.people().find_by_hash(Role.ADVOCATE, hash_of("dora@example.com"))
    assert told == [200, 200]
    assert dora
    assert (dora.name, [*dora.codes]) == ("Dora", ["friends"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"advocate_id": "adv_ada", "email": "ada@example.com"}, 422),
        ({"advocate_id": "adv_00000000000000000000000000"}, 404),
        ({"advocate_id": "adv_ada", "program": "nobody"}, 404),
    ],
    ids=str,
)
def test_who_is_meant_must_be_plain(body: dict[str, str], status: int) -> None:
    assert ask(**body)["status"] == status


def test_the_pass_lies_in_no_table() -> None:
    url = ask(advocate_id="adv_ada")["url"]

    assert parse_qs(urlsplit(url).query)["token"][0] not in dump()


def test_a_pass_lasts_five_minutes() -> None:
    passes, now = session_stores.portal_passes(), clock.now()
    text, issued = issue_portal_pass(
        stores.people().get("adv_ada"),
        rules(),
        passes,
        embed_origin="",
        now=now,
        random=bytes(RANDOM_NEEDED),
    )
    later = issued.issued_at + LASTS + timedelta(seconds=1)

    with pytest.raises(PassOverError):
        use_portal_pass(
            text,
            passes,
            session_stores.person_sessions(),
            former="",
            now=later,
            random=bytes(RANDOM_NEEDED),
        )


def test_who_the_shop_enrolls_gets_their_link_in_one_letter() -> None:
    for _ in range(2):
        call_api("enroll_advocate")

    (letter,) = [item for item in waiting_letters() if item.topic == "advocate.enrolled"]
    box = post_letters()
    assert letter.item_id.startswith("enrolled#adv_")
    assert box.last.link
    assert box.last.button_url == "https://go.shop.example/me?program=friends"
    assert post_letters().sent == []


def test_a_shop_that_tells_them_itself_sends_none() -> None:
    body = {
        "program": "friends",
        "name": "Dora",
        "email": "dora@example.com",
        "letter": False,
        "consents": {"mail": True},
    }
    call_api("enroll_advocate", body=json.dumps(body))

    assert waiting_letters() == []
    dora = stores.people().find_by_hash(Role.ADVOCATE, hash_of("dora@example.com"))
    assert dora
    (kept,) = session_stores.consent_records().of_person(dora)
    assert (kept.consent, kept.place, kept.sentence) == ("mail", "shop", "")
