"""The whole of reconciliation at each platform: what was lost is found, by its own list's ways."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from goodword.trial import bigcommerce, lemonsqueezy, paddle, square, stripe
from goodword.trial.pretend_order import PretendOrder
from referrals.desks import conversion as conversion_desk
from referrals.model.era import moment_of
from referrals.model.order.conversion import Conversion
from referrals.model.order.provenance import Via
from referrals.model.reconciliation.reconciliation import Ending, Kind
from referrals.providers.shops.registry import find_source
from referrals.steps.order.record_conversion import Delivery, record_conversion
from referrals.wiring import stores
from tests.shops.platforms import PLATFORMS, Platform, orders, serving
from tests.shops.shop_server import ShopServer
from tests.shops.stripe.events import event
from tests.shops.visits import counted, reconciled, store_credential, told
from tests.world import AT, NOW, a_key, settled, webhook_secret

pytestmark = pytest.mark.usefixtures("account")
LATER = AT + 3600
KNOWN, LOST = orders(2)
REFUNDED = replace(KNOWN, refunded=Decimal("12.50"), changed_at=NOW + timedelta(minutes=5))
REFUNDS = {
    "stripe": stripe.TOPICS["refund.created"],
    "square": square.TOPICS["refund.updated"],
    "paddle": paddle.TOPICS["adjustment.updated"],
    "lemonsqueezy": lemonsqueezy.TOPICS["order_refunded"],
    "bigcommerce": bigcommerce.TOPICS["store/order/refund/created"],
}
SECRETS = {
    "square": "key https://api.example/webhooks/friends/square",
    "bigcommerce": "client-secret https://api.bigcommerce.com/stores/abc123 token",
}
UNREADABLE: dict[str, tuple[str, ...]] = {
    "stripe": ("data", "object", "amount_total"),
    "square": ("data", "object", "payment", "status"),
    "paddle": ("data", "details"),
    "lemonsqueezy": ("data", "attributes", "total"),
    "bigcommerce": ("order", "total_inc_tax"),
}


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest, account: None) -> Platform:
    return PLATFORMS[request.param]


@pytest.fixture
def shop(platform: Platform) -> Iterator[Any]:
    """A program whose store is asked, and has nothing to tell yet."""
    with serving(platform) as (shop, server):
        settled()
        webhook_secret(platform.name, secret(platform))
        store_credential(platform.name, credential(platform, server))
        yield shop


def credential(platform: Platform, server: ShopServer) -> str:
    return " ".join([server.url + platform.behind, *platform.words])


def secret(platform: Platform) -> str:
    return SECRETS.get(platform.name, "whsec_of_the_tests")


def delivered(platform: Platform, body: dict[str, Any]) -> None:
    source, raw = find_source(platform.name), json.dumps(body).encode()
    assert source is not None
    headers = source.sign(secret(platform), raw, topic="t", now=moment_of(LATER))
    record_conversion(
        Delivery("friends", platform.name, headers, raw, moment_of(LATER)), conversion_desk.intake()
    )


def state(platform: Platform, order: PretendOrder) -> Conversion:
    return stores.conversions().state(a_key(platform.named(order), platform.name))


def test_a_lost_order_is_found_and_a_known_one_is_known(platform: Platform, shop: Any) -> None:
    delivered(platform, platform.body(KNOWN))
    for order in (KNOWN, LOST):
        platform.put(shop, platform.body(order))

    run = reconciled(platform.name, LATER)

    assert run.ending is Ending.DONE
    assert counted(run) == {"missing": 1, "same": 1}
    assert told(run, Kind.MISSING) == (platform.named(LOST),)
    assert state(platform, LOST).paid
    facts = stores.conversions().facts(a_key(platform.named(LOST), platform.name))
    assert {each.via for each in facts} == {Via.RECONCILIATION}


def test_a_lost_refund_is_found(platform: Platform, shop: Any) -> None:
    delivered(platform, platform.body(KNOWN))
    platform.put(shop, REFUNDS[platform.name](REFUNDED))

    run = reconciled(platform.name, LATER)

    assert counted(run) == {"behind": 1}
    found = state(platform, KNOWN)
    assert (found.paid, found.refunded_minor) == (True, 1250)


def test_what_cannot_be_read_is_held_and_the_rest_recorded(platform: Platform, shop: Any) -> None:
    body = platform.body(KNOWN)
    *way, last = UNREADABLE[platform.name]
    about = body
    for name in way:
        about = about[name]
    about[last] = "a lot"
    platform.put(shop, body)
    platform.put(shop, platform.body(LOST))

    run = reconciled(platform.name, LATER)

    assert counted(run) == {"held": 1, "missing": 1}
    (held,) = stores.bodies().held("friends", platform.name)
    assert held.reason.startswith("un")
    assert state(platform, LOST).paid


def test_a_second_run_changes_nothing(platform: Platform, shop: Any) -> None:
    shop.most = 2
    known = orders(5)
    for order in known:
        platform.put(shop, platform.body(order))
    first = reconciled(platform.name, LATER)
    before = [state(platform, order) for order in known]

    again = reconciled(platform.name, LATER + 3600, since=AT - 60)

    assert counted(first)["missing"] == 5
    assert set(counted(again)) == {"same"}
    assert [state(platform, order) for order in known] == before


def test_a_refund_in_its_payments_second_is_not_taken_for_it(account: None) -> None:
    platform = PLATFORMS["square"]
    at_once = replace(REFUNDED, changed_at=KNOWN.changed_at)
    with serving(platform, platform.body(KNOWN), REFUNDS["square"](at_once)) as (_, server):
        settled()
        store_credential(platform.name, credential(platform, server))

        reconciled(platform.name, LATER)

    assert state(platform, KNOWN).refunded_minor == 1250


def test_stripes_lost_link_joins_a_refund_to_its_invoice(account: None) -> None:
    platform = PLATFORMS["stripe"]
    with serving(platform, event("subscription_invoice_payment_paid")) as (_, server):
        settled()
        webhook_secret(platform.name, secret(platform))
        store_credential(platform.name, credential(platform, server))
        for name in ("subscription_invoice_paid", "subscription_charge_refunded"):
            delivered(platform, event(name))
        invoice = a_key(event("subscription_invoice_paid")["data"]["object"]["id"], "stripe")
        before = stores.conversions().state(invoice)

        first = reconciled(platform.name, LATER)
        again = reconciled(platform.name, LATER + 3600, since=AT - 3600)

    assert (counted(first), counted(again)) == ({"behind": 1}, {"same": 1})
    assert before.refunded_minor == 0
    assert stores.conversions().state(invoice).refunded_minor > 0
