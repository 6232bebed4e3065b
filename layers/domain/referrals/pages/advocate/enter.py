"""GET and POST /me/enter: from the shop's account area to one's own page, by a pass.

The GET shows one button and changes nothing: what follows links ahead of people can't use a pass
up. Within a page of the shop the button opens the whole window, where our cookie is our own.
"""

from http import HTTPStatus

from referrals.edge.http import Answer, Event, answer
from referrals.edge.language import words_of
from referrals.model.session.person_session import RANDOM_NEEDED, secret_hash
from referrals.model.session.portal_pass import pass_over
from referrals.pages.advocate.refusal import show_refusal
from referrals.pages.brand import brand_of
from referrals.pages.note import show_note
from referrals.pages.session import cookie_text, session_cookie
from referrals.pages.template import the_pages
from referrals.wiring import clock, session_stores, stores

PRIVATE_HEADERS = {"referrer-policy": "no-referrer"}
LONGEST_TOKEN = 100


def show(event: Event) -> Answer:
    token = _token(event)
    found = session_stores.portal_passes().find(secret_hash(token), clock.now())
    rules = stores.programs().get(found.program_id).rules
    shown = the_pages().show(
        "advocate/enter.html",
        words_of(event, rules.words),
        brand=brand_of(rules),
        framed_by=found.embed_origin,
        token=token,
        shop=rules.shop_name,
    )
    return {**shown, "headers": {**shown["headers"], **PRIVATE_HEADERS}}


def enter(event: Event) -> Answer:
    from referrals.steps.session.use_portal_pass import use_portal_pass

    text, _ = use_portal_pass(
        _token(event),
        session_stores.portal_passes(),
        session_stores.person_sessions(),
        former=cookie_text(event),
        now=clock.now(),
        random=clock.random_bytes(RANDOM_NEEDED),
    )
    told = answer(HTTPStatus.SEE_OTHER, headers={"location": "/me", "x-robots-tag": "noindex"})
    return {**told, "cookies": [session_cookie(text)]}


def show_enter_refusal(event: Event, status: int) -> Answer:
    if status != HTTPStatus.NOT_FOUND:
        return show_refusal(event, status)
    return show_note(event, title="enter.over_title", text="enter.over", status=status)


def _token(event: Event) -> str:
    given = (event.get("queryStringParameters") or {}).get("token", "")
    if not given:
        raise pass_over()
    return str(given)[:LONGEST_TOKEN]
