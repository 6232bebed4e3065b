"""GET /console/stories: what people tell, read by somebody of the shop before anybody else."""

from base64 import b64encode

from referrals.edge.http import Answer, answer
from referrals.model.order.claim import LONGEST_MAKER
from referrals.model.staff.right import Right
from referrals.model.story.moderation import LONGEST_NOTE, DeclineReason, StoryVerdict
from referrals.model.story.story import StoryState
from referrals.pages.console.listing import (
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    cursor_of,
    show_list,
)
from referrals.pages.console.visit import DeskVisit
from referrals.views.story.story_queue import StoryListing, StoryRow
from referrals.wiring import stores, story_stores

SHOWN = 20
COLUMNS = tuple(
    map(Column, ("story", "state", "by", "text", "language", "about", "may stand", "written"))
)
STATES = tuple((state.value, state.value) for state in StoryState)
SHAPES = {
    StoryState.WAITING: "person",
    StoryState.APPROVED: "yours",
    StoryState.DECLINED: "back",
    StoryState.WITHDRAWN: "spent",
}
# What its author reads follows from these; here they are said to who decides.
REASONS = {
    DeclineReason.PRIVATE: "names others, or has an address or a number",
    DeclineReason.UNKIND: "hurts somebody",
    DeclineReason.ADVERTISING: "leads elsewhere, or sells something",
    DeclineReason.OFF_TOPIC: "is about something else",
    DeclineReason.CLAIM: "promises what a shop may not",
    DeclineReason.COPIED: "seems to be somebody else’s",
    DeclineReason.UNREADABLE: "nobody could make it out",
    DeclineReason.PHOTO: "the photo can’t be shown",
}


def show(visit: DeskVisit) -> Answer:
    wanted = visit.query("state")
    state = StoryState(wanted) if wanted in {*StoryState} else StoryState.WAITING
    listing = Listing(
        name=f"stories-{state}",
        caption="Stories of people, the oldest first",
        path="/console/stories",
        columns=COLUMNS,
        fetch=lambda start, limit: _fetch(visit, state, start, limit),
        empty="No story is here. People write them on their page, or after an order.",
        filters=(ListFilter("state", "Which", state.value, STATES),),
    )
    if visit.query("format"):
        return show_list(visit, listing, "Stories")
    start = cursor_of(visit)
    rows, after = _listing(visit).in_state(visit.rules.program, state, SHOWN, start)
    return show_list(
        visit,
        listing,
        "Stories",
        template="stories",
        page=ListPage([], after),
        rows=rows,
        moderates=visit.may(Right.MODERATE) and state is not StoryState.WITHDRAWN,
        reasons=[(code.value, text) for code, text in REASONS.items()],
        shapes=SHAPES,
    )


def show_photo(visit: DeskVisit) -> Answer:
    """Of the newest version: nobody else can open it before somebody has said yes."""
    content = _listing(visit).photo(visit.parts["story_id"], story_stores.photos())
    headers = {
        "content-type": "image/jpeg",
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex",
    }
    told = answer(200, b64encode(content).decode(), headers=headers)
    return {**told, "isBase64Encoded": True}


def approve(visit: DeskVisit) -> None:
    _say(visit, StoryVerdict.APPROVE, None)


def decline(visit: DeskVisit) -> None:
    wanted = visit.form.text("reason", 40)
    reason = DeclineReason(wanted) if wanted in {*DeclineReason} else None
    _say(visit, StoryVerdict.DECLINE, reason)


def _say(visit: DeskVisit, verdict: StoryVerdict, reason: DeclineReason | None) -> None:
    """Of the version that was read: another one, written meanwhile, isn't decided on unseen."""
    from referrals.desks import story as story_desk
    from referrals.steps.story.moderate_story import ModerationWish, moderate_story

    version = visit.form.text("version", 6)
    wish = ModerationWish(
        story_id=visit.parts["story_id"],
        version=int(version) if version.isdecimal() and version.isascii() else 0,
        verdict=verdict,
        reason=reason,
        note=visit.form.text("why", LONGEST_NOTE),
        made_by=visit.staff.signature[:LONGEST_MAKER],
        actor=visit.staff.staff_id,
    )
    moderate_story(wish, story_desk.stories(), now=visit.now)


def _listing(visit: DeskVisit) -> StoryListing:
    return StoryListing(story_stores.stories(), stores.programs(), visit.words)


def _fetch(visit: DeskVisit, state: StoryState, start: str, limit: int) -> ListPage:
    rows, after = _listing(visit).in_state(visit.rules.program, state, limit, start)
    return ListPage([_row(visit, each) for each in rows], after)


def _row(visit: DeskVisit, row: StoryRow) -> list[Cell]:
    draft = row.draft
    return [
        Cell(row.story_id),
        Cell(row.state.value, status=SHAPES[row.state]),
        Cell(draft.author or "no name"),
        Cell(draft.text),
        Cell(draft.language),
        Cell(draft.product or "–"),
        Cell(", ".join(draft.uses)),
        Cell(visit.date(draft.written_at), raw=draft.written_at.isoformat()),
    ]
