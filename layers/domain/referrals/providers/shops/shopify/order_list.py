"""Shopify's own order list: Admin GraphQL by time of change, its rows in the shape of webhooks.

Shopify limits by the cost of a question: a page that may cost too much is halved, and the bucket
is given the time to fill up again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from referrals.providers.shops.body import mapping, text
from referrals.providers.shops.list_answer import (
    change_second,
    fields,
    flag,
    iso,
    name_of,
    objects,
    odd,
)
from referrals.providers.shops.order_list import Row, RowPage, Span, StoreAccount, as_raw
from referrals.providers.shops.shopify.admin import is_stumble, query_admin
from referrals.providers.shops.shopify.graphql_order import is_cut, order_body
from referrals.providers.shops.shopify.query import ONE_ORDER, ORDERS
from referrals.providers.shops.shopify.refund import NEVER_WHOLE
from referrals.providers.shops.store_client import (
    StoreClient,
    StoreRefusedError,
    StoreUnavailableError,
)

WORDS: tuple[str, ...] = ("access token",)
PER_PAGE = 20
_USUAL: Mapping[str, int] = {"lines": 25, "parts": 5}
_WIDEST: Mapping[str, int] = {"lines": 250, "parts": 25}


@dataclass(frozen=True, slots=True)
class PagePlace:
    """How many orders a page may have, and what it comes after."""

    size: int = PER_PAGE
    after: str | None = None

    def __str__(self) -> str:
        return f"{self.size}:{self.after}"

    @classmethod
    def parse(cls, cursor: str) -> "PagePlace":
        size, _, after = cursor.partition(":")
        return cls(int(size), after)


class TooCostlyError(Exception):
    """The question may cost more than any question may. Never leaves this module."""


def page(account: StoreAccount, span: Span, cursor: str | None, client: StoreClient) -> RowPage:
    place = PagePlace.parse(cursor) if cursor else PagePlace()
    while True:
        wanted = {**_USUAL, "first": place.size, "after": place.after, "query": _query(span)}
        try:
            listed = fields(_answer_data(account, client, ORDERS, wanted).get("orders"))
            break
        except TooCostlyError:
            if place.size == 1:
                raise _cost_refusal() from None
            place = PagePlace(max(place.size // 2, 1), place.after)
    nodes, ends = objects(listed.get("nodes")), fields(listed.get("pageInfo"))
    more = flag(ends.get("hasNextPage"))
    following = str(PagePlace(place.size, name_of(ends.get("endCursor")))) if more else None
    found = ((node, change_second(node, span, "updated_at", "created_at")) for node in nodes)
    return RowPage(tuple(_row(account, client, node, at) for node, at in found), following)


def _query(span: Span) -> str:
    return f"updated_at:>='{iso(span.since)}' AND updated_at:<'{iso(span.until)}'"


def _row(account: StoreAccount, client: StoreClient, node: Mapping[str, Any], at: int) -> Row:
    """An order with more parts than a page asks for is asked for by itself."""
    number = text(node.get("id"))
    limit = _USUAL["parts"]
    if is_cut(node, limit) and re.fullmatch(r"[0-9]{1,20}", number, re.ASCII):
        whole = _find_order(account, client, number)
        node, limit = (whole, _WIDEST["parts"]) if whole else (node, limit)
    body = order_body(node)
    if is_cut(node, limit):
        body["financial_status"] = NEVER_WHOLE
    return Row(number, as_raw(body), at)


def _find_order(
    account: StoreAccount, client: StoreClient, number: str
) -> Mapping[str, Any] | None:
    wanted = {**_WIDEST, "id": f"gid://shopify/Order/{number}"}
    try:
        return mapping(_answer_data(account, client, ONE_ORDER, wanted).get("order")) or None
    except TooCostlyError:
        return None


def _answer_data(
    account: StoreAccount, client: StoreClient, query: str, variables: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The `data`; without access to some of a customer's data the rest of the order still comes."""
    answer = query_admin(account, client, query, variables)
    if "MAX_COST_EXCEEDED" in answer.codes:
        raise TooCostlyError
    there = [value for value in answer.data.values() if value is not None]
    if answer.codes and not (there and set(answer.codes) == {"ACCESS_DENIED"}):
        _raise(answer.codes)
    return answer.data or odd()


def _raise(codes: tuple[str, ...]) -> None:
    if is_stumble(codes):
        raise StoreUnavailableError(f"the store answered {codes[0]}.")
    raise StoreRefusedError(
        f"the store refused the question ({', '.join(sorted(set(codes)))[:100]}).",
        field="credential",
        remedy="The token needs the scope read_orders; read_all_orders beyond 60 days.",
    )


def _cost_refusal() -> StoreRefusedError:
    return StoreRefusedError("the store finds one order too costly to ask for.")
