"""GET /welcome, and what its forms do: a friend's page after the order, opened by a signed link.

It names both, tells what came of the friend's coming and why, takes the friend's word on who sent
them and judges it there and then, and offers a link of their own.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event, answer
from referrals.edge.language import words_of
from referrals.edge.same_origin import require_same_origin
from referrals.model.errors import ConflictError, GoodwordError
from referrals.model.link.share import link_address
from referrals.model.note.note import (
    LONGEST_NOTE,
    EmptyNoteError,
    NobodyToThankError,
    plain_note,
)
from referrals.model.people.person import Role
from referrals.model.risk.appeal import PURPOSE as APPEAL
from referrals.model.risk.appeal import sign_appeal
from referrals.model.welcome.welcome_link import PURPOSE, WelcomeLink, read_welcome
from referrals.model.words.consent import consent_sentences
from referrals.pages.brand import brand_of
from referrals.pages.friend.friend_boxes import NAME, say_boxes, say_name
from referrals.pages.friend.staff_note import staff_note
from referrals.pages.note import show_note
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.wiring import clock, community_stores, keys, settings, stores

if TYPE_CHECKING:
    from referrals.views.welcome.welcome_page import ArrivalPage, WelcomeFacts

LONGEST_CODE = 300
EMPTY = "empty_note"
ASKED = ("show_first_name",)
"""What the joining asks for: mail has a box of its own, the advocate's page the others."""
LOOKS = 8
"""How often what was claimed is looked for before its friend is asked to look again."""


class ArrivalVisit(NamedTuple):
    token: str
    link: WelcomeLink


def show(event: Event) -> Answer:
    """Changes nothing: scanners and previews follow links, too."""
    return _show(event, _visit(event))


def act(event: Event) -> Answer:
    """One of the page's forms; any other address is no form of ours."""
    require_same_origin(event)
    act = ACTS.get(event["pathParameters"]["act"])
    return (
        act(event)
        if act
        else show_note(
            event, title="unsubscribe.bad_title", text="arrival.bad", status=HTTPStatus.NOT_FOUND
        )
    )


def _claim(event: Event) -> Answer:
    """Ada sent me: one word, and what came of it on the page that follows."""
    from referrals.desks import welcome as welcome_desk
    from referrals.steps.welcome.claim_arrival import claim_arrival

    visit, typed = _visit(event), form_of(event).text("code", LONGEST_CODE)
    try:
        made = claim_arrival(visit.link, typed, welcome_desk.arrivals(), now=clock.now())
    except ConflictError:
        return _back(visit)
    except GoodwordError as error:
        if error.code not in ("link_not_found", "bad_code", "too_many_claims", "no_customer"):
            raise
        return _show(event, visit, refusal=error.code, typed=typed)
    for attempt in range(1, LOOKS):
        referral = stores.referrals().find(str(made.key))
        if referral and any(each.found_in == made.claim.name for each in referral.candidates):
            break
        clock.pause(min(attempt, 4))
    return _back(visit)


def _join(event: Event) -> Answer:
    """One press: a friend becomes an advocate, at the address that their order has."""
    from referrals.desks import welcome as welcome_desk
    from referrals.steps.welcome.join_program import JoinWish, join_program

    visit, form = _visit(event), form_of(event)
    rules = stores.programs().get(visit.link.key.program_id).rules
    sentences = consent_sentences(words_of(event, rules.words), rules.shop_name)
    ticked = {name: sentences[name] for name in ASKED if form.has(name)}
    wish = JoinWish(link=visit.link, agreements=ticked)
    join_program(wish, welcome_desk.joining(), now=clock.now(), random=clock.random_bytes(10))
    return _back(visit)


def _thank(event: Event) -> Answer:
    """The friend's own words, once; what was typed stays where they are refused."""
    from referrals.desks import note as note_desk
    from referrals.steps.note.write_note import thank_advocate

    visit, form = _visit(event), form_of(event)
    text = form.lines("text", LONGEST_NOTE)
    try:
        plain_note(text)
        if form.has(NAME):
            say_name(event, visit.link, given=True)
        thank_advocate(
            visit.link.key, visit.link.friend_id, text, note_desk.notes(), now=clock.now()
        )
    except EmptyNoteError:
        return _show(event, visit, refusal=EMPTY, ticked=form.has(NAME))
    except (ConflictError, NobodyToThankError):
        pass  # The page shows the note that stands, or that nobody is there any more.
    return _back(visit)


def _consent(event: Event) -> Answer:
    """The boxes as they were left: the same page takes back what was said on it."""
    visit = _visit(event)
    say_boxes(event, visit.link, form_of(event))
    return _back(visit)


ACTS: Mapping[str, Callable[[Event], Answer]] = {
    "claim": _claim,
    "consents": _consent,
    "join": _join,
    "thanks": _thank,
}


def show_refusal(event: Event, status: int) -> Answer:
    """The link's fault, or ours."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    return show_note(event, title="unsubscribe.bad_title", text="arrival.bad", status=status)


def _show(
    event: Event, visit: ArrivalVisit, *, refusal: str = "", typed: str = "", ticked: bool = False
) -> Answer:
    from referrals.views.welcome.friend_boxes import mail_box, name_box
    from referrals.views.welcome.welcome_page import arrival_page

    facts = _facts(visit)
    words = words_of(event, facts.rules.words)
    sentences = consent_sentences(words, facts.rules.shop_name)
    page = arrival_page(facts, stores.people(), community_stores.notes(), words)
    shop_note, shop_note_address = staff_note(visit.link, facts, words)
    return the_pages().show(
        "friend/arrival.html",
        words,
        status=HTTPStatus.BAD_REQUEST if refusal else HTTPStatus.OK,
        brand=brand_of(facts.rules),
        page=page,
        here=f"token={quote(visit.token)}",
        consents=[(name, sentences[name]) for name in ASKED],
        refusal=words.say(f"arrival.{refusal}") if refusal and refusal != EMPTY else "",
        refused_note=words.say("note.empty") if refusal == EMPTY else "",
        typed=typed,
        staff_note=shop_note,
        staff_note_address=shop_note_address,
        longest=LONGEST_CODE,
        longest_note=LONGEST_NOTE,
        opening=_opening(event, page),
        name_box=name_box(facts, words),
        mail_box=mail_box(facts, page.own_link, words),
        ticked=ticked,
        proven=bool(visit.link.friend_id),
        own_address=_own_address(visit, facts, page),
        appeal=_appeal_address(page),
        story=_story_address(visit, facts),
        program=facts.rules.shop_name,
    )


def _facts(visit: ArrivalVisit) -> "WelcomeFacts":
    # Few pages tell of decisions: the others don't wait for what only this needs.
    from referrals.views.welcome.welcome_page import WelcomeShelf, welcome_facts

    shelf = WelcomeShelf(
        stores.aliases(),
        stores.conversions(),
        stores.referrals(),
        stores.grants(),
        stores.people(),
        stores.programs(),
    )
    return welcome_facts(visit.link, shelf)


def _opening(event: Event, page: "ArrivalPage") -> str:
    """The suggestion whose link was followed: a beginning to go on from, or to delete."""
    chosen = str((event.get("queryStringParameters") or {}).get("opening", ""))
    openings = page.thanks.openings if page.thanks else ()
    named = {str(number): text for number, text in enumerate(openings, 1)}
    return named.get(chosen, "")


def _own_address(visit: ArrivalVisit, facts: "WelcomeFacts", page: "ArrivalPage") -> str:
    """Shown only to whom the letter went: a thank-you page proves nobody's mailbox."""
    has_one = page.own_link is not None and page.own_link.has_one
    if not (has_one and visit.link.friend_id and facts.friend):
        return ""
    person = stores.people().find_by_hash(Role.ADVOCATE, facts.friend.email_hash)
    code = person.codes.get(page.program_id, "") if person else ""
    return link_address(settings.setting("PUBLIC_URL").rstrip("/"), code) if code else ""


def _appeal_address(page: "ArrivalPage") -> str:
    if not page.case_id:
        return ""
    return f"/appeal?token={sign_appeal(keys.signing_keys(APPEAL)[0], page.case_id)}"


def _story_address(visit: ArrivalVisit, facts: "WelcomeFacts") -> str:
    """For whom the letter went to, where there is a wall: a thank-you page proves nobody."""
    if not (facts.rules.stories.wall and visit.link.friend_id and facts.friend):
        return ""
    from referrals.desks import welcome as welcome_desk
    from referrals.model.welcome.welcome_state import WelcomeState

    if facts.state not in (WelcomeState.DECIDED, WelcomeState.JUDGING):
        return ""

    return welcome_desk.story_address(facts.link, facts.rules.program)


def _visit(event: Event) -> ArrivalVisit:
    token = str((event.get("queryStringParameters") or {}).get("token", ""))
    return ArrivalVisit(token, read_welcome(keys.signing_keys(PURPOSE), token))


def _back(visit: ArrivalVisit) -> Answer:
    """To the page, which tells what came of it; pressing twice is pressing once."""
    place = f"/welcome?token={quote(visit.token)}"
    return answer(HTTPStatus.SEE_OTHER, headers={"location": place, "x-robots-tag": "noindex"})
