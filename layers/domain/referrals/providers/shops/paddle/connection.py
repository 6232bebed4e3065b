"""Paddle: what the key may, and one destination for all events, which tells its secret again."""

from collections.abc import Iterable

from referrals.providers.shops.body import Body, mapping, text
from referrals.providers.shops.connection import (
    Hook,
    HookWish,
    Purpose,
    Signer,
    refusal,
    require,
)
from referrals.providers.shops.fulfilment import readable
from referrals.providers.shops.list_answer import bearer, fields, objects, odd, require_home
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.paddle.fulfilment import meaning, reason_in
from referrals.providers.shops.paddle.order_list import HOME
from referrals.providers.shops.store_client import StoreClient, StoreRefusedError
from referrals.providers.shops.store_write import remove, write

WORDS: tuple[str, ...] = ("API key",)
_WRITE = "notification_setting.write"
SCOPES: dict[Purpose, tuple[str, ...]] = {
    Purpose.ORDERS: ("transaction.read", "adjustment.read"),
    Purpose.HOOKS: ("notification_setting.read", _WRITE),
    Purpose.CODES: ("discount.read", "discount.write"),
    Purpose.FIRST_ORDERS: (),
    Purpose.CREDIT: (),
    Purpose.GIFT_CARDS: (),
    Purpose.DISPUTES: (),
}
TOPICS = (
    "transaction.paid",
    "transaction.completed",
    "transaction.canceled",
    "adjustment.created",
    "adjustment.updated",
    "subscription.created",
)
MORE_TOPICS: dict[Purpose, tuple[str, ...]] = {}
BY_HAND = ""
SIGNER = Signer.PLATFORM
ONE_FOR_ALL = True
_PLACE = "/notification-settings"
_GONE, _UNKNOWN, _FORBIDDEN = 404, 401, 403
_READ = {
    "transaction.read": "/transactions?per_page=1",
    "adjustment.read": "/adjustments?per_page=1",
    "notification_setting.read": _PLACE,
    "discount.read": "/discounts?per_page=1",
}
# Asked for with nothing in it, such a thing isn't made: 400 says that it might have been.
_WRITTEN = {_WRITE: _PLACE, "discount.write": "/discounts"}


def missing(
    account: StoreAccount, purposes: Iterable[Purpose], ask: StoreClient
) -> tuple[str, ...]:
    require_home(account, HOME)
    wanted = dict.fromkeys(scope for each in purposes for scope in SCOPES[each])
    return tuple(scope for scope in wanted if not _is_held(scope, account, ask))


def hooks(account: StoreAccount, address: str, ask: StoreClient) -> list[Hook]:
    require_home(account, HOME)
    with readable(f"It needs {_WRITE}."):
        body = fields(ask.get(_PLACE, _headers(account)).body)
    return [_hook(row) for row in objects(body.get("data")) if row.get("destination") == address]


def add(account: StoreAccount, wish: HookWish, ask: StoreClient) -> Hook:
    require_home(account, HOME)
    wanted = {
        "description": "Goodword",
        "type": "url",
        "destination": wish.address,
        "traffic_source": "platform",
        **_hook_fields(wish),
    }
    made = write(ask, _PLACE, _headers(account), wanted)
    require(made, (_WRITE,))
    return _hook(mapping(fields(made.body).get("data")))


def mend(account: StoreAccount, hook: Hook, wish: HookWish, ask: StoreClient) -> None:
    require_home(account, HOME)
    place = f"{_PLACE}/{hook.reference}"
    require(write(ask, place, _headers(account), _hook_fields(wish), method="PATCH"), (_WRITE,))


def drop(account: StoreAccount, hook: Hook, ask: StoreClient) -> None:
    require_home(account, HOME)
    gone = remove(ask, f"{_PLACE}/{hook.reference}", _headers(account))
    if gone.status != _GONE:
        require(gone, (_WRITE,))


def _is_held(scope: str, account: StoreAccount, ask: StoreClient) -> bool:
    if scope in _READ:
        return _may_read(ask, _READ[scope], _headers(account))
    tried = write(ask, _WRITTEN[scope], _headers(account), {})
    status = meaning(tried.status, text(mapping(mapping(tried.body).get("error")).get("code")))
    if status == _UNKNOWN:
        raise refusal(status, (scope,))
    return status != _FORBIDDEN


def _may_read(ask: StoreClient, path: str, headers: dict[str, str]) -> bool:
    """A key that is none is answered 403 as well, by another name."""
    try:
        ask.get(path, headers)
    except StoreRefusedError as error:
        status = meaning(error.status, reason_in(error.answer))
        if status != _FORBIDDEN:
            raise refusal(status, ()) from error
        return False
    return True


def _hook(row: Body) -> Hook:
    found = row.get("subscribed_events")
    events = objects(found) if not all(isinstance(each, str) for each in found or ()) else found
    names = (each if isinstance(each, str) else text(each.get("name")) for each in events or ())
    return Hook(
        text(row.get("id")) or odd(),
        tuple(names),
        live=row.get("active") is True,
        secret=text(row.get("endpoint_secret_key")),
    )


def _hook_fields(wish: HookWish) -> dict[str, object]:
    return {"subscribed_events": list(wish.topics), "active": True}


def _headers(account: StoreAccount) -> dict[str, str]:
    return {**bearer(account), "paddle-version": "1"}
