"""My friends: who came through my link, what became of it and why; a claim for one forgotten."""

from datetime import timedelta
from http import HTTPStatus

from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event, status_of
from referrals.model.errors import GoodwordError, wait_of
from referrals.model.order.claim import LONGEST_SAID
from referrals.model.people.mailbox import MOST_CHARACTERS, mailable
from referrals.model.risk.appeal import PURPOSE as APPEAL
from referrals.model.risk.appeal import sign_appeal
from referrals.pages.advocate.own import Own, own_of
from referrals.pages.brand import brand_of
from referrals.pages.template import the_pages
from referrals.views.people.own_friends import FriendShelf, OwnFriend, own_friends
from referrals.wiring import clock, community_stores, keys, stores

LONGEST_ORDER = 60
LOOKS = 8
"""How often what was claimed is looked for before its advocate is asked to look again."""
NEWS = timedelta(days=30)


def find_friends(own: Own, after: str = "") -> dict[str, object]:
    shelf = FriendShelf(
        stores.referrals(), stores.grants(), stores.people(), community_stores.notes()
    )
    page = own_friends(own.person, own.rules.program, shelf, own.words, after=after)
    cases = [each.case_id for each in page.friends if each.case_id]
    appeals = {each: _appeal_address(each) for each in cases}
    return {"found": page.friends, "older": page.older, "appeals": appeals}


def show(event: Event) -> Answer:
    """GET /me/friends: those from before the ones on `/me`, page by page."""
    own = own_of(event)
    after = str((event.get("queryStringParameters") or {}).get("before", ""))
    return the_pages().show(
        "advocate/older_friends.html",
        own.words,
        brand=brand_of(own.rules),
        friends=find_friends(own, after),
        after=after,
    )


def news_sentence(own: Own, part: object) -> str:
    """The one thing that is new, or how most begin."""
    found: tuple[OwnFriend, ...] = part["found"] if isinstance(part, dict) else ()
    if not found:
        return own.words.say("me.nobody_yet")
    newest = found[0]
    if newest.came_at < own.now - NEWS:
        return own.words.say("me.quiet")
    if newest.name:
        return own.words.say("me.news_named", friend=newest.name, date=newest.came)
    return own.words.say("me.news", date=newest.came)


def claim(event: Event) -> Answer:
    """A friend who was forgotten: judged at once, and told in words."""
    from referrals.desks import own_claim as own_claim_desk
    from referrals.steps.order.claim_friend import OwnClaimWish, claim_friend

    own, form = own_of(event), form_of(event)
    wish = OwnClaimWish(
        program_id=own.rules.program,
        code=own.link.code,
        order=form.text("order", LONGEST_ORDER),
        email=form.text("email", 2 * MOST_CHARACTERS),
        said=form.text("said", LONGEST_SAID),
    )
    if not wish.order or not mailable(wish.email):
        return _show_answer(own, ("own_claim.incomplete",), status=HTTPStatus.BAD_REQUEST)
    try:
        made = claim_friend(wish, own_claim_desk.own_claims(), now=own.now)
    except GoodwordError as error:
        if error.code not in ("no_such_order", "too_many_claims", "too_many_requests"):
            raise
        wait = wait_of(error)
        status = status_of(error) if wait else HTTPStatus.NOT_FOUND
        shown = _show_answer(own, (f"own_claim.{error.code}",), status=status)
        if wait:
            shown["headers"]["retry-after"] = str(wait)
        return shown
    for attempt in range(1, LOOKS):
        referral = stores.referrals().find(str(made.key))
        if referral and any(each.found_in == made.claim.name for each in referral.candidates):
            break
        clock.pause(min(attempt, 4))
    from referrals.views.people.own_claim import claim_sentences

    sentences = claim_sentences(
        made.key, made.claim, stores.conversions(), stores.referrals(), words=own.words
    )
    return _show_answer(own, sentences, finished=True)


def _show_answer(
    own: Own, sentences: tuple[str, ...], *, status: int = 200, finished: bool = False
) -> Answer:
    told = sentences if finished else tuple(map(own.words.say, sentences))
    return the_pages().show(
        "advocate/answer.html",
        own.words,
        brand=brand_of(own.rules),
        status=status,
        title=own.words.say("own_claim.title"),
        sentences=told,
        part="friends",
    )


def _appeal_address(case_id: str) -> str:
    return f"/appeal?token={sign_appeal(keys.signing_keys(APPEAL)[0], case_id)}"
