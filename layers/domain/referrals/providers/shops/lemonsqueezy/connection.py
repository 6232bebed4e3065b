"""Lemon Squeezy: whether the key is the store's, and one webhook for all events."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

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
from referrals.providers.shops.lemonsqueezy.fulfilment import JSON_API
from referrals.providers.shops.lemonsqueezy.order_list import HOME
from referrals.providers.shops.list_answer import bearer, fields, objects, require_home
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import remove, write

WORDS: tuple[str, ...] = ("API key", "store id")
_KEY = "a key of the store with that id"
SCOPES: dict[Purpose, tuple[str, ...]] = {
    Purpose.ORDERS: (_KEY,),
    Purpose.HOOKS: (_KEY,),
    Purpose.CODES: (_KEY,),
    Purpose.FIRST_ORDERS: (),
    Purpose.CREDIT: (),
    Purpose.GIFT_CARDS: (),
    Purpose.DISPUTES: (),
}
TOPICS = (
    "order_created",
    "order_refunded",
    "subscription_created",
    "subscription_payment_success",
    "subscription_payment_refunded",
)
MORE_TOPICS: dict[Purpose, tuple[str, ...]] = {}
BY_HAND = ""
SIGNER = Signer.OURS
ONE_FOR_ALL = True
_PLACE = "/v1/webhooks"
_GONE = 404


def missing(
    account: StoreAccount,
    purposes: Iterable[Purpose],  # noqa: ARG001 - a key may all or nothing
    ask: StoreClient,
) -> tuple[str, ...]:
    require_home(account, HOME)
    held = allows(ask, f"/v1/stores/{account.words[1]}", _headers(account))
    return () if held else (_KEY,)


def hooks(account: StoreAccount, address: str, ask: StoreClient) -> list[Hook]:
    require_home(account, HOME)
    query = urlencode({"filter[store_id]": account.words[1], "page[size]": 100})
    with readable(f"It needs {_KEY}."):
        body = fields(ask.get(f"{_PLACE}?{query}", _headers(account)).body)
    found = [(text(row.get("id")), mapping(row.get("attributes"))) for row in _data(body)]
    return [
        Hook(number, tuple(map(str, row.get("events") or ())), live=True)
        for number, row in found
        if row.get("url") == address
    ]


def add(account: StoreAccount, wish: HookWish, ask: StoreClient) -> Hook:
    require_home(account, HOME)
    store = {"store": {"data": {"type": "stores", "id": account.words[1]}}}
    attributes = {"url": wish.address, **_hook_fields(wish)}
    data = {"type": "webhooks", "attributes": attributes, "relationships": store}
    made = write(ask, _PLACE, _headers(account), {"data": data})
    require(made, (_KEY,))
    return Hook(text(mapping(fields(made.body).get("data")).get("id")), wish.topics, live=True)


def mend(account: StoreAccount, hook: Hook, wish: HookWish, ask: StoreClient) -> None:
    require_home(account, HOME)
    data = {"type": "webhooks", "id": hook.reference, "attributes": _hook_fields(wish)}
    place = f"{_PLACE}/{hook.reference}"
    require(write(ask, place, _headers(account), {"data": data}, method="PATCH"), (_KEY,))


def drop(account: StoreAccount, hook: Hook, ask: StoreClient) -> None:
    require_home(account, HOME)
    gone = remove(ask, f"{_PLACE}/{hook.reference}", _headers(account))
    if gone.status != _GONE:
        require(gone, (_KEY,))


def _data(body: Any) -> Any:
    return objects(body.get("data"))


def _hook_fields(wish: HookWish) -> dict[str, object]:
    return {"events": list(wish.topics), "secret": wish.secret}


def _headers(account: StoreAccount) -> dict[str, str]:
    return {**bearer(account), "accept": JSON_API, "content-type": JSON_API}
