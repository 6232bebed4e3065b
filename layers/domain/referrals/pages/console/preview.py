"""GET /console/preview/...: a friend's page, or a letter, as a draft would have it.

Shown within the desk's own pages; nothing in it can be pressed, and it leads nowhere.
"""

from http import HTTPStatus

from referrals.edge.http import Answer, answer
from referrals.edge.page_answer import HEADERS
from referrals.model.draft.slot import Slot
from referrals.model.errors import NotFoundError
from referrals.model.link.friend_brief import FriendBrief, read_brief
from referrals.model.link.link import Link
from referrals.model.link.offer_terms import with_first_order
from referrals.model.program.program import Program, rules_json
from referrals.model.words.welcome import GiftWay, at_rest, welcome, with_gift
from referrals.model.words.wording import ENGLISH, wording_of
from referrals.pages.brand import brand_of
from referrals.pages.console.brand_slots import BRAND_SLOTS
from referrals.pages.console.draft import draft_in
from referrals.pages.console.program_form import program_slots
from referrals.pages.console.visit import DeskVisit
from referrals.pages.console.word_slots import slots_for
from referrals.pages.light_page import show_light

ADVOCATE = "Ada"
# A letter carries its looks in itself, and no script.
_LETTER = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
_NOBODY, _OURSELVES = "frame-ancestors 'none'", "frame-ancestors 'self'"


class NoPreviewError(NotFoundError):
    """What speaks against the draft stands beside its form."""

    code = "no_preview"


def show_friend(visit: DeskVisit) -> Answer:
    rules = rules_in(visit)
    words = wording_of(rules.words, visit.query("language") or ENGLISH)
    brief = read_brief(rules_json(rules))
    link = _sample_link(visit, rules)
    page = welcome(link, brief, ADVOCATE, words=words, address=rules.destination)
    page = at_rest(page, words) if rules.paused else page
    if not rules.paused and with_first_order(_terms(brief, link)):
        page = with_gift(page, brief, GiftWay(None, "#", ""), words=words, now=visit.now)
    shown = show_light("friend/welcome", words, brand=brand_of(rules), image=page.image, page=page)
    policy = shown["headers"]["content-security-policy"].replace(_NOBODY, _OURSELVES)
    return {**shown, "headers": {**shown["headers"], "content-security-policy": policy}}


def show_letter(visit: DeskVisit) -> Answer:
    from referrals.desks.letter_preview import preview_letter

    language = visit.query("language") or ENGLISH
    made = preview_letter(rules_in(visit), visit.parts["topic"], language, now=visit.now)
    headers = {**HEADERS, "content-security-policy": _LETTER}
    return answer(HTTPStatus.OK, made.html, headers=headers)


def rules_in(visit: DeskVisit) -> Program:
    """With whatever slot of any form the address fills."""
    draft = draft_in(visit, _all_slots(visit), visit.program)
    if draft.rules is None:
        raise NoPreviewError("this can’t be shown.", remedy="Mend what the form says first.")
    return draft.rules


def _all_slots(visit: DeskVisit) -> tuple[Slot, ...]:
    language, name = visit.query("language"), visit.query("sentence")
    own = slots_for(language, name) if name else ()
    return (*program_slots(visit.rules), *BRAND_SLOTS, *own)


def _sample_link(visit: DeskVisit, rules: Program) -> Link:
    return Link(
        code="ada",
        program_id=rules.program,
        advocate_id="adv_sample",
        destination=rules.destination,
        fallback=rules.fallback_address,
        created_at=visit.now,
        words=rules.sharing.words,
    )


def _terms(brief: FriendBrief, link: Link) -> dict[str, object]:
    return dict(brief.terms(link.code))
