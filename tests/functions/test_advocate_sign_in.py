"""Signing in by a mailed link: proven by letter, used once, and no word of who is known."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from functions.advocate.app import handler
from referrals.model.session.sign_in import MOST_TRIES
from referrals.wiring import session_stores, stores
from tests.advocate import cookies, event, kept_cookies, page, sign_in
from tests.estate import dump
from tests.letters import post_letters, stop_clock, waiting_letters
from tests.mailed_link import ask, asked, at_link, press
from tests.portal import PortalPage
from tests.world import NOW, a_link, a_program, an_advocate

QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def pass_time(account: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    stores.programs().add(a_program())
    stores.people().add(an_advocate().model_copy(update={"codes": {"friends": "ada-bakes"}}))
    stores.links().create(a_link())
    return stop_clock(monkeypatch, NOW)


def test_the_link_signs_in_where_it_was_asked_for() -> None:
    token, browser, _ = asked()

    told = press(token, browser)

    assert (told["statusCode"], told["headers"]["location"]) == (303, "/me")
    made = handler({**event("me"), "cookies": kept_cookies(told)}, None)
    assert "Hello Ada" in PortalPage(made["body"]).text
    assert cookies(told)["__Host-sign-in"] == ""


def test_the_session_cookie_is_for_this_host_and_no_script() -> None:
    token, browser, _ = asked()

    (session, _) = press(token, browser)["cookies"]

    assert session.startswith("__Host-session=")
    for mark in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert mark in session
    assert "Domain" not in session


def test_a_link_works_once() -> None:
    token, browser, _ = asked()

    assert [press(token, browser)["statusCode"] for _ in range(2)] == [303, 404]


def test_of_two_at_the_same_moment_one_gets_in() -> None:
    token, browser, _ = asked()

    with ThreadPoolExecutor(2) as both:
        told = list(both.map(lambda _: press(token, browser)["statusCode"], range(2)))

    assert sorted(told) == [303, 404]


def test_a_link_is_over_after_a_quarter_of_an_hour(
    pass_time: Callable[[timedelta], None],
) -> None:
    token, browser, _ = asked()

    pass_time(QUARTER)

    assert press(token, browser)["statusCode"] == 404
    assert handler(at_link("sign_in_link_page", token, browser), None)["statusCode"] == 404


def test_a_newer_link_ends_the_older_one() -> None:
    first, browser, _ = asked()
    second, newer_browser, _ = asked()

    assert press(first, browser)["statusCode"] == 404
    assert press(second, newer_browser)["statusCode"] == 303


@pytest.mark.parametrize("name", ["sign_in_link_page", "sign_in_link_scanner"])
def test_a_scanner_uses_nothing_up_and_gets_nothing(name: str) -> None:
    token, browser, _ = asked()

    for _ in range(9):
        scanned = handler(at_link(name, token), None)
        assert scanned["statusCode"] == 200
        assert "cookies" not in scanned

    assert press(token, browser)["statusCode"] == 303


def test_the_page_of_the_link_tells_nobody_of_its_address() -> None:
    token, _, _ = asked()

    headers = handler(at_link("sign_in_link_page", token), None)["headers"]

    assert headers["referrer-policy"] == "no-referrer"
    assert "no-store" in headers["cache-control"]
    assert "noindex" in headers["x-robots-tag"]


def test_another_browser_needs_the_number() -> None:
    token, _, number = asked()

    shown = PortalPage(handler(at_link("sign_in_link_page", token), None)["body"])

    assert "another browser" in shown.text
    assert press(token, "", "")["statusCode"] == 409
    assert press(token, "a browser of somebody else's", number)["statusCode"] == 303


def test_the_asking_browser_is_not_asked_for_the_number() -> None:
    token, browser, _ = asked()

    shown = PortalPage(handler(at_link("sign_in_link_page", token, browser), None)["body"])

    assert "another browser" not in shown.text
    assert "1 minute ago" in shown.text


def test_after_five_wrong_numbers_the_link_is_over() -> None:
    token, browser, number = asked()
    wrong = f"{(int(number.replace(' ', '')) + 1) % 1_000_000:06}"

    told = [press(token, "", wrong)["statusCode"] for _ in range(MOST_TRIES)]

    assert told == [409] * (MOST_TRIES - 1) + [404]
    assert press(token, "", number)["statusCode"] == 404
    assert press(token, browser)["statusCode"] == 404


def test_a_stranger_s_address_is_answered_like_an_advocate_s() -> None:
    known, unknown = ask(), ask("nobody@example.com")

    def without_number(told: dict[str, Any]) -> str:
        return re.sub(r"\d{3} \d{3}", "", told["body"])

    assert without_number(known) == without_number(unknown)
    assert known["statusCode"] == unknown["statusCode"] == 200
    assert [*cookies(known)] == [*cookies(unknown)]


def test_only_who_has_a_page_gets_a_letter() -> None:
    ask("nobody@example.com")
    ask()

    assert post_letters().readers == ["ada@example.com"]
    assert waiting_letters() == []


def test_a_friend_of_another_program_gets_no_letter() -> None:
    stores.programs().add(a_program(program="others"))

    ask(program="others")

    assert post_letters().readers == []


def test_who_names_no_program_comes_to_the_own_one() -> None:
    told = ask(program="")

    box = post_letters()

    assert box.sent[0].item.program_id == "friends"
    assert press(box.token, cookies(told)["__Host-sign-in"])["statusCode"] == 303


def test_who_stopped_mail_can_still_come_in() -> None:
    stores.people().stop_mail("adv_ada")

    ask()

    assert post_letters().readers == ["ada@example.com"]


def test_a_letter_that_is_late_is_not_sent(pass_time: Callable[[timedelta], None]) -> None:
    ask()

    pass_time(QUARTER)

    assert post_letters().readers == []


def test_the_letter_has_nothing_to_stop_and_leads_to_the_link() -> None:
    ask()

    letter = post_letters().last

    assert letter.unsubscribe_url == ""
    assert letter.button_url.startswith("https://go.shop.example/sign-in/link?token=")


def test_tokens_lie_in_no_table() -> None:
    token, browser, number = asked()

    assert token not in dump()
    assert browser not in dump()
    assert number.replace(" ", "") not in dump()


def test_an_address_that_is_none_is_told_so() -> None:
    made = page("sign_in_bad_address")

    assert "This is no e-mail address" in made.text
    assert made.first("form")["action"] == "/sign-in?program=friends"
    assert waiting_letters() == []


@pytest.mark.parametrize("token", ["", "made-up", "x" * 5000, "\x00é"])
def test_a_made_up_link_is_over(token: str) -> None:
    assert press(token)["statusCode"] == 404
    assert handler(at_link("sign_in_link_page", token), None)["statusCode"] == 404


def test_a_link_pressed_from_another_site_is_refused() -> None:
    token, browser, _ = asked()
    forged = at_link("sign_in_link", token, browser)
    forged["headers"] |= {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}

    assert handler(forged, None)["statusCode"] == 403
    assert press(token, browser)["statusCode"] == 303


def test_a_session_from_before_the_sign_in_is_over() -> None:
    sign_in("adv_eve")
    token, browser, _ = asked()
    pressed = at_link("sign_in_link", token, browser)
    pressed["cookies"] += event("me")["cookies"]

    assert handler(pressed, None)["statusCode"] == 303

    assert list(session_stores.person_sessions().of_person("adv_eve", NOW)) == []


def test_an_erased_person_s_link_leads_nowhere() -> None:
    token, browser, _ = asked()
    stores.people().remove(stores.people().get("adv_ada"))

    assert press(token, browser)["statusCode"] == 404
