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
from referrals.model.order.provenance import Provenance
from referrals.model.reconciliation.reconciliation import Ending, Kind
from referrals.providers.shops.registry import find_source
from referrals.steps.order.record_conversion import Delivery, record_conversion
from referrals.wiring import stores
from tests.shops.platforms import PLATFORMS, PlatformTwin, orders, serving
from tests.shops.shop_server import ShopServer
from tests.shops.stripe.events import event
from tests.shops.visits import counts_of, examples_of, run_reconciliation, store_credential
from tests.world import AT, NOW, a_key, store_program, webhook_secret

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
def platform(request: pytest.FixtureRequest, account: None) -> PlatformTwin:
    return PLATFORMS[request.param]


@pytest.fixture
def shop(platform: PlatformTwin) -> Iterator[Any]:
    """A program whose store is asked, and has nothing to tell yet."""
    with serving(platform) as (shop, server):
        store_program()
        webhook_secret(platform.name, secret(platform))
        store_credential(platform.name, credential(platform, server))
        yield shop


def credential(platform: PlatformTwin, server: ShopServer) -> str:
    return " ".join([server.url + platform.behind, *platform.words])


def secret(platform: PlatformTwin) -> str:
    return SECRETS.get(platform.name, "whsec_of_the_tests")


def deliver_webhook(platform: PlatformTwin, body: dict[str, Any]) -> None:
    source, raw = find_source(platform.name), json.dumps(body).encode()
    assert source is not None
    headers = source.sign(secret(platform), raw, topic="t", now=moment_of(LATER))
    record_conversion(
        Delivery("friends", platform.name, headers, raw, moment_of(LATER)),
        conversion_desk.recording(),
    )


def state(platform: PlatformTwin, order: PretendOrder) -> Conversion:
    return stores.conversions().state(a_key(platform.named(order), platform.name))


def test_a_lost_order_is_found_and_a_known_one_is_known(platform: PlatformTwin, shop: Any) -> None:
    deliver_webhook(platform, platform.body(KNOWN))
    for order in (KNOWN, LOST):
        platform.put(shop, platform.body(order))

    run = run_reconciliation(platform.name, LATER)

    assert run.ending is Ending.DONE
    assert counts_of(run) == {"missing": 1, "same": 1}
    assert examples_of(run, Kind.MISSING) == (platform.named(LOST),)
    assert state(platform, LOST).paid
    facts = stores.conversions().facts(a_key(platform.named(LOST), platform.name))
    assert {each.via for each in facts} == {Provenance.RECONCILIATION}


def test_a_lost_refund_is_found(platform: PlatformTwin, shop: Any) -> None:
    deliver_webhook(platform, platform.body(KNOWN))
    platform.put(shop, REFUNDS[platform.name](REFUNDED))

    run = run_reconciliation(platform.name, LATER)

    assert counts_of(run) == {"behind": 1}
    found = state(platform, KNOWN)
    assert (found.paid, found.refunded_minor) == (True, 1250)


def test_what_cannot_be_read_is_held_and_the_rest_recorded(
    platform: PlatformTwin, shop: Any
) -> None:
    body = platform.body(KNOWN)
    *way, last = UNREADABLE[platform.name]
    about = body
    for name in way:
        about = about[name]
    about[last] = "a lot"
    platform.put(shop, body)
    platform.put(shop, platform.body(LOST))

    run = run_reconciliation(platform.name, LATER)

    assert counts_of(run) == {"held": 1, "missing": 1}
    (held,) = stores.bodies().held_bodies("friends", platform.name)
    assert held.reason.startswith("un")
    assert state(platform, LOST).paid


def test_a_second_run_changes_nothing(platform: PlatformTwin, shop: Any) -> None:
    shop.most = 2
    known = orders(5)
    for order in known:
        platform.put(shop, platform.body(order))
    first = run_reconciliation(platform.name, LATER)
    before = [state(platform, order) for order in known]

    again = run_reconciliation(platform.name, LATER + 3600, since=AT - 60)

    assert counts_of(first)["missing"] == 5
    assert set(counts_of(again)) == {"same"}
    assert [state(platform, order) for order in known] == before


def test_a_refund_in_its_payments_second_is_not_taken_for_it(account: None) -> None:
    platform = PLATFORMS["square"]
    at_once = replace(REFUNDED, changed_at=KNOWN.changed_at)
    with serving(platform, platform.body(KNOWN), REFUNDS["square"](at_once)) as (_, server):
        store_program()
        store_credential(platform.name, credential(platform, server))

        run_reconciliation(platform.name, LATER)

    assert state(platform, KNOWN).refunded_minor == 1250


def test_stripes_lost_link_joins_a_refund_to_its_invoice(account: None) -> None:
    platform = PLATFORMS["stripe"]
    with serving(platform, event("subscription_invoice_payment_paid")) as (_, server):
        store_program()
        webhook_secret(platform.name, secret(platform))
        store_credential(platform.name, credential(platform, server))
        for name in ("subscription_invoice_paid", "subscription_charge_refunded"):
            deliver_webhook(platform, event(name))
        invoice = a_key(event("subscription_invoice_paid")["data"]["object"]["id"], "stripe")
        before = stores.conversions().state(invoice)

        first = run_reconciliation(platform.name, LATER)
        again = run_reconciliation(platform.name, LATER + 3600, since=AT - 3600)

    assert (counts_of(first), counts_of(again)) == ({"behind": 1}, {"same": 1})
    assert before.refunded_minor == 0
    assert stores.conversions().state(invoice).refunded_minor > 0
