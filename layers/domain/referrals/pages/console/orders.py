"""GET /console/orders: the newest orders, one by its number, those of a code; by mail as a form."""

import re
from http import HTTPStatus

from referrals.desks import order as order_desk
from referrals.edge.http import Answer, answer
from referrals.model.errors import bad_cursor
from referrals.model.identity import BadCodeError, code_in
from referrals.model.link.link import Link
from referrals.model.money import decimal_text
from referrals.model.order_key import ConversionKey
from referrals.model.people.person import Role
from referrals.pages.console.address_part import part_of
from referrals.pages.console.cursor import pack, unpack
from referrals.pages.console.listing import (
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    show_list,
)
from referrals.pages.console.mail_search import NobodyFoundError, person_by, read_hashes
from referrals.pages.console.visit import DeskVisit
from referrals.views.order.order_list import (
    PLACE,
    OrderRow,
    newest_orders,
    orders_by_key,
    orders_of_link,
)
from referrals.wiring import stores

COLUMNS = (
    Column("order"),
    Column("shop"),
    Column("placed"),
    Column("total", figure=True),
    Column("came by"),
    Column("advocate"),
    Column("reward"),
)
IN_FILE = (*COLUMNS[:4], Column("currency"), *COLUMNS[4:])
SHAPES = {"granted": "yours", "withheld": "spent", "reversed": "back"}
LONGEST_NAME = 250
"""In bytes, of what an order may be looked for by: a key of the tables has so much room for it."""
EMPTY = (
    "No order was decided on yet. One comes here when its shop says that it is paid; any order is "
    "found by its number before that."
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def show(visit: DeskVisit) -> Answer:
    wanted = visit.query("q").strip()
    found = _keys_of(visit, wanted)
    if len(found) == 1 and not visit.wants_file:
        return _away(visit, order_address(found[0].source, found[0].order_id))
    link = None if found else _link_of(visit, wanted)
    return show_list(visit, _listing(visit, wanted, found, link), "Orders", template="orders")


def find(visit: DeskVisit) -> str:
    """By the address that was given: to its person, or to their newest order."""
    hashes = read_hashes(visit)
    if person := person_by(hashes, Role.FRIEND, Role.ADVOCATE):
        return f"/console/people/{person.person_id}"
    program_id = visit.program.program_id
    known = [
        key for each in hashes for key in stores.conversions().keys_of_customer(program_id, each)
    ]
    if not known:
        raise NobodyFoundError(
            "no order and nobody is known by this address.",
            field="email",
            remedy="Ask for the order's number: the shop may have told it without an address.",
        )
    return order_address(known[-1].source, known[-1].order_id)


def order_address(source: str, order_id: str) -> str:
    return f"/console/orders/{part_of(source)}/{part_of(order_id)}"


def columns_of(visit: DeskVisit) -> tuple[Column, ...]:
    return IN_FILE if visit.wants_file else COLUMNS


def order_cells(visit: DeskVisit, row: OrderRow, *, in_file: bool = False) -> list[Cell]:
    """A line of COLUMNS; in a file the currency stands beside the amount."""
    total = visit.words.money(row.total_minor, row.currency)
    advocate = f"/console/people/{row.advocate_id}"
    return [
        Cell(row.order_id, visit.link(order_address(row.source, row.order_id))),
        Cell(row.source),
        Cell(visit.date(row.placed_at), raw=row.placed_at.isoformat()),
        Cell(total, raw=decimal_text(row.total_minor, row.currency)),
        *([Cell(row.currency)] if in_file else []),
        Cell("a test" if row.test else row.code or "nobody’s word"),
        Cell(row.advocate_id, visit.link(advocate)) if row.advocate_id else Cell("–"),
        Cell(row.reward or "–", status=SHAPES.get(row.reward, "")),
    ]


def _listing(
    visit: DeskVisit, wanted: str, found: list[ConversionKey], link: Link | None
) -> Listing:
    def fetch(start: str, limit: int) -> ListPage:
        if found:
            return ListPage([_cells_of_key(visit, key) for key in found])
        if link:
            return _page_of_link(visit, link, start, limit)
        return ListPage([]) if wanted else _newest(visit, start, limit)

    nothing = f"No order and no link is called {wanted}." if wanted else EMPTY
    came = f"Nothing has come by {link.code} yet." if link else nothing
    return Listing(
        name="orders",
        caption="Orders that were decided on, the newest first",
        path="/console/orders",
        columns=columns_of(visit),
        fetch=fetch,
        empty=came,
        filters=(ListFilter("q", "Order’s number, or a link’s code", wanted),),
    )


def _newest(visit: DeskVisit, start: str, limit: int) -> ListPage:
    program_id = visit.program.program_id
    place = unpack(start, *stores.referrals().page_keys)
    if place and place["program_id"] != program_id:
        raise bad_cursor()
    rows, after = newest_orders(program_id, stores.referrals(), limit=limit, start=place)
    return ListPage(
        [order_cells(visit, each, in_file=visit.wants_file) for each in rows], pack(after)
    )


def _page_of_link(visit: DeskVisit, link: Link, start: str, limit: int) -> ListPage:
    place = unpack(start, *PLACE)
    if place and not _MOMENT.fullmatch(place["decided_at"]):
        raise bad_cursor()
    rows, after = orders_of_link(link, stores.referrals(), limit=limit, start=place)
    return ListPage(
        [order_cells(visit, each, in_file=visit.wants_file) for each in rows], pack(after)
    )


def _cells_of_key(visit: DeskVisit, key: ConversionKey) -> list[Cell]:
    """Of an order that nothing may have been decided about yet."""
    if rows := orders_by_key([key], stores.referrals()):
        return order_cells(visit, rows[0], in_file=visit.wants_file)
    link = visit.link(order_address(key.source, key.order_id))
    return [Cell(key.order_id, link), Cell(key.source), *(Cell("–") for _ in columns_of(visit)[2:])]


def _keys_of(visit: DeskVisit, wanted: str) -> list[ConversionKey]:
    if not wanted or not wanted.isprintable() or len(wanted.encode()) > LONGEST_NAME:
        return []
    return order_desk.search().keys_of(visit.program.program_id, order_desk.SOURCES, wanted)


def _link_of(visit: DeskVisit, wanted: str) -> Link | None:
    try:
        link = stores.links().find(code_in(wanted)) if wanted else None
    except BadCodeError:
        return None
    return link if link and link.program_id == visit.program.program_id else None


def _away(visit: DeskVisit, address: str) -> Answer:
    headers = {"location": visit.link(address), "cache-control": "private, no-store"}
    return answer(HTTPStatus.SEE_OTHER, headers={**headers, "x-robots-tag": "noindex"})
