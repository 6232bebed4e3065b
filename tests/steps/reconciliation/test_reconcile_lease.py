"""A run has its store for itself, for as long as it lives and a few minutes more."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from referrals.model.reconciliation.reconciliation import SETTLE_SECONDS, Cursor, Ending
from referrals.steps.reconciliation.reconcile_store import LEASE_SECONDS, RunBounds
from referrals.store.order.conversion import Conversions
from referrals.store.reconciliation.reconciliation import Reconciliations
from referrals.wiring import stores
from tests.shops.shop_server import ShopServer
from tests.shops.visits import connect_shop, counts_of, run_reconciliation
from tests.shops.woocommerce.shop import WooCommerceShop
from tests.world import AT, NOW

OLD = AT - SETTLE_SECONDS - 3600


@pytest.fixture
def shop() -> WooCommerceShop:
    return WooCommerceShop()


@pytest.fixture
def line(account: None, shop: WooCommerceShop) -> Iterator[ShopServer]:
    with connect_shop(shop) as made:
        yield made


def test_a_run_that_is_broken_off_lets_others_in(
    shop: WooCommerceShop, line: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.put(1, OLD)

    def broken_off(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Conversions, "record", broken_off)
        with pytest.raises(KeyboardInterrupt):
            run_reconciliation("woocommerce", holder="broken off")

    assert counts_of(run_reconciliation("woocommerce", holder="next")) == {"missing": 1}


def test_a_dead_run_keeps_the_store_for_minutes_only(
    shop: WooCommerceShop, line: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.put(1, OLD)

    def dead(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Conversions, "record", dead)
        patch.setattr(Reconciliations, "leave", dead)
        with pytest.raises(KeyboardInterrupt):
            run_reconciliation("woocommerce", holder="dead", bounds=RunBounds(seconds=36_000))

    soon, later = AT + LEASE_SECONDS - 60, AT + LEASE_SECONDS + 60
    assert run_reconciliation("woocommerce", soon, holder="soon").ending is Ending.BUSY
    assert run_reconciliation("woocommerce", later, holder="later").ending is Ending.DONE


def test_a_long_run_keeps_its_store_by_saving(account: None) -> None:
    kept = stores.reconciliations()
    kept.take("friends", "woocommerce", "long", now=NOW, seconds=240)
    kept.save(
        "friends", "woocommerce", "long", Cursor(reached=1), until=NOW + timedelta(seconds=500)
    )

    at = NOW + timedelta(seconds=400)
    assert kept.take("friends", "woocommerce", "other", now=at, seconds=240) is None
