"""Paddle's transactions by modification time, then its adjustments, which have no such filter.

Adjustments come newest first; one may change for some weeks after it was made (a refund waits for
approval), so the list is read back that much further than the span.
"""

from urllib.parse import urlencode

from referrals.providers.shops.body import Body, mapping, text
from referrals.providers.shops.list_answer import (
    bearer,
    change_second,
    fields,
    flag,
    instant,
    iso,
    name_of,
    objects,
    require_home,
    within,
)
from referrals.providers.shops.order_list import Row, RowPage, Span, StoreAccount, as_raw
from referrals.providers.shops.store_client import StoreClient

WORDS: tuple[str, ...] = ("API key",)
# The sandbox is another address, and its bodies don't say that they are tests.
HOME = "https://api.paddle.com"
CHANGING_SECONDS = 60 * 86_400
_TRANSACTIONS, _ADJUSTMENTS = "transactions", "adjustments"
_TRANSACTIONS_SIZE, _ADJUSTMENTS_SIZE = 30, 50


def page(account: StoreAccount, span: Span, cursor: str | None, client: StoreClient) -> RowPage:
    require_home(account, HOME)
    kind, _, after = (cursor or _TRANSACTIONS).partition(":")
    asked = _adjustments() if kind == _ADJUSTMENTS else _transactions(span)
    onward = {"after": after} if after else {}
    path = f"/{kind}?{urlencode({**asked, **onward})}"
    body = fields(client.get(path, {**bearer(account), "paddle-version": "1"}).body)
    found = objects(body.get("data"))
    more = flag(mapping(mapping(body.get("meta")).get("pagination")).get("has_more"))
    rows = within((_row(kind, each, span) for each in found), span)
    if more and not (kind == _ADJUSTMENTS and _is_too_old(found, span)):
        return RowPage(rows, f"{kind}:{name_of(found[-1].get('id') if found else None)}")
    return RowPage(rows, _ADJUSTMENTS if kind == _TRANSACTIONS else None)


def _transactions(span: Span) -> dict[str, object]:
    """By id, so that a change while they are paged through moves none of them past us.

    Drafts, of which every opened checkout leaves one, say nothing that anyone waits for.
    """
    return {
        "updated_at[GTE]": iso(span.since),
        "updated_at[LT]": iso(span.until),
        "status": "paid,completed,canceled",
        "order_by": "id[ASC]",
        "per_page": _TRANSACTIONS_SIZE,
    }


def _adjustments() -> dict[str, object]:
    return {"order_by": "id[DESC]", "per_page": _ADJUSTMENTS_SIZE}


def _is_too_old(found: list[Body], span: Span) -> bool:
    made = instant(found[-1], "created_at") if found else None
    return made is not None and made < (span.since - CHANGING_SECONDS) * 1000


def _row(kind: str, found: Body, span: Span) -> Row:
    topic, about = (
        ("adjustment.updated", found.get("transaction_id"))
        if kind == _ADJUSTMENTS
        else ("transaction.updated", found.get("id"))
    )
    moment = found.get("updated_at") or found.get("created_at")
    event = {"event_type": topic, "occurred_at": moment, "data": found}
    return Row(text(about), as_raw(event), change_second(found, span, "updated_at", "created_at"))
