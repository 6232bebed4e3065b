"""GET /console/deliveries: what was given up or waits for a person's hands, each with its act."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from referrals.edge.http import Answer
from referrals.model.code.bearer_code import shown_code
from referrals.model.delivery.outbox import BY_HAND, STOCK_EMPTY, DeliveryState, OutboxItem
from referrals.model.delivery.todo import ExchangeTodo, Todo
from referrals.model.errors import RefusedError
from referrals.model.staff.right import Right
from referrals.pages.console.address_part import part_of
from referrals.pages.console.cursor import pack, unpack
from referrals.pages.console.listing import (
    USUAL,
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    cursor_of,
    show_list,
)
from referrals.pages.console.visit import DeskVisit
from referrals.views.delivery.todo import TodoSources, open_todos
from referrals.wiring import stores

COLUMNS = tuple(map(Column, ("what", "by", "why it waits", "tries", "since", "order", "id")))
LONGEST_ID = 400
LONGEST_CODE = 64
LONGEST_SIGNATURE = 100
MOST_READS = 4
"""For one page: where others' things lie between, it looks so much further and no more."""
WHICH = (("", "all"), ("hand", "to hand over"), ("failed", "given up"))
HANDS = (BY_HAND, STOCK_EMPTY)
_PLACE = ("item_id", "state", "due_at")


class NoDeliveryNamedError(RefusedError):
    code = "no_delivery_named"


@dataclass(frozen=True, slots=True)
class DeskHandover:
    """Something that a person hands over or ends, as the desk tells it."""

    reward: str
    person_id: str
    person: str
    order: str
    """Its address at the desk; empty for what was taken for points or credit."""
    takes_back: bool
    code: str
    """What was handed over before; of what is money its end alone."""
    takes_code: bool
    needs_code: bool


def show(visit: DeskVisit) -> Answer:
    found: list[OutboxItem] = []
    which = visit.query("which")

    def fetch(start: str, limit: int) -> ListPage:
        found[:], after = _page(visit, which, start, limit)
        return ListPage([_row(visit, each) for each in found], after)

    listing = Listing(
        name="deliveries",
        caption="Letters, webhooks and rewards that were given up, the longest waiting first",
        path="/console/deliveries",
        columns=COLUMNS,
        fetch=fetch,
        empty="Nothing of it. What fails is tried again by itself, for days; what people hand over "
        "comes here once it is due.",
        filters=(ListFilter("which", "Which", which, WHICH),),
    )
    if visit.query("format"):
        return show_list(visit, listing, "Deliveries")
    page = listing.fetch(cursor_of(visit), USUAL)
    return show_list(
        visit,
        listing,
        "Deliveries",
        template="deliveries",
        page=page,
        found=found,
        handovers=_handovers(visit, found),
        refused=visit.form.text("item_id", LONGEST_ID) if visit.fault else "",
        unasked=replace(visit, fault=None),
        stock_empty=STOCK_EMPTY,
        helps=visit.may(Right.HELP),
        longest_code=LONGEST_CODE,
    )


def resend_delivery(visit: DeskVisit) -> str:
    """With all its tries before it, as the API and the command line do."""
    from referrals.steps.delivery.resend import resend

    visit.reason()
    resend(_item_id(visit), stores.outbox(), stores.endpoints(), now=visit.now)
    return _same_list(visit)


def finish(visit: DeskVisit) -> str:
    """As `goodword todo done`: it is handed over or ended, and its letter goes out."""
    from referrals.desks import todo as todo_desk
    from referrals.model.delivery.outbox import HandWord
    from referrals.steps.delivery.finish_todo import finish_todo

    visit.reason()
    item_id, staff = _item_id(visit), visit.staff
    item = stores.outbox().find(item_id)
    code = visit.form.text("code", 2 * LONGEST_CODE)
    if item and item.actor == staff.staff_id and _is_said(item, code):
        return _same_list(visit)  # The same press once more.
    word = HandWord(code, staff.signature[:LONGEST_SIGNATURE], staff.staff_id)
    finish_todo(item_id, word, todo_desk.todo(), now=visit.now)
    return _same_list(visit)


def _same_list(visit: DeskVisit) -> str:
    which = visit.query("which")
    return f"/console/deliveries?which={which}" if which in ("hand", "failed") else ""


def _is_said(item: OutboxItem, code: str) -> bool:
    shown = (code, shown_code("gift_card", code))
    return item.state is DeliveryState.DONE and item.reference in shown


def _item_id(visit: DeskVisit) -> str:
    item_id = visit.form.text("item_id", LONGEST_ID)
    if not item_id:
        raise NoDeliveryNamedError(
            "nothing says which one.", field="item_id", remedy="Press its own button."
        )
    return item_id


def _page(visit: DeskVisit, which: str, start: str, limit: int) -> tuple[list[OutboxItem], str]:
    """Of the program in view: others' are left out, so a page may be short."""
    place = unpack(start, *_PLACE)
    for _ in range(MOST_READS):
        items, after = stores.outbox().page(DeliveryState.PARKED, limit, place)
        found = [
            each
            for each in items
            if each.program_id == visit.rules.program
            and which in ("", "hand" if each.reason in HANDS else "failed")
        ]
        if found or not after:
            break
        place = after
    return found, pack(after)


def _handovers(visit: DeskVisit, items: Iterable[OutboxItem]) -> dict[str, DeskHandover]:
    sources = TodoSources(stores.outbox(), stores.grants(), stores.redemptions())
    todos = list(open_todos(items, sources))
    ids = [_person_id(each) for each in todos]
    people = stores.people().find_all(ids) if visit.sees_addresses else {}
    names = {
        each.person_id: ", ".join(filter(None, (each.name, each.email))) for each in people.values()
    }
    return {each.item.item_id: _handover(visit, each, names) for each in todos}


def _handover(visit: DeskVisit, todo: Todo | ExchangeTodo, names: dict[str, str]) -> DeskHandover:
    from referrals.steps.delivery.finish_todo import needs_code

    person_id = _person_id(todo)
    if isinstance(todo, ExchangeTodo):
        terms, words, order, code = todo.exchange.terms, todo.exchange.words, "", ""
        takes_back = False
    else:
        terms, words, code = todo.side.terms, todo.side.worth.words, todo.side.code
        order = "/console/orders/" + "/".join(map(part_of, todo.grant.key.split("#", 2)[1:]))
        takes_back = todo.takes_back
    promised = needs_code(terms, visit.rules.currency)
    return DeskHandover(
        reward=words or str(terms["kind"]).replace("_", " "),
        person_id=person_id,
        person=names.get(person_id) or person_id,
        order=order,
        takes_back=takes_back,
        code=shown_code(str(terms["kind"]), code),
        takes_code=not takes_back and (promised or terms["kind"] == "gift_card"),
        needs_code=not takes_back and promised and not code,
    )


def _person_id(todo: Todo | ExchangeTodo) -> str:
    return todo.redemption.person_id if isinstance(todo, ExchangeTodo) else todo.side.person_id


def _row(visit: DeskVisit, item: OutboxItem) -> list[Cell]:
    return [
        Cell(item.topic),
        Cell(item.channel.value),
        Cell(item.reason.replace("_", " ") or "–", status="person", raw=item.reason),
        Cell(str(item.attempts)),
        Cell(visit.date(item.created_at), raw=item.created_at.isoformat()),
        Cell(item.cause or "–"),
        Cell(item.item_id),
    ]
