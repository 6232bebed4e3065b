"""Coming to the desk and leaving it: a link by letter, pressed once, in the browser that asked.

As for advocates (`pages/sign_in`), at a door of its own: another cookie, other letters, a shorter
session. The answer is the same for every address.
"""

from http import HTTPStatus
from typing import Any

from referrals.edge.cookie import cookie_of, host_cookie
from referrals.edge.event import headers_of
from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event, answer
from referrals.model.link.visit import ip_hash
from referrals.model.people.applicant import AskingKind
from referrals.model.people.mailbox import MOST_CHARACTERS, mailable
from referrals.model.session.person_session import SECRET_BYTES, secret_hash, secret_text
from referrals.model.session.sign_in import SignIn, SignInOverError, WrongNumberError
from referrals.model.staff.browser import browser_name
from referrals.model.staff.desk_entry import ENTRY_LASTS
from referrals.model.words.wording import ENGLISH, wording
from referrals.pages.console.visit import COOKIE, cookie_text
from referrals.pages.console.wanted_page import wanted_cookies
from referrals.pages.program_look import look_of
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.wiring import clock, keys, session_stores

BROWSER_COOKIE = "__Host-desk-asks"
BROWSER_SECONDS = 3600
LONGEST_TOKEN = 100
QUIET = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex"}
NOTES = {
    HTTPStatus.FORBIDDEN: ("This came from another page", "Nothing was changed. Open the desk."),
    HTTPStatus.NOT_FOUND: (
        "This link is over",
        "It works once, for 15 minutes, and only the newest one. Ask for another.",
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        "That was often",
        "Letters can take some minutes; try again in a quarter of an hour.",
    ),
}
OTHERWISE = (
    "That did not work",
    "Something in the form could not be read. Go back, and look once more.",
)


def ask(event: Event) -> Answer:
    return _show("sign_in", "Come to the desk", email="", fault=False)


def send(event: Event) -> Answer:
    """The same page for every address, whoever has it."""
    email = form_of(event).text("email", 2 * MOST_CHARACTERS)
    if not mailable(email):
        return _show("sign_in", "Come to the desk", status=400, email=email, fault=True)
    # Reading the form loads nothing of what only its answer needs.
    from referrals.desks import sign_in as sign_in_desk
    from referrals.desks import staff as staff_desk
    from referrals.steps.session.ask_sign_in import RANDOM_NEEDED, SignInWish, ask_sign_in

    now, browser = clock.now(), secret_text(clock.random_bytes(SECRET_BYTES))
    wish = SignInWish(
        kind=AskingKind.DESK,
        email=email,
        program_id=staff_desk.first_program(),
        agreements={},
        browser=browser,
        network=ip_hash(keys.signing_keys("ip")[0], _source(event), now),
    )
    random = clock.random_bytes(RANDOM_NEEDED)
    asking = ask_sign_in(wish, sign_in_desk.asking(), now=now, random=random)
    number = f"{asking.number[:3]} {asking.number[3:]}"
    shown = _show("sign_in_sent", "Look into your letters", number=number)
    return {**shown, "cookies": [host_cookie(BROWSER_COOKIE, browser, BROWSER_SECONDS)]}


def show_link(event: Event) -> Answer:
    """Reading uses nothing up and lets nobody in: scanners of mail follow links."""
    shown = _link_page(event, _open_link(event))
    head = event["requestContext"]["http"]["method"] == "HEAD"
    return {**shown, "body": ""} if head else shown


def enter(event: Event) -> Answer:
    from referrals.desks import staff as staff_desk
    from referrals.pages.console.passkey_door import ENTRY_COOKIE, enter_by
    from referrals.steps.session.prove_address import LinkPress
    from referrals.steps.staff.enter_desk import RANDOM_NEEDED, enter_desk

    press = LinkPress(
        token=_token(event),
        browser=cookie_of(event, BROWSER_COOKIE),
        number=form_of(event).text("number", 20),
        former_session=cookie_text(event),
    )
    called = browser_name(headers_of(event).get("user-agent", ""))
    random = clock.random_bytes(RANDOM_NEEDED)
    try:
        found = enter_desk(
            press, staff_desk.entry(), browser=called, now=clock.now(), random=random
        )
    except WrongNumberError:
        return _link_page(event, _open_link(event), wrong=True)
    if found.is_open:
        return enter_by(event, found.text, BROWSER_COOKIE)
    # No session yet: the passkey is missing.
    waits = host_cookie(ENTRY_COOKIE, found.text, int(ENTRY_LASTS.total_seconds()))
    headers = {"location": "/console/passkey", "x-robots-tag": "noindex"}
    return {
        **answer(HTTPStatus.SEE_OTHER, headers=headers),
        "cookies": [waits, host_cookie(BROWSER_COOKIE, "", 0)],
    }


def leave(event: Event) -> Answer:
    """Safe to repeat, and for who was never signed in."""
    if text := cookie_text(event):
        session_stores.person_sessions().remove(secret_hash(text))
    shown = _note(200, "You are signed out", "Come back whenever you like: the door is here.")
    return {**shown, "cookies": [host_cookie(COOKIE, "", 0)]}


def show_refusal(event: Event, status: int) -> Answer:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    if status == HTTPStatus.UNAUTHORIZED:
        shown = _show("sign_in", "Come to the desk", status=status, email="", fault=False)
        return {**shown, "cookies": wanted_cookies(event)}
    shown = _note(status, *NOTES.get(HTTPStatus(status), OTHERWISE))
    return {**shown, "headers": {**shown["headers"], **QUIET}}


def _link_page(event: Event, found: SignIn, *, wrong: bool = False) -> Answer:
    from referrals.steps.session.prove_address import is_same_browser

    minutes = max(1, int((clock.now() - found.asked_at).total_seconds()) // 60)
    shown = _show(
        "sign_in_link",
        "Open the desk?",
        status=HTTPStatus.CONFLICT if wrong else HTTPStatus.OK,
        token=_token(event),
        minutes=minutes,
        needs_number=not is_same_browser(found, cookie_of(event, BROWSER_COOKIE)),
        wrong=wrong,
    )
    return {**shown, "headers": {**shown["headers"], **QUIET}}


def _open_link(event: Event) -> SignIn:
    return session_stores.sign_ins().find(secret_hash(_token(event)), clock.now())


def _token(event: Event) -> str:
    given = (event.get("queryStringParameters") or {}).get("token", "")
    if not given:
        raise SignInOverError("no link was named.", field="token")
    return str(given)[:LONGEST_TOKEN]


def _note(status: int, title: str, text: str) -> Answer:
    return _show("note", title, status=status, text=text)


def _show(template: str, title: str, *, status: int = 200, **values: Any) -> Answer:
    return the_pages().show(
        f"console/{template}.html",
        wording(ENGLISH),
        status=status,
        brand=look_of("").brand,
        title=title,
        **values,
    )


def _source(event: Event) -> str:
    return str(event["requestContext"]["http"].get("sourceIp", ""))
