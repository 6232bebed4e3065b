"""BigCommerce's webhooks: thin bodies in Standard Webhooks' signature; the order is fetched.

A live secret is `<client secret> <API path> <access token>`. What is kept, read and replayed is
the event with the order inside it; without an answer from the store the event is held.
"""

import json
import re
from datetime import datetime

from referrals.model.era import epoch_seconds
from referrals.model.order.conversion import Held, Ignored, Reading
from referrals.providers.shops import standard_webhooks as standard
from referrals.providers.shops.bigcommerce.order import read_order
from referrals.providers.shops.body import kind_of, mapping, parse, rows, text
from referrals.providers.shops.fetch import fetch_all
from referrals.providers.shops.source import Headers, NotFetchedError, Proof, SourceContext

KEPT_HEADERS = standard.KEPT_HEADERS
# Only here, or on this machine itself for a try-out, is the token ever shown.
_STORE = re.compile(
    r"(?:https://api\.bigcommerce\.com|http://127\.0\.0\.1:[0-9]{1,5})/stores/[a-z0-9]+", re.ASCII
)
_ORDER_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


def verify(secrets: tuple[str, ...], headers: Headers, raw: bytes, now: datetime) -> Proof:
    return standard.proof(map(_client_secret, secrets), headers, raw, now)


def sign(secret: str, raw: bytes, *, topic: str, now: datetime) -> dict[str, str]:
    name = f"msg_{topic.replace('/', '-')}_{epoch_seconds(now)}"
    return standard.headers_for(_client_secret(secret), raw, name=name, now=now)


def _client_secret(secret: str) -> bytes:
    """As its text, not decoded: the library's base64 of it is only that library's way in."""
    return secret.strip().partition(" ")[0].encode(errors="replace")


def complete(raw: bytes, secrets: tuple[str, ...]) -> bytes:
    """The event with its order, coupons and refunds, byte for byte as the store gives them."""
    event = parse(raw)
    if "order" in event or not _tells_of_an_order(text(event.get("scope"))):
        return raw
    number = text(mapping(event.get("data")).get("id"))
    if not _ORDER_ID.fullmatch(number):
        return raw
    root, token = _store(secrets)
    paths = (
        f"/v2/orders/{number}",
        f"/v2/orders/{number}/coupons",
        f"/v3/orders/{number}/payment_actions/refunds",
    )
    asked = {"accept": "application/json", "x-auth-token": token, "user-agent": "Goodword"}
    order, coupons, refunds = map(_require_json, fetch_all(root, paths, asked))
    parts = {b"event": raw, b"order": order, b"coupons": coupons, b"refunds": refunds}
    return b"{" + b",".join(b'"' + name + b'":' + part for name, part in parts.items()) + b"}"


def _require_json(answer: bytes) -> bytes:
    """An answer that was cut short must not be kept in place of the order."""
    try:
        json.loads(answer or b"[]")
    except (ValueError, RecursionError):
        raise NotFetchedError("the shop's API answered something that is not JSON.") from None
    return answer or b"[]"


def _store(secrets: tuple[str, ...]) -> tuple[str, str]:
    for secret in secrets:
        words = secret.split()
        found = _STORE.match(words[1]) if len(words) == 3 else None
        if found and words[2].isascii():
            return found.group(), words[2]
    raise NotFetchedError(
        "no API path and access token are stored with the client secret.",
        remedy="Store the secret as `<client secret> <API path> <access token>`.",
    )


def _tells_of_an_order(scope: str) -> bool:
    return scope.startswith("store/order/") and not scope.startswith("store/order/message/")


def read(raw: bytes, headers: Headers, context: SourceContext) -> Reading:  # noqa: ARG001
    body = parse(raw)
    if "order" in body:
        refunds = rows(mapping(body.get("refunds")).get("data"))
        return read_order(mapping(body["order"]), rows(body.get("coupons")), refunds, context)
    scope = kind_of(body, "scope")
    if _tells_of_an_order(scope):
        return Held("not_fetched: the event came without its order", _number(body.get("data")))
    return Ignored(f"scope {scope[:60]!r} tells of no order")


def _number(data: object) -> str:
    number = text(mapping(data).get("id"))
    return number if _ORDER_ID.fullmatch(number) else ""
