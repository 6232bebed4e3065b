"""GET /console/thanks: whom a person of the shop could thank today, and what came back."""

from referrals.edge.http import Answer
from referrals.model.errors import RefusedError, bad_cursor
from referrals.model.note.note import LONGEST_NOTE, LONGEST_WRITER
from referrals.model.order_key import ConversionKey
from referrals.model.staff.right import Right
from referrals.pages.console.cursor import pack, unpack
from referrals.pages.console.listing import (
    Cell,
    Column,
    Listing,
    ListPage,
    cursor_of,
    show_list,
)
from referrals.pages.console.orders import order_address
from referrals.pages.console.visit import DeskVisit
from referrals.views.note.thanks_due import ThanksDue, thanks_due
from referrals.wiring import community_stores, stores

LOOKED_AT = 25
"""Orders that one page of the queue goes through."""
MOST_REPORTS = 20
COLUMNS = tuple(map(Column, ("order", "shop", "placed", "came by", "advocate", "friend")))
EMPTY = (
    "Everybody of these orders was thanked. An order comes here when somebody’s word brought it "
    "and its reward stands."
)


class NoWriterError(RefusedError):
    code = "no_writer"


def show(visit: DeskVisit) -> Answer:
    listing = Listing(
        name="thanks",
        caption="Orders whose people could be thanked, the newest first",
        path="/console/thanks",
        columns=COLUMNS,
        fetch=lambda start, limit: _fetch(visit, start, limit),
        empty=EMPTY,
    )
    if visit.query("format"):
        return show_list(visit, listing, "Thanks")
    due, after = _due(visit, cursor_of(visit), LOOKED_AT)
    return show_list(
        visit,
        listing,
        "Thanks",
        template="thanks",
        due=[(each, order_address(each.source, each.order_id)) for each in due],
        page=ListPage([], after),
        names=_names(visit, due),
        reports=community_stores.notes().reports(visit.program.program_id, MOST_REPORTS),
        writes=visit.may(Right.ANSWER),
        longest=LONGEST_NOTE,
        most_name=LONGEST_WRITER,
        refused=visit.parts.get("order_id", ""),
    )


def write(visit: DeskVisit) -> None:
    """In somebody's own words, under their own name; the step says who may get it."""
    from referrals.desks import note as note_desk
    from referrals.steps.note.write_note import StaffNote, thank_by_hand

    by = visit.form.text("by", LONGEST_WRITER)
    if not by:
        raise NoWriterError(
            "who writes it?", field="by", remedy="They read your name below it: give it."
        )
    note = StaffNote(
        key=ConversionKey(visit.rules.program, visit.parts["source"], visit.parts["order_id"]),
        receiver_id=visit.form.text("to", 60),
        made_by=by,
        actor=visit.staff.staff_id,
        text=visit.form.lines("text", LONGEST_NOTE),
    )
    thank_by_hand(note, note_desk.notes(), now=visit.now)


def _due(visit: DeskVisit, start: str, limit: int) -> tuple[list[ThanksDue], str]:
    program_id = visit.program.program_id
    place = unpack(start, *stores.referrals().page_keys)
    if place and place["program_id"] != program_id:
        raise bad_cursor()
    shelf = (stores.referrals(), community_stores.notes(), stores.people())
    found, after = thanks_due(program_id, *shelf, limit=limit, start=place)
    return found, pack(after)


def _fetch(visit: DeskVisit, start: str, limit: int) -> ListPage:
    due, after = _due(visit, start, limit)
    return ListPage([_row(visit, each) for each in due], after)


def _row(visit: DeskVisit, due: ThanksDue) -> list[Cell]:
    return [
        Cell(due.order_id, visit.link(order_address(due.source, due.order_id))),
        Cell(due.source),
        Cell(visit.date(due.placed_at), raw=due.placed_at.isoformat()),
        Cell(due.code),
        Cell(due.advocate_id or "thanked"),
        Cell(due.friend_id or "thanked"),
    ]


def _names(visit: DeskVisit, due: list[ThanksDue]) -> dict[str, str]:
    """By id, for whoever may read names."""
    if not visit.sees_addresses:
        return {}
    wanted = [i for each in due for i in (each.advocate_id, each.friend_id)]
    return {each.person_id: each.name for each in stores.people().find_all(wanted).values()}
