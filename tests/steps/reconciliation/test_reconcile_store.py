"""A store's own list against what we know: found, told, and never twice."""

import json
from collections.abc import Iterator

import pytest

from referrals.desks import conversion as conversion_desk
from referrals.desks import people as people_desk
from referrals.model.era import moment_of
from referrals.model.order.conversion import OrderFact, Payment
from referrals.model.order.provenance import Provenance
from referrals.model.reconciliation.reconciliation import SETTLE_SECONDS, Ending, Kind
from referrals.providers.shops.woocommerce import webhook as woocommerce
from referrals.steps.order.record_conversion import Delivery, record_conversion
from referrals.steps.order.replay_held_bodies import replay_held_bodies
from referrals.steps.privacy.erase_order import erase_order
from referrals.store.order.conversion import Conversions
from referrals.wiring import stores
from tests.shops.shop_server import ShopServer
from tests.shops.visits import connect_shop, counts_of, examples_of, run_reconciliation
from tests.shops.woocommerce.shop import WooCommerceShop
from tests.world import AT, a_key, webhook_secret

pytestmark = pytest.mark.usefixtures("account")
OLD = AT - SETTLE_SECONDS - 3600
LATER = AT + 3600


@pytest.fixture
def shop() -> WooCommerceShop:
    return WooCommerceShop()


@pytest.fixture
def line(account: None, shop: WooCommerceShop) -> Iterator[ShopServer]:
    with connect_shop(shop) as made:
        webhook_secret("woocommerce", "s3cret")
        yield made


def deliver_webhook(order: dict[str, object], at: int = AT) -> None:
    """The shop's webhook of that order, received."""
    raw = json.dumps(order).encode()
    headers = woocommerce.sign("s3cret", raw, topic="order.updated", now=moment_of(at))
    record_conversion(
        Delivery("friends", "woocommerce", headers, raw, moment_of(at)), conversion_desk.recording()
    )


def via(number: int) -> set[Provenance]:
    return {each.via for each in stores.conversions().facts(a_key(str(number), "woocommerce"))}


def revisions(number: int) -> int:
    return stores.conversions().state(a_key(str(number), "woocommerce")).revision


def test_an_order_whose_webhook_was_lost_is_recorded(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    shop.put(1, OLD)
    deliver_webhook(shop.put(2, OLD))

    run = run_reconciliation("woocommerce")

    assert run.ending is Ending.DONE
    assert counts_of(run) == {"missing": 1, "same": 1}
    assert examples_of(run, Kind.MISSING) == ("1",)
    assert (via(1), via(2)) == ({Provenance.RECONCILIATION}, {Provenance.WEBHOOK})


def test_a_state_whose_webhook_was_lost_is_recorded(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    deliver_webhook(shop.put(1, OLD, status="pending", date_paid_gmt=None))
    shop.put(1, OLD + 60, status="processing", date_paid_gmt="2026-11-22T08:00:00")

    run = run_reconciliation("woocommerce")

    assert counts_of(run) == {"behind": 1}
    order = stores.conversions().state(a_key("1", "woocommerce")).order
    assert order
    assert order.payment is Payment.PAID


def test_a_payment_lost_within_its_order_s_second_still_counts(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    deliver_webhook(shop.put(1, OLD, status="pending", date_paid_gmt=None))
    shop.put(1, OLD, status="processing", date_paid_gmt="2026-11-22T08:00:00")

    assert counts_of(run_reconciliation("woocommerce")) == {"behind": 1}
    assert stores.conversions().state(a_key("1", "woocommerce")).paid


def test_a_second_run_finds_nothing_and_changes_nothing(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    for number in range(5):
        shop.put(number, OLD + number)
    run_reconciliation("woocommerce")
    before = [revisions(number) for number in range(5)]

    run = run_reconciliation("woocommerce", LATER, since=OLD - 60)

    assert counts_of(run) == {"same": 5}
    assert [revisions(number) for number in range(5)] == before


def test_a_late_webhook_of_a_pulled_order_changes_no_state(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    order = shop.put(1, OLD)
    run_reconciliation("woocommerce")
    pulled = stores.conversions().state(a_key("1", "woocommerce"))

    deliver_webhook(order)

    state = stores.conversions().state(a_key("1", "woocommerce"))
    assert (state.order, state.lost_minor) == (pulled.order, pulled.lost_minor)
    assert via(1) == {Provenance.WEBHOOK}


def test_what_changed_just_now_is_left_for_later(shop: WooCommerceShop, line: ShopServer) -> None:
    shop.put(1, AT - 60)

    assert counts_of(run_reconciliation("woocommerce")) == {}
    assert counts_of(run_reconciliation("woocommerce", LATER)) == {"missing": 1}


def test_each_window_leaves_one_report(shop: WooCommerceShop, line: ShopServer) -> None:
    shop.put(1, OLD)
    run = run_reconciliation("woocommerce")

    kept, after = stores.reconciliations().reports("friends", "woocommerce", 10)

    assert tuple(reversed(kept)) == run.reports
    assert (len(kept), after) == (2, "")
    assert kept[0].tally.counts == {Kind.MISSING: 1}
    assert kept[0].until == moment_of(AT - SETTLE_SECONDS)
    assert stores.reconciliations().find("friends", "woocommerce").reached == kept[0].until


def test_what_is_not_understood_is_held_and_stays_pulled(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    shop.put(1, OLD, total="a lot")
    shop.put(2, OLD, status="checkout-draft")

    run = run_reconciliation("woocommerce")

    assert counts_of(run) == {"held": 1, "ignored": 1}
    (held,) = stores.bodies().held_bodies("friends", "woocommerce")
    assert held.reason.startswith("unreadable_money")
    raw = stores.bodies().held_raw("friends", "woocommerce", held.sha)
    assert raw.via is Provenance.RECONCILIATION
    replay_held_bodies("friends", "woocommerce", conversion_desk.recording(), now=moment_of(LATER))


def test_one_poisoned_order_does_not_stop_the_rest(
    shop: WooCommerceShop, line: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.put(1, OLD)
    shop.put(2, OLD + 1)
    recorded = Conversions.record

    def record_or_fail(self: Conversions, key: object, *args: object, **given: object) -> bool:
        if "#1" in str(key):
            raise ValueError("poison")
        return recorded(self, key, *args, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(Conversions, "record", record_or_fail)

    run = run_reconciliation("woocommerce")

    assert counts_of(run) == {"failed": 1, "missing": 1}
    assert examples_of(run, Kind.FAILED) == ("1",)


def test_a_person_taken_off_an_order_does_not_come_back(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    shop.put(1, OLD)
    run_reconciliation("woocommerce")
    files = people_desk.files()
    erase_order(a_key("1", "woocommerce"), files, lambda found: f"stand-in of {found[:4]}")

    run = run_reconciliation("woocommerce", LATER, since=OLD - 60)

    assert counts_of(run) == {"same": 1}
    (fact,) = stores.conversions().facts(a_key("1", "woocommerce"))
    assert isinstance(fact.fact, OrderFact)
    assert fact.fact.customer_hash.startswith("stand-in")
    assert stores.conversions().contact(a_key("1", "woocommerce")).email == ""
