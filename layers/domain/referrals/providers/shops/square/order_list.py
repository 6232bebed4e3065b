"""Square's payments, refunds and disputes of each location, by modification time where it can be.

Its own cursors die within minutes, so a page begins where the last one's newest change was.
"""

from urllib.parse import urlencode

from referrals.providers.shops.body import Body, mapping, text
from referrals.providers.shops.list_answer import (
    bearer,
    change_second,
    fields,
    instant,
    iso,
    objects,
    odd,
    require_home,
    within,
)
from referrals.providers.shops.order_list import Row, RowPage, Span, StoreAccount, as_raw
from referrals.providers.shops.store_client import StoreClient, StoreRefusedError

WORDS: tuple[str, ...] = ("access token", "location ids, parted by commas")
# The sandbox is another address; not each of its bodies says that it is a test.
HOME = "https://connect.squareup.com"
VERSION = "2025-07-16"
_SIZE = 100
_MOST_QUESTIONS = 10
_KINDS = {"payments": "payment", "refunds": "refund", "disputes": "dispute"}


def page(account: StoreAccount, span: Span, cursor: str | None, client: StoreClient) -> RowPage:
    require_home(account, HOME)
    locations = filter(None, account.words[1].split(","))
    places = [f"{kind}:{location}" for location in locations for kind in _KINDS]
    place, after = _place(cursor, places)
    read = _disputes if place.startswith("disputes:") else _by_time
    found, after = read(account, span, (place, after), client)
    rows = within((_row(place.partition(":")[0], each, span) for each in found), span)
    if after:
        return RowPage(rows, f"{place}:{after}")
    later = places[places.index(place) + 1 :]
    return RowPage(rows, later[0] if later else None)


def _place(cursor: str | None, places: list[str]) -> tuple[str, str]:
    """Where to go on; at the beginning where the locations have been changed meanwhile."""
    kind, _, rest = (cursor or "").partition(":")
    location, _, after = rest.partition(":")
    known = f"{kind}:{location}"
    return (known, after) if known in places else (places[0] if places else odd(), "")


type Found = tuple[list[Body], str]


def _by_time(
    account: StoreAccount, span: Span, place: tuple[str, str], client: StoreClient
) -> Found:
    """The moment of the newest change is where the next page begins: its rows come twice."""
    begins = place[1] or iso(span.since)
    asked = {
        "limit": str(_SIZE),
        "sort_field": "UPDATED_AT",
        "sort_order": "ASC",
        "updated_at_begin_time": begins,
        "updated_at_end_time": iso(span.until),
    }
    rows: list[Body] = []
    cursor = ""
    for _ in range(_MOST_QUESTIONS):
        found, cursor = _list_part(account, place[0], {**asked, "cursor": cursor}, client)
        rows += found
        if not cursor:
            return rows, ""
        if _has_moved(begins, found):
            return rows, text(found[-1].get("updated_at"))
    return odd()  # more changes at one moment than a shop can make


def _has_moved(begins: str, found: list[Body]) -> bool:
    newest = instant(found[-1], "updated_at") if found else None
    start = instant({"at": begins}, "at")
    return newest is not None and start is not None and newest > start


def _disputes(
    account: StoreAccount,
    span: Span,  # noqa: ARG001
    place: tuple[str, str],
    client: StoreClient,
) -> Found:
    """All of them, for no time can be asked for; there are few."""
    try:
        return _list_part(account, place[0], {"cursor": place[1]}, client)
    except StoreRefusedError:
        if not place[1]:
            raise
        return _list_part(account, place[0], {}, client)  # the cursor has died


def _list_part(
    account: StoreAccount, place: str, asked: dict[str, str], client: StoreClient
) -> Found:
    kind, _, location = place.partition(":")
    filled = {name: value for name, value in asked.items() if value}
    path = f"/v2/{kind}?{urlencode({'location_id': location, **filled})}"
    body = fields(client.get(path, {**bearer(account), "square-version": VERSION}).body)
    if "errors" in body:
        odd()
    # An empty list is left out altogether.
    return objects(body.get(kind, [])), text(body.get("cursor"))


def _row(kind: str, found: Body, span: Span) -> Row:
    name = _KINDS[kind]
    body = {"type": f"{name}.updated", "data": {"type": name, "object": {name: found}}}
    at = change_second(found, span, "updated_at", "created_at")
    return Row(_order_id(kind, found), as_raw(body), at)


def _order_id(kind: str, found: Body) -> str:
    """The payment that it is about."""
    match kind:
        case "payments":
            return text(found.get("id"))
        case "refunds":
            return text(found.get("payment_id"))
    return text(mapping(found.get("disputed_payment")).get("payment_id"))
