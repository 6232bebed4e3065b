"""Square: what the token may, and one subscription for all events, which tells its key again.

Subscriptions are the application's own: its personal access token alone sees to them, and the one
that a seller granted by OAuth never does. Square signs the address as well: both make the secret.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

from referrals.providers.shops.body import Body, text
from referrals.providers.shops.connection import (
    Hook,
    HookWish,
    Purpose,
    Signer,
    allows,
    require,
)
from referrals.providers.shops.fulfilment import readable
from referrals.providers.shops.list_answer import bearer, fields, objects, odd, require_home
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.square.order_list import HOME, VERSION
from referrals.providers.shops.square.order_list import WORDS as STORE_WORDS
from referrals.providers.shops.store_client import StoreClient, StoreRefusedError
from referrals.providers.shops.store_write import remove, write

WORDS = STORE_WORDS
_OWN = "the application's personal access token"
SCOPES: dict[Purpose, tuple[str, ...]] = {
    Purpose.ORDERS: ("PAYMENTS_READ", "DISPUTES_READ"),
    Purpose.HOOKS: (_OWN,),
    Purpose.CODES: (),
    Purpose.FIRST_ORDERS: (),
    Purpose.CREDIT: (),
    Purpose.GIFT_CARDS: (),
    Purpose.DISPUTES: (),
}
TOPICS = (
    "payment.created",
    "payment.updated",
    "refund.created",
    "refund.updated",
    "dispute.created",
    "dispute.state.updated",
)
MORE_TOPICS: dict[Purpose, tuple[str, ...]] = {}
BY_HAND = ""
SIGNER = Signer.PLATFORM
ONE_FOR_ALL = True
_PLACE = "/v2/webhooks/subscriptions"
_PAGE, _MOST_PAGES = 100, 20
_UNKNOWN, _FORBIDDEN, _GONE = 401, 403, 404
_READ = {"PAYMENTS_READ": "/v2/payments?limit=1", "DISPUTES_READ": "/v2/disputes"}


def missing(
    account: StoreAccount, purposes: Iterable[Purpose], ask: StoreClient
) -> tuple[str, ...]:
    require_home(account, HOME)
    wanted = dict.fromkeys(scope for each in purposes for scope in SCOPES[each])
    return tuple(scope for scope in wanted if not _is_held(scope, account, ask))


def hooks(account: StoreAccount, address: str, ask: StoreClient) -> list[Hook]:
    require_home(account, HOME)
    found: list[Hook] = []
    cursor = ""
    for _ in range(_MOST_PAGES):
        asked = {
            "include_disabled": "true",
            "limit": _PAGE,
            **({"cursor": cursor} if cursor else {}),
        }
        with readable(f"It needs {_OWN}."):
            body = fields(ask.get(f"{_PLACE}?{urlencode(asked)}", _headers(account)).body)
        # An empty list is left out altogether.
        rows = objects(body.get("subscriptions", []))
        found += [
            _hook(_with_key(row, account, ask))
            for row in rows
            if row.get("notification_url") == address
        ]
        cursor = text(body.get("cursor"))
        if not cursor:
            return found
    return odd()


def add(account: StoreAccount, wish: HookWish, ask: StoreClient) -> Hook:
    """Without a key of ours: by the same one Square would tell of a subscription that is gone.
    One whose answer was lost is found by its address.
    """
    require_home(account, HOME)
    wanted = {
        "subscription": {
            "name": "Goodword",
            "notification_url": wish.address,
            "api_version": VERSION,
            **_hook_fields(wish),
        },
    }
    made = write(ask, _PLACE, _headers(account), wanted)
    require(made, (_OWN,))
    return _hook(fields(fields(made.body).get("subscription")))


def mend(account: StoreAccount, hook: Hook, wish: HookWish, ask: StoreClient) -> None:
    require_home(account, HOME)
    place = f"{_PLACE}/{hook.reference}"
    wanted = {"subscription": _hook_fields(wish)}
    require(write(ask, place, _headers(account), wanted, method="PUT"), (_OWN,))


def drop(account: StoreAccount, hook: Hook, ask: StoreClient) -> None:
    require_home(account, HOME)
    gone = remove(ask, f"{_PLACE}/{hook.reference}", _headers(account))
    if gone.status != _GONE:
        require(gone, (_OWN,))


def _is_held(scope: str, account: StoreAccount, ask: StoreClient) -> bool:
    if scope in _READ:
        return allows(ask, _READ[scope], _headers(account))
    try:
        ask.get(f"{_PLACE}?limit=1", _headers(account))
    except StoreRefusedError as error:
        # A token that a seller granted is none to this part of the API, and one to the others.
        if error.status not in (_UNKNOWN, _FORBIDDEN):
            raise
        return False
    return True


def _with_key(row: Body, account: StoreAccount, ask: StoreClient) -> Body:
    """Its key, where the list doesn't tell it."""
    if row.get("signature_key"):
        return row
    answer = ask.get(f"{_PLACE}/{text(row.get('id')) or odd()}", _headers(account))
    return fields(fields(answer.body).get("subscription"))


def _hook(row: Body) -> Hook:
    events, key = row.get("event_types"), text(row.get("signature_key"))
    return Hook(
        text(row.get("id")) or odd(),
        tuple(map(str, events)) if isinstance(events, list) else odd(),
        live=row.get("enabled") is True,
        secret=f"{key} {text(row.get('notification_url'))}" if key else odd(),
    )


def _hook_fields(wish: HookWish) -> dict[str, object]:
    return {"event_types": list(wish.topics), "enabled": True}


def _headers(account: StoreAccount) -> dict[str, str]:
    return {**bearer(account), "square-version": VERSION}
