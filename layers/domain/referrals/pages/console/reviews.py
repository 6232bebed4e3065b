"""GET /console/reviews: orders that somebody has to look at, one after the other, a key each."""

from dataclasses import dataclass

from referrals.desks import review as review_desk
from referrals.edge.http import Answer
from referrals.model.order.claim import LONGEST_MAKER, LONGEST_REASON, ReviewAct
from referrals.model.risk.case import CaseState
from referrals.model.staff.right import Right
from referrals.pages.console.cursor import pack, unpack
from referrals.pages.console.listing import (
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    cursor_of,
    show_list,
)
from referrals.pages.console.orders import order_address
from referrals.pages.console.visit import DeskVisit
from referrals.views.risk.review_queue import ReviewDetail, ReviewRow, review_details, review_queue
from referrals.wiring import session_stores, stores

OPENED = 20
"""Cases of the queue that are told whole on one page; further ones are on the next."""
COLUMNS = tuple(
    map(Column, ("order", "shop", "state", "found", "score", "promised by", "opened", "appealed"))
)
STATES = (("open", "to look at"), ("denied", "denied"), ("closed", "approved or over"))
SHAPES = {CaseState.OPEN: "person", CaseState.DENIED: "back", CaseState.CLOSED: "spent"}


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One order of the queue, told whole."""

    row: ReviewDetail
    promised: str
    order: str
    """Where its story stands."""


def show(visit: DeskVisit) -> Answer:
    state = _state(visit)
    listing = Listing(
        name=f"reviews-{state}",
        caption="Orders that somebody looks at, or has looked at",
        path="/console/reviews",
        columns=COLUMNS,
        fetch=lambda start, limit: _fetch(visit, state, start, limit),
        empty="Nothing waits. An order comes here when several checks find something made up.",
        filters=(ListFilter("state", "Which", state.value, STATES),),
    )
    if state is not CaseState.OPEN or visit.query("format"):
        return show_list(visit, listing, "Reviews")
    members = session_stores.staff().register().members
    cases, after = _open_cases(visit)
    return show_list(
        visit,
        listing,
        "Reviews",
        template="reviews",
        page=ListPage([], after),
        cases=cases,
        colleagues={each.staff_id: each.signature for each in members},
        decides=visit.may(Right.REVIEW),
        longest=LONGEST_REASON,
    )


def approve(visit: DeskVisit) -> None:
    _say(visit, ReviewAct.APPROVE)


def deny(visit: DeskVisit) -> None:
    _say(visit, ReviewAct.DENY)


def note(visit: DeskVisit) -> None:
    _say(visit, ReviewAct.NOTE)


def _say(visit: DeskVisit, act: ReviewAct) -> None:
    """As the API does: the word is a fact of the order, the reward follows within seconds."""
    from referrals.steps.risk.review_order import ReviewWish, review_order

    wish = ReviewWish(
        case_id=visit.parts["review_id"],
        act=act,
        note=visit.reason(needed=act is not ReviewAct.APPROVE),
        made_by=visit.staff.signature[:LONGEST_MAKER],
        actor=visit.staff.staff_id,
    )
    review_order(wish, review_desk.reviews(), now=visit.now)


def _state(visit: DeskVisit) -> CaseState:
    wanted = visit.query("state")
    return CaseState(wanted) if wanted in {*CaseState} else CaseState.OPEN


def _fetch(visit: DeskVisit, state: CaseState, start: str, limit: int) -> ListPage:
    rows, after = _page(visit, state, start, limit)
    return ListPage([_row(visit, each) for each in rows], after)


def _page(
    visit: DeskVisit, state: CaseState, start: str, limit: int
) -> tuple[list[ReviewRow], str]:
    """Of the program in view: others' are left out, so a page may be short."""
    place = unpack(start, "account", "hold_until")
    rows, after = review_queue(state, stores.reviews(), now=visit.now, limit=limit, start=place)
    own = [each for each in rows if each.program == visit.rules.program]
    return own, pack(after)


def _open_cases(visit: DeskVisit) -> tuple[list[OpenCase], str]:
    """And where to go on."""
    rows, after = _page(visit, CaseState.OPEN, cursor_of(visit), OPENED)
    ids = [each.review_id for each in rows]
    details = review_details(ids, review_desk.review_file(), visit.words, now=visit.now)
    return [
        OpenCase(each, visit.date(each.answer_by), _story(visit, each)) for each in details
    ], after


def _story(visit: DeskVisit, row: ReviewRow) -> str:
    return visit.link(order_address(row.source, row.order_id))


def _row(visit: DeskVisit, row: ReviewRow) -> list[Cell]:
    return [
        Cell(row.order_id, _story(visit, row)),
        Cell(row.source),
        Cell(row.state.value, status=SHAPES[row.state]),
        Cell(", ".join(row.rules) or "–"),
        Cell(str(row.score)),
        Cell(visit.date(row.answer_by), raw=row.answer_by.isoformat()),
        Cell(visit.date(row.opened_at), raw=row.opened_at.isoformat()),
        Cell("yes" if row.appealed else "no"),
    ]
