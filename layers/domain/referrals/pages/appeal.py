"""GET and POST /appeal: who was denied a reward asks for another look, in their own words."""

from http import HTTPStatus
from urllib.parse import parse_qs

from referrals.desks.program_words import program_words
from referrals.edge.http import Answer, Event, raw_body
from referrals.edge.language import words_of
from referrals.model.errors import NotFoundError
from referrals.model.order.claim import LONGEST_SAID
from referrals.model.risk.appeal import PURPOSE, read_appeal
from referrals.pages.note import show_note
from referrals.pages.program_look import look_of
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.wiring import clock, keys, stores

# What a form of ours can hold in any script, spelled as a form spells it.
MOST_BYTES = 12 * LONGEST_SAID + 100


def ask(event: Event) -> Answer:
    """Changes nothing: scanners and previews follow links, and must not appeal for anybody."""
    token = _token(event)
    look = look_of(_program_of(read_appeal(keys.signing_keys(PURPOSE), token)))
    words = words_of(event, look.words)
    return the_pages().show(
        "appeal.html", words, brand=look.brand, token=token, longest=LONGEST_SAID
    )


def pass_on(event: Event) -> Answer:
    """One press: it goes to the queue, and a letter says by when they hear."""
    # Few ever come here: the pages that many read don't wait for what only this needs.
    from referrals.desks import review as review_desk
    from referrals.steps.risk.review_order import appeal_denial

    case_id = read_appeal(keys.signing_keys(PURPOSE), _token(event))
    appeal_denial(case_id, _appeal_text(event), review_desk.reviews(), now=clock.now())
    title, text, program_id = "appeal.done_title", "appeal.done", _program_of(case_id)
    own = program_words(program_id)
    return show_note(event, title=title, text=text, own=own, program_id=program_id)


def show_refusal(event: Event, status: int) -> Answer:
    """The link's fault, that there is nothing to appeal any more, or ours."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    if status == HTTPStatus.CONFLICT:
        return show_note(event, title="appeal.over_title", text="appeal.over", status=status)
    return show_note(event, title="unsubscribe.bad_title", text="appeal.bad", status=status)


def _program_of(case_id: str) -> str:
    """Of the order's program; its page is shown as well where the case is gone."""
    try:
        key = stores.reviews().get(case_id).key
    except NotFoundError:
        return ""
    referral = stores.referrals().find(str(key))
    return referral.program_id if referral else ""


def _token(event: Event) -> str:
    return str((event.get("queryStringParameters") or {}).get("token", ""))


def _appeal_text(event: Event) -> str:
    """On one line and no longer than is kept: nobody's plea is refused for its form."""
    body = raw_body(event)[:MOST_BYTES].decode("utf-8", "replace")
    said = parse_qs(body, max_num_fields=10).get("said", [""])[0]
    plain = "".join(c if c.isprintable() else " " for c in said)
    return " ".join(plain.split())[:LONGEST_SAID]
