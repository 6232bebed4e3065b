"""Coming to the desk: invited, a link by letter, pressed once; and no word of who is invited."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from functions.advocate.app import handler as advocate_handler
from functions.console.app import handler
from referrals.model.session.sign_in import MOST_A_WINDOW, MOST_TRIES
from referrals.wiring import clock, session_stores, stores
from tests.advocate import cookies, kept_cookies
from tests.advocate import event as advocate_event
from tests.advocate import sign_in as sign_in_advocate
from tests.desk import JANA, a_member, answer, event, get, seat
from tests.estate import dump
from tests.letters import post_letters, stop_clock, waiting_letters
from tests.mailed_link import asked as asked_by_advocate
from tests.mailed_link import press as press_as_advocate
from tests.portal import PortalPage
from tests.world import NOW, a_link, a_program, an_advocate

QUARTER = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def pass_time(account: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    stores.programs().add(a_program())
    seat(a_member(locale="de"))
    return stop_clock(monkeypatch, NOW)


def ask(email: str = JANA) -> dict[str, Any]:
    return answer("sign_in", {"email": email})


def at_link(name: str, token: str, browser: str = "", number: str = "") -> dict[str, Any]:
    given = event(name, {"number": number} if name == "link" else None)
    kept = [f"__Host-desk-asks={browser}"] if browser else []
    return {**given, "queryStringParameters": {"token": token}, "cookies": kept}


def press(token: str, browser: str = "", number: str = "") -> dict[str, Any]:
    return handler(at_link("link", token, browser, number), None)


def asked() -> tuple[str, str, str]:
    told = ask()
    number = re.findall(r"\d{3} \d{3}", told["body"])[0]
    return post_letters().token, cookies(told)["__Host-desk-asks"], number


def test_the_link_opens_the_desk_where_it_was_asked_for() -> None:
    token, browser, _ = asked()

    told = press(token, browser)

    assert (told["statusCode"], told["headers"]["location"]) == (303, "/console")
    assert handler({**event("today"), "cookies": kept_cookies(told)}, None)["statusCode"] == 200


def test_the_cookie_is_for_this_host_and_no_script_and_a_week() -> None:
    token, browser, _ = asked()

    session, *_ = press(token, browser)["cookies"]

    assert session.startswith("__Host-desk=")
    for mark in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=604800"):
        assert mark in session
    (kept,) = session_stores.person_sessions().of_person("stf_jana", clock.now())
    assert (kept.browser, kept.expires_at) == ("Firefox, Linux", NOW + timedelta(days=7))


def test_a_link_to_the_desk_works_once() -> None:
    token, browser, _ = asked()

    assert [press(token, browser)["statusCode"] for _ in range(2)] == [303, 404]


def test_a_link_to_the_desk_is_over_after_fifteen_minutes(
    pass_time: Callable[[timedelta], None],
) -> None:
    token, browser, _ = asked()

    pass_time(QUARTER)

    assert press(token, browser)["statusCode"] == 404


@pytest.mark.parametrize("name", ["link_page", "link_scanner"])
def test_a_scanner_uses_no_link_to_the_desk_up(name: str) -> None:
    token, browser, _ = asked()

    scanned = handler(at_link(name, token), None)

    assert (scanned["statusCode"], "cookies" in scanned) == (200, False)
    assert scanned["headers"]["referrer-policy"] == "no-referrer"
    assert press(token, browser)["statusCode"] == 303


def test_another_browser_needs_the_number_for_the_desk() -> None:
    token, _, number = asked()

    assert press(token)["statusCode"] == 409
    assert press(token, "another", number)["statusCode"] == 303


def test_after_five_wrong_numbers_nobody_comes_in() -> None:
    token, browser, number = asked()
    wrong = f"{(int(number.replace(' ', '')) + 1) % 1_000_000:06}"

    told = [press(token, "", wrong)["statusCode"] for _ in range(MOST_TRIES)]

    assert told == [409] * (MOST_TRIES - 1) + [404]
    assert press(token, browser)["statusCode"] == 404


def test_a_stranger_is_answered_like_somebody_of_the_shop() -> None:
    known, unknown = ask(), ask("nobody@example.com")

    def without_number(told: dict[str, Any]) -> str:
        return re.sub(r"\d{3} \d{3}", "", told["body"])

    assert without_number(known) == without_number(unknown)
    assert [*cookies(known)] == [*cookies(unknown)]
    assert post_letters().readers == [JANA]


def test_an_advocate_who_wasn_t_invited_gets_no_link_to_the_desk() -> None:
    stores.people().add(an_advocate().model_copy(update={"codes": {"friends": "ada-bakes"}}))

    ask("ada@example.com")

    assert post_letters().readers == []
    assert waiting_letters() == []


def test_links_are_asked_for_three_times_a_quarter_of_an_hour() -> None:
    told = [ask()["statusCode"] for _ in range(MOST_A_WINDOW + 1)]

    assert told == [200] * MOST_A_WINDOW + [429]


def test_the_letter_is_in_its_reader_s_language() -> None:
    ask()

    letter = post_letters().last

    assert (letter.language, letter.unsubscribe_url) == ("de", "")
    assert letter.button_url.startswith("https://go.shop.example/console/link?token=")


def test_an_advocate_s_link_opens_no_desk_and_stays_good() -> None:
    stores.people().add(an_advocate().model_copy(update={"codes": {"friends": "ada-bakes"}}))
    stores.links().create(a_link())
    token, browser, number = asked_by_advocate()

    assert press(token, browser, number)["statusCode"] == 404
    assert press_as_advocate(token, browser)["statusCode"] == 303


def test_a_link_to_the_desk_makes_nobody_an_advocate() -> None:
    token, browser, number = asked()

    assert press_as_advocate(token, browser, number)["statusCode"] == 404
    assert press(token, browser)["statusCode"] == 303


def test_an_advocate_s_session_opens_no_desk() -> None:
    session = sign_in_advocate()
    cookie = advocate_event("me")["cookies"][0].replace("__Host-session", "__Host-desk")

    told = handler({**event("today"), "cookies": [cookie]}, None)

    assert session.person_id == "adv_ada"
    assert told["statusCode"] == 401


def test_a_session_of_the_desk_opens_no_advocate_s_page() -> None:
    token, browser, _ = asked()
    text = cookies(press(token, browser))["__Host-desk"]

    me = {**advocate_event("me"), "cookies": [f"__Host-session={text}"]}

    assert advocate_handler(me, None)["statusCode"] == 401


def test_whoever_was_removed_meanwhile_stays_outside() -> None:
    seat(a_member(staff_id="stf_boss", email="boss@lindner.example"))
    token, browser, _ = asked()
    staff = session_stores.staff()
    staff.replace(staff.register(), staff.register().without("stf_jana"))

    assert press(token, browser)["statusCode"] == 404


def test_no_key_to_the_desk_lies_in_a_table() -> None:
    token, browser, number = asked()
    text = cookies(press(token, browser))["__Host-desk"]

    for secret in (token, browser, number.replace(" ", ""), text):
        assert secret not in dump()


def test_signing_out_ends_the_session_in_the_table() -> None:
    token, browser, _ = asked()
    kept = kept_cookies(press(token, browser))

    left = handler({**event("sign_out"), "cookies": kept}, None)

    assert cookies(left)["__Host-desk"] == ""
    assert handler({**event("today"), "cookies": kept}, None)["statusCode"] == 401


def test_a_stranger_learns_of_no_page_whether_it_is_there() -> None:
    told = [get(path) for path in ("/console", "/console/staff", "/console/no/such/page")]

    assert {each["statusCode"] for each in told} == {401}
    assert len({PortalPage(each["body"]).text for each in told}) == 1
