"""BigCommerce's orders by modification time, then those with new refunds, whole as in webhooks.

They come by id and a page begins after the last one's, for an order that changes while they are
paged through would push others from one numbered page to the one before.
"""

from email.utils import parsedate_to_datetime
from itertools import count
from urllib.parse import urlencode

from referrals.providers.shops.body import Body, text
from referrals.providers.shops.list_answer import (
    change_second,
    fields,
    iso,
    objects,
    odd,
    require_home,
    within,
)
from referrals.providers.shops.order_list import Row, RowPage, Span, StoreAccount, as_raw
from referrals.providers.shops.store_client import StoreAnswer, StoreClient, stated_pause

WORDS: tuple[str, ...] = ("access token",)
HOME = "https://api.bigcommerce.com/stores"
# Each order takes one more question, for its coupons.
_SIZE = 20
_REFUNDS_SIZE = 50
# All who ask the store share its allowance: some of it is left to the others.
_LEFT_TO_OTHERS = 10
_MODIFIED, _REFUNDED = "modified", "refunded"


def page(account: StoreAccount, span: Span, cursor: str | None, client: StoreClient) -> RowPage:
    require_home(account, HOME)
    kind, _, place = (cursor or f"{_MODIFIED}:1").partition(":")
    listed = _page_of_refunds if kind == _REFUNDED else _page_of_changes
    return listed(account, span, int(place), client)


def _page_of_changes(account: StoreAccount, span: Span, first: int, client: StoreClient) -> RowPage:
    asked = {
        # Whether the earliest second is in it isn't said: one more, and ours are chosen here.
        "min_date_modified": iso(span.since - 1),
        "max_date_modified": iso(span.until),
        "sort": "id:asc",
        "limit": str(_SIZE),
        "min_id": str(first),
    }
    orders = _orders(account, asked, client)
    found = [(order, _changed_at(order, span)) for order in orders]
    mine = [(order, at) for order, at in found if span.since <= at < span.until]
    rows = _rows(account, mine, client)
    after = f"{_MODIFIED}:{_number(orders[-1].get('id')) + 1}" if orders else f"{_REFUNDED}:1"
    return RowPage(rows, after)


def _page_of_refunds(
    account: StoreAccount, span: Span, number: int, client: StoreClient
) -> RowPage:
    """Whether a refund changes its order's time isn't said either."""
    asked = {
        "created:min": iso(span.since),
        "created:max": iso(span.until),
        "page": str(number),
        "limit": str(_SIZE),
    }
    refunds = _listed_refunds(account, asked, client)
    times = {
        _number(each.get("order_id")): change_second(each, span, "created") for each in refunds
    }
    mine = [
        (order, at)
        for name, at in times.items()
        # Asked as a list, for an order that was deleted is then none instead of an error.
        for order in _orders(account, {"min_id": str(name), "max_id": str(name)}, client)
        if not span.since <= _changed_at(order, span) < span.until  # came before
    ]
    rows = within(_rows(account, mine, client), span)
    return RowPage(rows, f"{_REFUNDED}:{number + 1}" if refunds else None)


def _orders(account: StoreAccount, asked: dict[str, str], client: StoreClient) -> list[Body]:
    return objects(_get(account, f"/v2/orders?{urlencode(asked)}", client) or [])


type Refunds = dict[int, list[Body]]


def _rows(
    account: StoreAccount, found: list[tuple[Body, int]], client: StoreClient
) -> tuple[Row, ...]:
    refunds = _refunds(account, [_number(order.get("id")) for order, _ in found], client)
    return tuple(_row(account, order, at, (refunds, client)) for order, at in found)


def _row(account: StoreAccount, order: Body, at: int, asked: tuple[Refunds, StoreClient]) -> Row:
    refunds, client = asked
    number = _number(order.get("id"))
    body = {
        "event": {"scope": "store/order/updated", "data": {"type": "order", "id": number}},
        "order": order,
        "coupons": objects(_get(account, f"/v2/orders/{number}/coupons", client) or []),
        "refunds": {"data": refunds[number]},
    }
    return Row(str(number), as_raw(body), at)


def _refunds(account: StoreAccount, numbers: list[int], client: StoreClient) -> Refunds:
    found: Refunds = {number: [] for number in numbers}
    asked = {"order_id:in": ",".join(map(str, numbers)), "limit": str(_REFUNDS_SIZE)}
    for page_number in count(1) if numbers else ():
        refunds = _listed_refunds(account, {**asked, "page": str(page_number)}, client)
        for each in refunds:
            found.get(_number(each.get("order_id")), []).append(each)
        if len(refunds) < _REFUNDS_SIZE:
            break
    return found


def _listed_refunds(
    account: StoreAccount, asked: dict[str, str], client: StoreClient
) -> list[Body]:
    path = f"/v3/orders/payment_actions/refunds?{urlencode(asked)}"
    return objects(fields(_get(account, path, client) or {"data": []}).get("data"))


def _number(found: object) -> int:
    return found if isinstance(found, int) and not isinstance(found, bool) else odd()


def _get(account: StoreAccount, path: str, client: StoreClient) -> object:
    """None for no content, which is how version 2 tells of an empty list."""
    answer = client.get(path, {"x-auth-token": account.words[0]})
    _slow_down(answer, client)
    return answer.body


def _slow_down(answer: StoreAnswer, client: StoreClient) -> None:
    left = answer.headers.get("x-rate-limit-requests-left", "")
    if left.isdecimal() and int(left) < _LEFT_TO_OTHERS:
        client.later(stated_pause(answer.headers, 0))


def _changed_at(order: Body, span: Span) -> int:
    """Version 2 writes RFC 2822's dates."""
    stated = text(order.get("date_modified")) or text(order.get("date_created"))
    try:
        return int(parsedate_to_datetime(stated).timestamp())
    except (ValueError, OverflowError):
        return span.since
