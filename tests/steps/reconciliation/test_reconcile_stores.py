"""Every store has its turn within the hour's time, wherever the last turn ended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from referrals.desks import conversion as conversion_desk
from referrals.desks import reconciliation as reconciliation_desk
from referrals.model.errors import UnavailableError
from referrals.model.reconciliation.reconciliation import Ending
from referrals.providers.shops.order_list import Row
from referrals.providers.shops.woocommerce import webhook as source
from referrals.steps.reconciliation.compare_order import ComparisonDesk, compare_row
from referrals.steps.reconciliation.reconcile_stores import StoresDesk, reconcile_stores
from referrals.wiring import stores
from tests.shops.shop_server import ShopServer, serving_shop
from tests.shops.visits import store_credential
from tests.shops.woocommerce.shop import KEY, SECRET, WooCommerceShop, server
from tests.world import NOW, a_program, store_program


@pytest.fixture
def line(account: None) -> Iterator[ShopServer]:
    """Two programs, each with a WooCommerce shop."""
    store_program()
    stores.programs().add(a_program(program="partners"))
    with serving_shop(server(WooCommerceShop())) as made:
        for program in ("friends", "partners"):
            store_credential("woocommerce", f"{made.url} {KEY} {SECRET}", program=program)
        yield made


def turn(hours: int = 0, seconds: float = 60) -> list[str]:
    runs = reconcile_stores(
        reconciliation_desk.stores(), now=NOW + timedelta(hours=hours), seconds=seconds
    )
    return [run.program_id for run in runs]


def test_every_program_s_store_is_visited(line: ShopServer) -> None:
    assert sorted(turn()) == ["friends", "partners"]


def test_the_store_that_waited_longest_is_first(line: ShopServer) -> None:
    """Even where a run has no time for the others."""
    first = next(iter(reconcile_stores(reconciliation_desk.stores(), now=NOW)))

    assert (first.program_id, turn(hours=1)) == ("friends", ["partners", "friends"])


def test_without_time_no_store_is_begun(line: ShopServer) -> None:
    assert turn(seconds=1) == []
    assert line.asked == []


def test_a_store_without_a_credential_is_passed_over(account: None) -> None:
    store_program()

    assert turn() == []


def test_no_two_runs_bear_one_name(line: ShopServer) -> None:
    desk = reconciliation_desk.stores()
    names = iter(["one", "two"])
    told = StoresDesk(desk.programs, desk.stores, lambda: next(names))

    assert [run.ending for run in reconcile_stores(told, now=NOW)] == [Ending.DONE] * 2


def test_what_goes_wrong_for_all_orders_ends_the_run(line: ShopServer) -> None:
    brief = conversion_desk.recording().briefs.find("friends")
    assert brief

    def busy() -> bytes:
        raise UnavailableError("the secrets are away.")

    intake = replace(conversion_desk.recording(), identity_key=busy)

    with pytest.raises(UnavailableError):
        compare_row(Row("1", b"{}", 0), ComparisonDesk("woocommerce", source, brief, intake), NOW)
