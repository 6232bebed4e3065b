"""A shop's own list read for who was a customer before: none of its orders is recorded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from referrals.desks import customer as customer_desk
from referrals.steps.reconciliation.import_history import (
    HistoryCounts,
    HistoryWish,
    import_history,
)
from referrals.steps.reconciliation.reconcile_shop import NoStoreError
from referrals.wiring import stores
from tests.shops.shop_server import ShopReply, ShopServer
from tests.shops.visits import connect_shop
from tests.shops.woocommerce.shop import WooCommerceShop, moment_text
from tests.world import AT, DAY, NOW, a_key, an_order, hash_of

pytestmark = pytest.mark.usefixtures("account")
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
WISH = HistoryWish("friends", "woocommerce", SINCE, 30.0, "Europe/Berlin")


@pytest.fixture
def shop() -> WooCommerceShop:
    return WooCommerceShop()


@pytest.fixture
def line(account: None, shop: WooCommerceShop) -> Iterator[ShopServer]:
    with connect_shop(shop) as made:
        yield made


def read(wish: HistoryWish = WISH) -> HistoryCounts:
    desk = replace(customer_desk.history(), pause=lambda _: None)
    return import_history(wish, desk, now=NOW)


def ben_since() -> date | None:
    return stores.former_customers().first_order_on("friends", hash_of("ben@example.com"))


def test_a_customer_of_months_ago_is_known_from_then_on(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    for number, days in ((1, 200), (2, 100), (3, 1)):
        shop.put(number, AT - days * DAY)

    counts = read()

    assert (counts.done, counts.orders, counts.added, counts.known) == (True, 3, 1, 2)
    assert ben_since() == datetime.fromtimestamp(AT - 200 * DAY, UTC).date()
    assert stores.conversions().find(a_key("1", "woocommerce")) is None


def test_an_order_that_was_never_paid_makes_nobody_a_customer(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    shop.put(1, AT - DAY, status="pending", date_paid_gmt=None)

    assert (read().skipped, ben_since()) == (1, None)


def test_an_order_that_was_told_of_speaks_for_itself(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    shop.put(1, AT - DAY)
    stores.conversions().record(a_key("1", "woocommerce"), an_order(), body="sha", at=NOW)

    assert (read().skipped, ben_since()) == (1, None)


def test_a_shop_that_fails_says_where_to_go_on(shop: WooCommerceShop, line: ShopServer) -> None:
    shop.put(1, AT - DAY)
    line.ill = [ShopReply(status=500)] * 4

    counts = read()

    assert (counts.done, counts.reached) == (False, SINCE)
    assert counts.error


def test_a_day_is_that_of_the_program_s_calendar(shop: WooCommerceShop, line: ShopServer) -> None:
    late = int(datetime(2026, 5, 1, 23, 30, tzinfo=UTC).timestamp())
    shop.put(1, late, date_created_gmt=moment_text(late))

    read()

    assert ben_since() == date(2026, 5, 2)


def test_without_a_credential_there_is_nothing_to_read() -> None:
    with pytest.raises(NoStoreError):
        read()
