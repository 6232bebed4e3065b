"""GET, HEAD and POST /sign-in/link: a page to read, and a press of its button that signs in.

Scanners of mail follow links, some in a real browser: reading the page uses nothing up and signs
nobody in. In another browser than the asking one the page wants the number that is shown there.
"""

from datetime import datetime
from http import HTTPStatus

from referrals.edge.cookie import host_cookie
from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event, answer
from referrals.edge.language import words_of
from referrals.model.session.person_session import secret_hash
from referrals.model.session.sign_in import SignIn, SignInOverError, WrongNumberError
from referrals.pages.advocate.refusal import show_refusal
from referrals.pages.program_look import NO_LOOK, ProgramLook, look_of
from referrals.pages.session import cookie_text, session_cookie
from referrals.pages.sign_in import BROWSER_COOKIE, browser_of, program_in_address
from referrals.pages.template import the_pages
from referrals.wiring import clock, session_stores, stores

PRIVATE_HEADERS = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex"}
LONGEST_TOKEN = 100


def show(event: Event) -> Answer:
    found = session_stores.sign_ins().find(secret_hash(_token(event)), clock.now())
    shown = _page(event, found)
    head = event["requestContext"]["http"]["method"] == "HEAD"
    return {**shown, "body": ""} if head else shown


def enter(event: Event) -> Answer:
    """Signed in, once, and on to their page."""
    from referrals.desks import sign_in as sign_in_desk
    from referrals.steps.session.complete_sign_in import RANDOM_NEEDED, complete_sign_in
    from referrals.steps.session.prove_address import LinkPress

    press = LinkPress(
        token=_token(event),
        browser=browser_of(event),
        number=form_of(event).text("number", 20),
        former_session=cookie_text(event),
    )
    random = clock.random_bytes(RANDOM_NEEDED)
    try:
        text, _ = complete_sign_in(press, sign_in_desk.completing(), now=clock.now(), random=random)
    except WrongNumberError:
        return _page(event, _open_link(event), wrong=True)
    told = answer(HTTPStatus.SEE_OTHER, headers={"location": "/me", "x-robots-tag": "noindex"})
    return {**told, "cookies": [session_cookie(text), host_cookie(BROWSER_COOKIE, "", 0)]}


def show_link_refusal(event: Event, status: int) -> Answer:
    """A link that is over leads to another one."""
    if status != HTTPStatus.NOT_FOUND:
        return show_refusal(event, status)
    program = program_in_address(event)
    look = look_of(program)
    shown = the_pages().show(
        "sign_in_over.html",
        words_of(event, look.words),
        brand=look.brand,
        status=status,
        program=program,
    )
    return _quiet(shown)


def _page(event: Event, found: SignIn, *, wrong: bool = False) -> Answer:
    from referrals.steps.session.prove_address import is_same_browser

    look = _look_of(found)
    words = words_of(event, look.words)
    shown = the_pages().show(
        "sign_in_link.html",
        words,
        brand=look.brand,
        status=HTTPStatus.CONFLICT if wrong else HTTPStatus.OK,
        token=_token(event),
        program=program_in_address(event),
        asked=words.count("sign_in.open", _minutes_since(found.asked_at)),
        needs_number=not is_same_browser(found, browser_of(event)),
        wrong=wrong,
    )
    return _quiet(shown)


def _look_of(found: SignIn) -> ProgramLook:
    """Of the program that the press leads into."""
    from referrals.steps.session.find_sign_in_reader import find_advocate, program_of

    applicant = session_stores.applicants().find(found.applicant_id, clock.now())
    if applicant is None:
        return NO_LOOK
    named = applicant.program_id
    return look_of(named or program_of(applicant, find_advocate(applicant, stores.people())))


def _open_link(event: Event) -> SignIn:
    """After the last try it is over."""
    return session_stores.sign_ins().find(secret_hash(_token(event)), clock.now())


def _minutes_since(moment: datetime) -> int:
    return max(1, int((clock.now() - moment).total_seconds()) // 60)


def _token(event: Event) -> str:
    given = (event.get("queryStringParameters") or {}).get("token", "")
    if not given:
        raise SignInOverError("no link was named.", field="token")
    return str(given)[:LONGEST_TOKEN]


def _quiet(shown: Answer) -> Answer:
    """The address names the token: no other page is told of it."""
    return {**shown, "headers": {**shown["headers"], **PRIVATE_HEADERS}}
