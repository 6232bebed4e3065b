"""Stripe: what a restricted key may, and one endpoint for all events, with a secret of its own."""

from collections.abc import Iterable
from urllib.parse import urlencode

from referrals.providers.shops.body import Body, mapping, text
from referrals.providers.shops.connection import (
    Hook,
    HookWish,
    Purpose,
    Signer,
    allows,
    mark_of,
    require,
)
from referrals.providers.shops.fulfilment import readable
from referrals.providers.shops.list_answer import bearer, fields, objects, odd, require_home
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import remove, write_form
from referrals.providers.shops.stripe.fulfilment import VERSION
from referrals.providers.shops.stripe.order_list import HOME

WORDS: tuple[str, ...] = ("secret key",)
_HOOK_SCOPE = "Webhook Endpoints: write"
SCOPES: dict[Purpose, tuple[str, ...]] = {
    Purpose.ORDERS: ("Events: read", "Checkout Sessions: read"),
    Purpose.HOOKS: (_HOOK_SCOPE,),
    Purpose.CODES: ("Coupons: write", "Promotion Codes: write"),
    Purpose.FIRST_ORDERS: (),
    Purpose.CREDIT: ("Customers: write",),
    Purpose.GIFT_CARDS: (),
    Purpose.DISPUTES: (),
}
TOPICS = (
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "customer.created",
    "customer.subscription.created",
    "invoice.paid",
    "invoice_payment.paid",
    "payment_intent.succeeded",
)
MORE_TOPICS: dict[Purpose, tuple[str, ...]] = {}
BY_HAND = ""
SIGNER = Signer.PLATFORM
ONE_FOR_ALL = True
OURS = "Goodword"
MARK = "goodword_secret"
_PLACE = "/v1/webhook_endpoints"
_MOST, _GONE, _UNKNOWN, _FORBIDDEN = 100, 404, 401, 403
# Asked for with nothing in it, such a thing isn't made: 400 says that it might have been.
_WRITTEN = {
    _HOOK_SCOPE: _PLACE,
    "Coupons: write": "/v1/coupons",
    "Promotion Codes: write": "/v1/promotion_codes",
    "Customers: write": "/v1/customers/cus_goodword/balance_transactions",
}
_READ = {
    "Events: read": "/v1/events?limit=1",
    "Checkout Sessions: read": "/v1/checkout/sessions?limit=1",
}


def missing(
    account: StoreAccount, purposes: Iterable[Purpose], ask: StoreClient
) -> tuple[str, ...]:
    require_home(account, HOME)
    wanted = dict.fromkeys(scope for each in purposes for scope in SCOPES[each])
    return tuple(scope for scope in wanted if not _is_held(scope, account, ask))


def hooks(account: StoreAccount, address: str, ask: StoreClient) -> list[Hook]:
    require_home(account, HOME)
    with readable(f"It needs {_HOOK_SCOPE}."):
        answer = ask.get(f"{_PLACE}?{urlencode({'limit': _MOST})}", _headers(account))
    body = fields(answer.body)
    if body.get("has_more") is True:  # An account has sixteen of them at most.
        odd()
    return [_hook(row) for row in objects(body.get("data")) if row.get("url") == address]


def add(account: StoreAccount, wish: HookWish, ask: StoreClient) -> Hook:
    """Its secret is told this once; an endpoint whose answer was lost is made again."""
    require_home(account, HOME)
    wanted = {
        "url": wish.address,
        "api_version": VERSION,
        "description": OURS,
        **_events(wish.topics),
    }
    made = write_form(ask, _PLACE, _headers(account), wanted)
    require(made, (_HOOK_SCOPE,))
    return _hook(fields(made.body))


def mend(account: StoreAccount, hook: Hook, wish: HookWish, ask: StoreClient) -> None:
    """The mark says which secret it is that we keep."""
    require_home(account, HOME)
    mark = {f"metadata[{MARK}]": mark_of(wish.secret)} if wish.secret else {}
    wanted = {"disabled": "false", **_events(wish.topics), **mark}
    written = write_form(ask, f"{_PLACE}/{hook.reference}", _headers(account), wanted)
    require(written, (_HOOK_SCOPE,))


def drop(account: StoreAccount, hook: Hook, ask: StoreClient) -> None:
    require_home(account, HOME)
    gone = remove(ask, f"{_PLACE}/{hook.reference}", _headers(account))
    if gone.status != _GONE:
        require(gone, (_HOOK_SCOPE,))


def _is_held(scope: str, account: StoreAccount, ask: StoreClient) -> bool:
    if scope in _READ:
        return allows(ask, _READ[scope], _headers(account))
    tried = write_form(ask, _WRITTEN[scope], _headers(account), {"expand[]": "nothing"})
    if tried.status == _UNKNOWN:
        require(tried, (scope,))
    return tried.status != _FORBIDDEN


def _hook(row: Body) -> Hook:
    events = row.get("enabled_events")
    mark = text(mapping(row.get("metadata")).get(MARK))
    return Hook(
        text(row.get("id")) or odd(),
        tuple(map(str, events)) if isinstance(events, list) else odd(),
        live=row.get("status") == "enabled",
        mark=mark,
        secret=text(row.get("secret")),
        unfinished=row.get("description") == OURS and not mark,
    )


def _events(topics: tuple[str, ...]) -> dict[str, str]:
    return {f"enabled_events[{n}]": topic for n, topic in enumerate(topics)}


def _headers(account: StoreAccount) -> dict[str, str]:
    return {**bearer(account), "stripe-version": VERSION}
