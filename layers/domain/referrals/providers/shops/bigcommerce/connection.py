"""BigCommerce: what the API account may, and a hook for each scope, signed with its own secret."""

from collections.abc import Iterable
from urllib.parse import urlencode

from referrals.providers.shops.bigcommerce.order_list import HOME
from referrals.providers.shops.body import mapping, text
from referrals.providers.shops.connection import (
    Hook,
    HookWish,
    Purpose,
    Signer,
    allows,
    require,
)
from referrals.providers.shops.fulfilment import readable
from referrals.providers.shops.list_answer import fields, objects, require_home
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import remove, write

WORDS: tuple[str, ...] = ("access token",)
_ORDERS, _TRANSACTIONS = "Orders: read-only", "Order transactions: read-only"
_MARKETING, _INFORMATION = "Marketing: modify", "Information & settings: read-only"
SCOPES: dict[Purpose, tuple[str, ...]] = {
    Purpose.ORDERS: (_ORDERS, _TRANSACTIONS),
    Purpose.HOOKS: (_ORDERS,),
    Purpose.CODES: (_MARKETING, _INFORMATION),
    Purpose.FIRST_ORDERS: (),
    Purpose.CREDIT: (),
    Purpose.GIFT_CARDS: (),
    Purpose.DISPUTES: (),
}
TOPICS = (
    "store/order/created",
    "store/order/updated",
    "store/order/statusUpdated",
    "store/order/refund/created",
)
MORE_TOPICS: dict[Purpose, tuple[str, ...]] = {}
BY_HAND = ""
SIGNER = Signer.APP
ONE_FOR_ALL = False
_HOOKS = "/v3/hooks"
_MOST_PAGES = 20
_GONE, _UNKNOWN, _FORBIDDEN = 404, 401, 403
_READ = {
    _ORDERS: "/v2/orders?limit=1",
    _TRANSACTIONS: "/v3/orders/payment_actions/refunds?limit=1",
    _INFORMATION: "/v2/store",
}


def missing(
    account: StoreAccount, purposes: Iterable[Purpose], ask: StoreClient
) -> tuple[str, ...]:
    require_home(account, HOME)
    wanted = dict.fromkeys(scope for each in purposes for scope in SCOPES[each])
    return tuple(scope for scope in wanted if not _is_held(scope, account, ask))


def hooks(account: StoreAccount, address: str, ask: StoreClient) -> list[Hook]:
    require_home(account, HOME)
    found: list[Hook] = []
    for number in range(1, _MOST_PAGES + 1):
        query = urlencode({"limit": 250, "page": number, "destination": address})
        with readable(f"It needs {_ORDERS}."):
            body = fields(ask.get(f"{_HOOKS}?{query}", _headers(account)).body)
        rows = objects(body.get("data"))
        found += [
            Hook(text(row.get("id")), (text(row.get("scope")),), live=row.get("is_active") is True)
            for row in rows
            if row.get("destination") == address
        ]
        pages = mapping(mapping(body.get("meta")).get("pagination")).get("total_pages")
        if not isinstance(pages, int) or number >= pages:
            break
    return found


def add(account: StoreAccount, wish: HookWish, ask: StoreClient) -> Hook:
    require_home(account, HOME)
    (topic,) = wish.topics
    made = write(ask, _HOOKS, _headers(account), {"scope": topic, **_hook_fields(wish)})
    require(made, (_ORDERS,))
    number = text(mapping(fields(made.body).get("data")).get("id"))
    return Hook(number, wish.topics, live=True)


def mend(account: StoreAccount, hook: Hook, wish: HookWish, ask: StoreClient) -> None:
    require_home(account, HOME)
    place, (topic,) = f"{_HOOKS}/{hook.reference}", hook.topics
    wanted = {"scope": topic, **_hook_fields(wish)}
    require(write(ask, place, _headers(account), wanted, method="PUT"), (_ORDERS,))


def drop(account: StoreAccount, hook: Hook, ask: StoreClient) -> None:
    require_home(account, HOME)
    gone = remove(ask, f"{_HOOKS}/{hook.reference}", _headers(account))
    if gone.status != _GONE:
        require(gone, (_ORDERS,))


def _is_held(scope: str, account: StoreAccount, ask: StoreClient) -> bool:
    if scope in _READ:
        return allows(ask, _READ[scope], _headers(account))
    # A promotion of nothing isn't made: 422 says that one might have been.
    tried = write(ask, "/v3/promotions", _headers(account), {})
    if tried.status == _UNKNOWN:
        require(tried, (scope,))
    return tried.status != _FORBIDDEN


def _hook_fields(wish: HookWish) -> dict[str, object]:
    return {"destination": wish.address, "is_active": True}


def _headers(account: StoreAccount) -> dict[str, str]:
    return {"x-auth-token": account.words[0]}
