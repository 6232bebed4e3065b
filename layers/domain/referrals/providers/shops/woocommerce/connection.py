"""WooCommerce: whether the key may write, and a webhook for each topic, signed with our secret."""

from collections.abc import Iterable
from urllib.parse import urlencode

from referrals.providers.shops.body import mapping, text
from referrals.providers.shops.connection import (
    Hook,
    HookWish,
    Purpose,
    Signer,
    allows,
    mark_in,
    note_of,
    refusal,
    require,
)
from referrals.providers.shops.fulfilment import readable
from referrals.providers.shops.list_answer import fields, objects
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from referrals.providers.shops.store_write import WriteAnswer, remove, write
from referrals.providers.shops.woocommerce.fulfilment import authorization

WORDS: tuple[str, ...] = ("consumer key", "consumer secret")
_WRITE = "Read/Write"
SCOPES: dict[Purpose, tuple[str, ...]] = {
    Purpose.ORDERS: ("Read, of a shop manager",),
    Purpose.HOOKS: (_WRITE,),
    Purpose.CODES: (_WRITE,),
    Purpose.FIRST_ORDERS: (),
    Purpose.CREDIT: (),
    Purpose.GIFT_CARDS: (),
    Purpose.DISPUTES: (),
}
TOPICS = ("order.created", "order.updated", "order.deleted", "order.restored")
MORE_TOPICS: dict[Purpose, tuple[str, ...]] = {}
BY_HAND = ""
SIGNER = Signer.OURS
ONE_FOR_ALL = False
_ROOT = "/wp-json/wc/v3"
_HOOKS = f"{_ROOT}/webhooks"
_PAGE, _MOST_PAGES = 100, 20
_GONE, _UNKNOWN, _FORBIDDEN = 404, 401, 403
_READ_ONLY = "woocommerce_rest_authentication_error"


def missing(
    account: StoreAccount, purposes: Iterable[Purpose], ask: StoreClient
) -> tuple[str, ...]:
    wanted = dict.fromkeys(scope for each in purposes for scope in SCOPES[each])
    lacking = [] if allows(ask, f"{_ROOT}/orders?per_page=1", authorization(account)) else [*wanted]
    if _WRITE in wanted and _WRITE not in lacking and not _may_write(account, ask):
        lacking.append(_WRITE)
    return tuple(lacking)


def hooks(account: StoreAccount, address: str, ask: StoreClient) -> list[Hook]:
    found: list[Hook] = []
    for number in range(1, _MOST_PAGES + 1):
        query = urlencode({"per_page": _PAGE, "page": number})
        with readable(f"It needs {_WRITE}."):
            answer = ask.get(f"{_HOOKS}?{query}", authorization(account))
        page = objects(answer.body)
        found += [
            Hook(
                text(row.get("id")),
                (text(row.get("topic")),),
                live=row.get("status") == "active",
                mark=mark_in(text(row.get("name"))),
            )
            for row in page
            if row.get("delivery_url") == address
        ]
        if len(page) < _PAGE:
            break
    return found


def add(account: StoreAccount, wish: HookWish, ask: StoreClient) -> Hook:
    (topic,) = wish.topics
    wanted = {"topic": topic, "delivery_url": wish.address, **_secret_fields(wish)}
    made = write(ask, _HOOKS, authorization(account), wanted)
    require(made, (_WRITE,))
    return Hook(text(fields(made.body).get("id")), wish.topics, live=True)


def mend(account: StoreAccount, hook: Hook, wish: HookWish, ask: StoreClient) -> None:
    place = f"{_HOOKS}/{hook.reference}"
    require(write(ask, place, authorization(account), _secret_fields(wish)), (_WRITE,))


def drop(account: StoreAccount, hook: Hook, ask: StoreClient) -> None:
    place = f"{_HOOKS}/{hook.reference}?force=true"
    gone = remove(ask, place, authorization(account))
    if gone.status != _GONE:
        require(gone, (_WRITE,))


def _secret_fields(wish: HookWish) -> dict[str, str]:
    return {"name": note_of(wish.secret), "secret": wish.secret, "status": "active"}


def _may_write(account: StoreAccount, ask: StoreClient) -> bool:
    """Asked by a batch of nothing, which changes nothing."""
    tried = write(ask, f"{_ROOT}/coupons/batch", authorization(account), {"create": []})
    if tried.status == _UNKNOWN and _reason(tried) != _READ_ONLY:
        return False
    if tried.status not in (_UNKNOWN, _FORBIDDEN) and not tried.is_done:
        raise refusal(tried.status, (_WRITE,))
    return tried.is_done


def _reason(written: WriteAnswer) -> str:
    return text(mapping(written.body).get("code"))
