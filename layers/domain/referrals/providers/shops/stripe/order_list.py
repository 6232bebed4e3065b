"""Stripe's own list of events, which are its webhooks' bodies: of the last 30 days, newest first.

Its lists of orders cannot be asked by modification time, and their objects tell neither when a
refund came nor what has changed since.
"""

from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

from referrals.model.errors import RefusedError
from referrals.providers.shops.body import Body, mapping, text
from referrals.providers.shops.list_answer import (
    bearer,
    fields,
    flag,
    iso,
    name_of,
    objects,
    require_home,
    within,
)
from referrals.providers.shops.order_list import Row, RowPage, Span, StoreAccount, as_raw
from referrals.providers.shops.store_client import StoreAnswer, StoreClient

WORDS: tuple[str, ...] = ("secret key",)
HOME = "https://api.stripe.com"
KEPT_SECONDS = 30 * 86_400
_SIZE = 100
# Twenty types at most may be asked for.
TYPES = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
    "payment_intent.succeeded",
    "charge.refunded",
    "charge.refund.updated",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "customer.created",
    "customer.subscription.created",
)
# The names of an order, the greatest first, as its source gives them.
_NAMES = ("invoice", "payment_intent", "charge")


class NotKeptError(RefusedError):
    """The store no longer lists what changed so long ago: orders could be missing unnoticed."""

    code = "store_list_too_short"


def page(account: StoreAccount, span: Span, cursor: str | None, client: StoreClient) -> RowPage:
    require_home(account, HOME)
    asked = {"limit": _SIZE, "created[gte]": span.since, "created[lt]": span.until}
    after = {"starting_after": cursor} if cursor else {}
    types = {f"types[{number}]": name for number, name in enumerate(TYPES)}
    answer = client.get(f"/v1/events?{urlencode({**asked, **after, **types})}", bearer(account))
    _require_recent(answer, span)
    body = fields(answer.body)
    events = objects(body.get("data"))
    more = flag(body.get("has_more"))
    rows = within((_row(event, span) for event in events), span)
    return RowPage(rows, name_of(events[-1].get("id") if events else None) if more else None)


def _row(event: Body, span: Span) -> Row:
    created = event.get("created")
    at = created if isinstance(created, int) else span.since
    return Row(_order_id(mapping(mapping(event.get("data")).get("object"))), as_raw(event), at)


def _order_id(body: Body) -> str:
    greater = () if body.get("object") == "invoice" else _NAMES
    least = ("subscription", "id") if body.get("object") == "checkout.session" else ("id",)
    found = (body.get(name) for name in (*greater, *least))
    return next((name for each in found if (name := _id(each))), "")


def _id(value: object) -> str:
    return text(value) or text(mapping(value).get("id"))


def _require_recent(answer: StoreAnswer, span: Span) -> None:
    """By the store's own clock, which its answers carry."""
    try:
        now = parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
    except (ValueError, OverflowError):
        return
    if span.since < now - KEPT_SECONDS:
        raise NotKeptError(
            "Stripe lists events of the last 30 days only.",
            field="since",
            remedy=f"Ask for what changed since {iso(int(now) - KEPT_SECONDS + 3600)} or later.",
        )
