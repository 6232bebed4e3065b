"""A thin event and the store it points at: fetched over HTTP, or held and fetched later."""

import json
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from standardwebhooks import Webhook

from goodword.trial.bigcommerce import order_json, thin
from goodword.trial.pretend_order import PretendOrder
from referrals.desks import conversion as conversion_desk
from referrals.model.order.conversion import Payment
from referrals.model.order.receipt import Outcome, Receipt
from referrals.providers.shops import fetch
from referrals.providers.shops.bigcommerce import webhook as bigcommerce
from referrals.providers.shops.source import NotFetchedError, Thin
from referrals.steps.order.record_conversion import Delivery, record_conversion
from referrals.steps.order.replay_held_bodies import replay_held_bodies
from referrals.wiring import stores
from tests.world import AT, NOW, a_key, store_program, webhook_secret

STATIC: Thin = bigcommerce  # mypy: the module keeps the protocol's promises
ORDER = PretendOrder(250, Decimal(50), "EUR", placed_at=NOW, changed_at=NOW, coupon="ada-bakes")
TOKEN = "a-token-of-the-tests"


@dataclass
class Store:
    """A store's API that can be ill in several ways."""

    answers: list[int] = field(default_factory=list)
    """Statuses for the next requests; well again after them."""
    slow_seconds: float = 0.0
    cut: bool = False
    order: PretendOrder = ORDER
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""

    @property
    def secret(self) -> str:
        return f"client-secret {self.url}/stores/abc123/v3/ {TOKEN}"

    def body(self, path: str) -> bytes:
        if path.endswith("/coupons"):
            return json.dumps([{"id": 1, "code": "ada-bakes"}]).encode()
        if path.endswith("/refunds"):
            return b'{"data":[],"meta":{}}'
        return json.dumps(order_json(self.order, 11)).encode()


class StoreHandler(BaseHTTPRequestHandler):
    store: Store

    def do_GET(self) -> None:
        store = self.store
        store.asked.append((self.path, self.headers["x-auth-token"]))
        status = store.answers.pop(0) if store.answers else 200
        body = store.body(self.path) if status == 200 else b""
        self.send_response(status)
        self.end_headers()
        self.drip(body[: len(body) // 2 if store.cut else None], store.slow_seconds)

    def drip(self, body: bytes, seconds: float) -> None:
        step = 1 if seconds else len(body) or 1
        for at in range(0, len(body), step):
            time.sleep(seconds)
            self.wfile.write(body[at : at + step])

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def serving_store(store: Store) -> Iterator[Store]:
    handler = type("Handler", (StoreHandler,), {"store": store})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, daemon=True).start()
    store.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield store
    finally:
        server.shutdown()


@pytest.fixture
def store() -> Iterator[Store]:
    with serving_store(Store()) as made:
        yield made


def event(scope: str = "store/order/statusUpdated") -> bytes:
    return json.dumps(thin(scope, ORDER)).encode()


def delivery(store: Store, raw: bytes) -> Delivery:
    headers = bigcommerce.sign(store.secret, raw, topic="t", now=NOW)
    return Delivery("friends", "bigcommerce", headers, raw, NOW)


def record_event(store: Store, raw: bytes) -> Receipt:
    return record_conversion(delivery(store, raw), conversion_desk.recording())


@pytest.fixture
def shop(account: None, store: Store) -> Store:
    store_program()
    webhook_secret("bigcommerce", store.secret)
    return store


def test_a_thin_event_is_recorded_with_its_order(shop: Store) -> None:
    assert record_event(shop, event()) == Receipt(Outcome.RECORDED, order_id="250")

    order = stores.conversions().state(a_key("250", "bigcommerce")).order
    assert order is not None
    assert (order.payment, order.amounts.gross_minor) == (Payment.PAID, 5000)
    assert order.signals.coupon_codes == ("ada-bakes",)
    assert shop.asked[0] == ("/stores/abc123/v2/orders/250", TOKEN)


def test_what_is_kept_needs_no_store_again(shop: Store) -> None:
    record_event(shop, event())
    key = a_key("250", "bigcommerce")
    asked = len(shop.asked)

    kept = stores.bodies().raw(key, stores.conversions().facts(key)[0].body)

    assert bigcommerce.complete(kept.raw, (shop.secret,)) == kept.raw
    assert len(shop.asked) == asked
    assert TOKEN.encode() not in kept.raw


def test_the_same_event_again_is_a_replay(shop: Store) -> None:
    record_event(shop, event())

    assert record_event(shop, event()).outcome is Outcome.REPLAYED


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_store_that_stumbles_is_asked_again(store: Store, status: int) -> None:
    store.answers = [status]

    assert b'"order":' in bigcommerce.complete(event(), (store.secret,))
    assert len(store.asked) == 4


@pytest.mark.parametrize("status", [401, 404, 301])
def test_a_store_that_refuses_is_not_asked_again(store: Store, status: int) -> None:
    store.answers = [status]

    with pytest.raises(NotFetchedError, match=str(status)):
        bigcommerce.complete(event(), (store.secret,))
    assert len(store.asked) == 1


def test_an_event_without_its_order_is_held_and_replayed(shop: Store) -> None:
    shop.answers = [503, 503]

    receipt = record_event(shop, event())

    assert receipt.outcome is Outcome.HELD
    assert receipt.reason.startswith("not_fetched")
    shop.order = replace(ORDER, changed_at=NOW + timedelta(days=3))
    found = replay_held_bodies(
        "friends", "bigcommerce", conversion_desk.recording(), now=NOW + timedelta(days=3)
    )
    (replayed,) = found.replayed
    assert replayed.receipt.outcome is Outcome.RECORDED


def test_a_store_that_drips_is_cut_off(store: Store) -> None:
    store.slow_seconds = 0.05
    paths = ("/stores/abc123/v2/orders/250",)
    started = time.monotonic()

    with pytest.raises(NotFetchedError):
        fetch.fetch_all(store.url, paths, {}, seconds=0.6)

    assert time.monotonic() - started < 3


def test_half_an_answer_is_no_order(store: Store) -> None:
    store.cut = True

    with pytest.raises(NotFetchedError):
        bigcommerce.complete(event(), (store.secret,))


@pytest.mark.parametrize(
    "secret",
    [
        "client-secret",
        "client-secret https://api.bigcommerce.com/stores/abc123/v3/",
        "client-secret https://evil.example/stores/abc123/v3/ token",
        "client-secret https://api.bigcommerce.com.evil.example/stores/abc123 token",
        "client-secret http://api.bigcommerce.com/stores/abc123 token",
    ],
)
def test_the_token_is_shown_to_bigcommerce_alone(secret: str) -> None:
    with pytest.raises(NotFetchedError):
        bigcommerce.complete(event(), (secret,))


@pytest.mark.parametrize(
    "raw", [event("store/customer/created"), event("store/order/message/created"), b'{"scope":"x"}']
)
def test_what_tells_of_no_order_asks_nobody(store: Store, raw: bytes) -> None:
    assert bigcommerce.complete(raw, (store.secret,)) == raw
    assert store.asked == []


def test_a_signature_by_the_reference_library_is_genuine(store: Store) -> None:
    raw = event()
    library = Webhook(b64encode(b"client-secret").decode())
    signed = library.sign("msg_1", datetime.fromtimestamp(AT, UTC), raw.decode())
    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(AT), "webhook-signature": signed}

    assert bigcommerce.verify((store.secret,), headers, raw, NOW).value == "genuine"
