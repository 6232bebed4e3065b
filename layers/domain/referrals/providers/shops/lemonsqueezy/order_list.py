"""Lemon Squeezy's orders, then its subscriptions' invoices: newest first and by no time at all.

So the list is read until everything on it was made long before the span, for an order is given back
weeks after. What the checkout was given as custom data is in webhooks alone; in its place stands
the discount's code.
"""

from collections import defaultdict
from urllib.parse import urlencode

from referrals.providers.shops.body import Body, mapping, text
from referrals.providers.shops.list_answer import (
    bearer,
    change_second,
    fields,
    instant,
    objects,
    odd,
    require_home,
    within,
)
from referrals.providers.shops.order_list import Row, RowPage, Span, StoreAccount, as_raw
from referrals.providers.shops.store_client import StoreClient, stated_pause

WORDS: tuple[str, ...] = ("API key", "store id")
HOME = "https://api.lemonsqueezy.com"
CHANGING_SECONDS = 60 * 86_400
_SIZE = 100
_ORDERS, _INVOICES = "orders", "subscription-invoices"
_REDEMPTIONS = "discount-redemptions"
_SUBSCRIPTION, _SUBSCRIPTIONS = "subscription", "subscriptions"
_LIMIT_SECONDS = 60.0


def page(account: StoreAccount, span: Span, cursor: str | None, client: StoreClient) -> RowPage:
    require_home(account, HOME)
    kind, _, number = (cursor or f"{_ORDERS}:1").partition(":")
    asked = {
        "filter[store_id]": account.words[1],
        "page[number]": number,
        "page[size]": _SIZE,
        "include": _REDEMPTIONS if kind == _ORDERS else _SUBSCRIPTION,
    }
    headers = {**bearer(account), "accept": "application/vnd.api+json"}
    answer = client.get(f"/v1/{kind}?{urlencode(asked)}", headers)
    body = fields(answer.body)
    found, codes, orders = objects(body.get("data")), _codes(body), _orders(body)
    rows = within((_row(each, codes, orders, span) for each in found), span)
    onward = None
    if _more(body) and not _is_too_old(found, span):
        onward = f"{kind}:{int(number) + 1}"
    elif kind == _ORDERS:
        onward = f"{_INVOICES}:1"
    if answer.headers.get("x-ratelimit-remaining") == "0":
        client.later(stated_pause(answer.headers, _LIMIT_SECONDS))
    return RowPage(rows, onward)


def _more(body: Body) -> bool:
    numbers = mapping(mapping(body.get("meta")).get("page"))
    current, last = numbers.get("currentPage"), numbers.get("lastPage")
    return current < last if isinstance(current, int) and isinstance(last, int) else odd()


def _is_too_old(found: list[Body], span: Span) -> bool:
    made = instant(mapping(found[-1].get("attributes")), "created_at") if found else None
    return made is not None and made < (span.since - CHANGING_SECONDS) * 1000


def _codes(body: Body) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = defaultdict(list)
    for each in objects(body.get("included", [])):
        attributes = mapping(each.get("attributes"))
        if each.get("type") == _REDEMPTIONS:
            codes[text(attributes.get("order_id"))].append(text(attributes.get("discount_code")))
    return codes


def _orders(body: Body) -> dict[str, str]:
    """Which order each subscription began with: what ties its first invoice to it."""
    return {
        text(each.get("id")): text(mapping(each.get("attributes")).get("order_id"))
        for each in objects(body.get("included", []))
        if each.get("type") == _SUBSCRIPTIONS
    }


def _row(found: Body, codes: dict[str, list[str]], orders: dict[str, str], span: Span) -> Row:
    number, attributes = text(found.get("id")), mapping(found.get("attributes"))
    changed_at = change_second(attributes, span, "updated_at", "created_at")
    meta: dict[str, object] = {"listed": True}
    if found.get("type") == _INVOICES:
        order = orders.get(text(attributes.get("subscription_id")), "")
        about, meta["order_id"] = _invoice_name(number, attributes, order), order
    else:
        about = number
        meta["custom_data"] = {"coupon": codes[number][0]} if codes.get(number) else {}
    return Row(about, as_raw({"meta": meta, "data": found}), changed_at)


def _invoice_name(number: str, invoice: Body, order: str) -> str:
    """As the source names it: a first invoice by the order that it belongs to."""
    if invoice.get("billing_reason") != "initial":
        return f"invoice-{number}"
    return order or f"subscription-{text(invoice.get('subscription_id'))}"
