"""GET /console/deliveries: what was given up and waits for a person, and sending it again."""

from referrals.edge.http import Answer
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.errors import RefusedError
from referrals.model.staff.right import Right
from referrals.pages.console.cursor import pack, unpack
from referrals.pages.console.listing import Cell, Column, Listing, ListPage, show_list
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import stores

COLUMNS = tuple(map(Column, ("what", "by", "why it waits", "tries", "since", "order", "id")))
LONGEST_ID = 400
_PLACE = ("item_id", "state", "due_at")


class NoDeliveryNamedError(RefusedError):
    code = "no_delivery_named"


def show(visit: DeskVisit) -> Answer:
    found: list[OutboxItem] = []

    def fetch(start: str, limit: int) -> ListPage:
        """Of the program in view: others' are left out, so a page may be short."""
        place = unpack(start, *_PLACE)
        items, after = stores.outbox().page(DeliveryState.PARKED, limit, place)
        found[:] = [each for each in items if each.program_id == visit.rules.program]
        return ListPage([_row(visit, each) for each in found], pack(after))

    listing = Listing(
        name="deliveries",
        caption="Letters, webhooks and rewards that were given up, the longest waiting first",
        path="/console/deliveries",
        columns=COLUMNS,
        fetch=fetch,
        empty="Nothing was given up. What fails is tried again by itself, for days.",
    )
    sends = visit.may(Right.HELP)
    return show_list(visit, listing, "Deliveries", template="deliveries", found=found, sends=sends)


def resend_delivery(visit: DeskVisit) -> None:
    """With all its tries before it, as the API and the command line do."""
    from referrals.steps.delivery.resend import resend

    visit.reason()
    item_id = visit.form.text("item_id", LONGEST_ID)
    if not item_id:
        raise NoDeliveryNamedError(
            "nothing says which one.", field="item_id", remedy="Press its own button."
        )
    resend(item_id, stores.outbox(), stores.endpoints(), now=visit.now)


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
