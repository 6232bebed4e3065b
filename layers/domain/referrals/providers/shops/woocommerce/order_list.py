"""WooCommerce's own order list: `GET /wc/v3/orders` by time of change, its rows as webhooks send.

Pages by number would lose a row whenever an earlier one changes and moves to the end. So each page
asks anew from the last moment seen; only a second with more orders than a page is counted through,
and there a shrinking total tells that rows slid back.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from referrals.providers.shops.body import Body, text
from referrals.providers.shops.list_answer import change_second, iso, objects
from referrals.providers.shops.order_list import Row, RowPage, Span, StoreAccount, as_raw
from referrals.providers.shops.store_client import StoreAnswer, StoreClient, StoreRefusedError

WORDS: tuple[str, ...] = ("consumer key", "consumer secret")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page begins: from `since` on or, with a total, inside that one second."""

    since: int
    offset: int = 0
    total: int | None = None

    def __str__(self) -> str:
        if self.total is None:
            return str(self.since)
        return f"{self.since}:{self.offset}:{self.total}"

    @classmethod
    def parse(cls, cursor: str) -> "PageStart":
        return cls(*map(int, cursor.split(":")))


def page(account: StoreAccount, span: Span, cursor: str | None, client: StoreClient) -> RowPage:
    place = PageStart.parse(cursor) if cursor else PageStart(span.since)
    answer = client.get(f"/wp-json/wc/v3/orders?{_query(place, span)}", _authorization(account))
    here = Span(place.since, span.until)
    found = tuple(_row(body, here) for body in objects(answer.body))
    following = _within(place, answer, found) if place.total is not None else None
    if place.total is None and _more(answer, found):
        following = _after(place, found)
    ends = following is None or following.since >= span.until
    return RowPage(found, None if ends else str(following))


def _query(place: PageStart, span: Span) -> str:
    """`modified_after` and `modified_before` leave out the moments they name."""
    one_second = place.total is not None
    until = place.since + 1 if one_second else span.until
    asked: Mapping[str, object] = {
        "modified_after": _gmt(place.since - 1),
        "modified_before": _gmt(until),
        "dates_are_gmt": "true",
        # Rows of one second come in no certain order by their change.
        "orderby": "id" if one_second else "modified",
        "order": "asc",
        "per_page": PER_PAGE,
        **({"offset": place.offset} if one_second else {"page": 1}),
    }
    return urlencode(asked)


def _gmt(moment: int) -> str:
    """As its own moments are written: the zone is told apart."""
    return iso(moment).removesuffix("Z")


def _authorization(account: StoreAccount) -> dict[str, str]:
    pair = b64encode(":".join(account.words).encode()).decode()
    return {"authorization": f"Basic {pair}"}


def _row(body: Body, here: Span) -> Row:
    at = change_second(body, here, "date_modified_gmt", "date_created_gmt")
    return Row(text(body.get("id")), as_raw(body), at)


def _more(answer: StoreAnswer, found: tuple[Row, ...]) -> bool:
    pages = answer.headers.get("x-wp-totalpages", "")
    return bool(found) and (int(pages) > 1 if pages.isdecimal() else len(found) >= PER_PAGE)


def _after(place: PageStart, found: tuple[Row, ...]) -> PageStart:
    last = max(row.changed_at for row in found)
    if last < place.since:
        raise StoreRefusedError(
            "the store does not list its orders by their last change.",
            remedy="WooCommerce 5.8 or newer is needed.",
        )
    return PageStart(last) if last > place.since else PageStart(last, 0, 0)


def _within(place: PageStart, answer: StoreAnswer, found: tuple[Row, ...]) -> PageStart | None:
    """The next part of one second. That second is past: rows only leave it, by changing again."""
    total = _total(answer, place.offset + len(found))
    slid = max((place.total or 0) - total, 0)
    if slid and place.offset:
        return PageStart(place.since, max(place.offset - slid, 0), total)
    following = place.offset + len(found)
    if found and following < total:
        return PageStart(place.since, following, total)
    return PageStart(place.since + 1)


def _total(answer: StoreAnswer, at_least: int) -> int:
    stated: Any = answer.headers.get("x-wp-total", "")
    return int(stated) if stated.isdecimal() else at_least + (PER_PAGE if at_least else 0)
