"""The bakery's courier: in order, signed, again until it is heard, and through a restart."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from goodword.local.shop.courier import HOLD, LOSE, Courier, install_hooks
from goodword.local.shop.hook_shelf import TOPICS
from referrals.providers.shops.shopify import webhook
from referrals.providers.shops.source import Proof
from tests.cli.bakery.open_bakery import SECRET, OpenBakery, TillCustomer
from tests.shops.shop_server import ShopQuestion, ShopReply, ShopServer, serving_shop


class WebhookDoor:
    """Where webhooks go: what came, and what is answered next."""

    def __init__(self) -> None:
        self.questions: list[ShopQuestion] = []
        self.answers: list[int] = []

    def answer(self, asked: ShopQuestion) -> ShopReply:
        self.questions.append(asked)
        return ShopReply({}, self.answers.pop(0) if self.answers else 200)

    @property
    def topics(self) -> list[str]:
        return [asked.headers["x-shopify-topic"] for asked in self.questions]


@pytest.fixture
def door() -> WebhookDoor:
    return WebhookDoor()


def lead_to(shop: OpenBakery, address: str) -> None:
    """All of its webhooks."""
    with shop.shelf.writing() as tables:
        for hook in tables.hooks.list_hooks():
            tables.hooks.drop(hook.number)
            tables.hooks.add(hook.topic, address)


@pytest.fixture
def courier(shop: OpenBakery, door: WebhookDoor) -> Iterator[Courier]:
    with serving_shop(ShopServer(door.answer)) as server:
        lead_to(shop, f"{server.url}/webhooks/friends/shopify")
        made = Courier(shop.shelf, SECRET)
        yield made
        made.stop()


def until(done: Callable[[], object]) -> None:
    ends = time.monotonic() + 10
    while not done() and time.monotonic() < ends:
        time.sleep(0.02)
    assert done()


def states(shop: OpenBakery) -> list[str]:
    return [each.state for each in shop.webhooks()]


def test_what_is_brought_is_believed(shop: OpenBakery, door: WebhookDoor, courier: Courier) -> None:
    TillCustomer(shop).choose(102).pay()
    courier.start()

    until(lambda: states(shop) == ["told", "told"])

    proofs = {
        webhook.verify((SECRET,), asked.headers, asked.raw, datetime.now(UTC))
        for asked in door.questions
    }
    assert proofs == {Proof.GENUINE}
    assert door.topics == ["orders/create", "orders/paid"]


def test_an_unheard_one_comes_again_before_the_next(
    shop: OpenBakery, door: WebhookDoor, courier: Courier
) -> None:
    door.answers = [502, 503]
    TillCustomer(shop).choose(102).pay()
    courier.start()

    until(lambda: states(shop) == ["told", "told"])

    assert door.topics == ["orders/create"] * 3 + ["orders/paid"]
    assert [each.tries for each in shop.webhooks()] == [3, 1]


def test_what_waited_goes_out_after_a_restart(
    shop: OpenBakery, door: WebhookDoor, courier: Courier
) -> None:
    TillCustomer(shop).choose(102).pay()
    with shop.shelf.writing() as tables:
        tables.set_switch(HOLD, 1)
    courier.start()
    courier.stop()
    time.sleep(0.2)
    kept = states(shop)
    with shop.shelf.writing() as tables:
        tables.set_switch(HOLD, 0)
    restarted = Courier(shop.shelf, SECRET)
    restarted.start()
    until(lambda: states(shop) == ["told", "told"])
    restarted.stop()

    assert kept == ["waiting", "waiting"]


def test_lost_ones_are_lost_and_the_next_are_not(
    shop: OpenBakery, door: WebhookDoor, courier: Courier
) -> None:
    with shop.shelf.writing() as tables:
        tables.set_switch(LOSE, 2)
    TillCustomer(shop).choose(102).pay()
    TillCustomer(shop).choose(102).pay("eve@example.com")
    courier.start()

    until(lambda: "waiting" not in states(shop))

    assert states(shop) == ["lost", "lost", "told", "told"]


def test_a_refund_may_be_told_first(shop: OpenBakery, door: WebhookDoor, courier: Courier) -> None:
    TillCustomer(shop).choose(102).pay()
    shop.owner(shop.orders()[0], act="refund")
    with shop.shelf.writing() as tables:
        tables.advance_webhook(2001, "refunds/create")
    courier.start()

    until(lambda: "waiting" not in states(shop))

    assert door.topics == ["refunds/create", "orders/create", "orders/paid", "orders/updated"]


def test_nobody_answering_is_no_end(shop: OpenBakery) -> None:
    courier = Courier(shop.shelf, SECRET)
    TillCustomer(shop).choose(102).pay()
    courier.start()

    until(lambda: shop.webhooks()[0].tries >= 2)
    courier.stop()

    assert states(shop) == ["waiting", "waiting"]
    assert shop.webhooks()[0].answer.startswith("no answer")


def test_what_nobody_registered_for_is_told_to_nobody(
    shop: OpenBakery, door: WebhookDoor, courier: Courier
) -> None:
    with shop.shelf.writing() as tables:
        for hook in tables.hooks.list_hooks():
            if hook.topic == "ORDERS_CREATE":
                tables.hooks.drop(hook.number)
    TillCustomer(shop).choose(102).pay()
    courier.start()

    until(lambda: states(shop) == ["unwanted", "told"])

    assert door.topics == ["orders/paid"]


def test_an_installed_app_is_moved_and_never_installed_again(shop: OpenBakery) -> None:
    path = "/webhooks/friends/shopify"
    lead_to(shop, f"http://localhost:8787{path}")
    with shop.shelf.writing() as tables:
        tables.hooks.drop(tables.hooks.list_hooks()[0].number)

    install_hooks(shop.shelf, path, f"http://localhost:9797{path}")

    with shop.shelf.reading() as tables:
        left = tables.hooks.list_hooks()
    assert len(left) == len(TOPICS) - 1
    assert {hook.address for hook in left} == {f"http://localhost:9797{path}"}
