"""GET and POST /sign-in: the form that asks for a link by letter, and what is shown after it."""

from http import HTTPStatus

from referrals.edge.cookie import cookie_of, host_cookie
from referrals.edge.form import Form, form_of
from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.model.link.visit import ip_hash
from referrals.model.people.applicant import AskingKind
from referrals.model.people.mailbox import MOST_CHARACTERS, mailable
from referrals.model.session.person_session import SECRET_BYTES, secret_text
from referrals.model.words.wording import Wording
from referrals.pages.page_memory import remember_page
from referrals.pages.program_look import ProgramLook, look_of
from referrals.pages.template import the_pages
from referrals.wiring import clock, keys

BROWSER_COOKIE = "__Host-sign-in"
BROWSER_SECONDS = 3600
LONGEST_NAME = 100
LONGEST_PROGRAM = 60


@remember_page
def ask(event: Event) -> Answer:
    return show_form(event, program_in_address(event))


def send(event: Event) -> Answer:
    """The same page for every address, whoever has it."""
    form = form_of(event)
    email = form.text("email", 2 * MOST_CHARACTERS)
    program = form.text("program", LONGEST_PROGRAM)
    if not mailable(email):
        return show_form(event, program, status=HTTPStatus.BAD_REQUEST, email=email, fault=True)
    return send_link(event, form, AskingKind.SIGN_IN, program_id=program)


def show_form(
    event: Event, program: str, *, status: int = 200, email: str = "", fault: bool = False
) -> Answer:
    """Also in place of a page that needs a session. `program` is whose."""
    look = look_of(program)
    return the_pages().show(
        "sign_in.html",
        words_of(event, look.words),
        status=status,
        brand=look.brand,
        program=program,
        email=email,
        fault=fault,
    )


def send_link(
    event: Event,
    form: Form,
    kind: AskingKind,
    *,
    program_id: str,
    agreements: dict[str, str] | None = None,
) -> Answer:
    """A letter to the address in the form, and a page that tells what to do with it."""
    # Reading the form loads nothing of what only its answer needs.
    from referrals.desks import sign_in as sign_in_desk
    from referrals.steps.session.ask_sign_in import RANDOM_NEEDED, SignInWish, ask_sign_in

    look, now = look_of(program_id), clock.now()
    words = words_of(event, look.words)
    browser = secret_text(clock.random_bytes(SECRET_BYTES))
    wish = SignInWish(
        kind=kind,
        email=form.text("email", 2 * MOST_CHARACTERS),
        program_id=program_id,
        name=form.text("name", LONGEST_NAME),
        locale=words.tag,
        agreements=agreements or {},
        browser=browser,
        network=_network(event),
    )
    random = clock.random_bytes(RANDOM_NEEDED)
    asking = ask_sign_in(wish, sign_in_desk.asking(), now=now, random=random)
    shown = show_number(words, look, kind, asking.number, program=program_id)
    return {**shown, "cookies": [host_cookie(BROWSER_COOKIE, browser, BROWSER_SECONDS)]}


def show_number(
    words: Wording, look: ProgramLook, kind: AskingKind, number: str, *, program: str
) -> Answer:
    sentence = "sign_in.sent_join" if kind is AskingKind.JOIN else "sign_in.sent"
    return the_pages().show(
        "sign_in_sent.html",
        words,
        brand=look.brand,
        text=words.say(sentence),
        number=f"{number[:3]} {number[3:]}",
        program=program,
        joins=kind is AskingKind.JOIN,
    )


def program_in_address(event: Event) -> str:
    """Whose page a letter or a shop's link leads to; empty where it names none."""
    named = str((event.get("queryStringParameters") or {}).get("program", ""))
    return named[:LONGEST_PROGRAM]


def browser_of(event: Event) -> str:
    return cookie_of(event, BROWSER_COOKIE)


def _network(event: Event) -> str:
    """Another one each day, and nobody's address."""
    source = str(event["requestContext"]["http"].get("sourceIp", ""))
    return ip_hash(keys.signing_keys("ip")[0], source, clock.now())
