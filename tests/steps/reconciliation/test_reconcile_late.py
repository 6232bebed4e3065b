"""What ends a run early is told for what it is, and a store that stays behind is late."""

from collections.abc import Iterator

import pytest

from referrals.model.reconciliation.reconciliation import SETTLE_SECONDS, Ending
from referrals.providers.shops.woocommerce import order_list as woocommerce_list
from referrals.steps.reconciliation.reconcile_store import RunBounds, SinceAheadError
from referrals.wiring import stores
from tests.shops.shop_server import ShopReply, ShopServer
from tests.shops.visits import connect_shop, run_reconciliation
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


def test_a_run_that_uses_its_time_up_is_partial(shop: WooCommerceShop, line: ShopServer) -> None:
    shop.put(1, OLD)
    line.drip_seconds = 0.05

    run = run_reconciliation("woocommerce", bounds=RunBounds(seconds=0.5))

    assert (run.ending, run.error.split(":")[0]) == (Ending.PARTIAL, "store_out_of_time")
    assert stores.reconciliations().find("friends", "woocommerce").failing == ""


def test_a_run_without_an_answer_heals_nothing(line: ShopServer) -> None:
    line.ill = [ShopReply(status=401)]
    run_reconciliation("woocommerce")
    line.drip_seconds = 0.4  # not even an empty list comes in time

    run = run_reconciliation("woocommerce", AT + 60, bounds=RunBounds(seconds=0.5))

    assert run.ending is Ending.PARTIAL
    assert stores.reconciliations().find("friends", "woocommerce").failing == "store_refused"


@pytest.mark.parametrize("error", [AttributeError, OverflowError, KeyError, TypeError])
def test_an_unexpected_mishap_ends_one_store_s_run_alone(
    line: ShopServer, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(*_: object) -> object:
        raise error("ben@example.com")

    monkeypatch.setattr(woocommerce_list, "page", odd)

    run = run_reconciliation("woocommerce")

    assert (run.ending, run.error) == (Ending.FAILED, f"unexpected: {error.__name__}")


@pytest.mark.parametrize("since", [AT, AT + 1, AT + 86_400])
def test_a_moment_to_come_is_refused_by_its_field(line: ShopServer, since: int) -> None:
    with pytest.raises(SinceAheadError) as raised:
        run_reconciliation("woocommerce", since=since)

    assert raised.value.field == "since"
    assert stores.reconciliations().find("friends", "woocommerce").reached is None


@pytest.mark.parametrize(
    "ill",
    [
        [ShopReply(status=500)] * 4,
        [ShopReply(status=503)] * 4,
        [ShopReply(status=429, headers={"retry-after": "86400"})],
        [ShopReply(status=401)],
    ],
)
def test_a_store_that_never_answers_is_late_whatever_it_says(
    line: ShopServer, ill: list[ShopReply]
) -> None:
    late = []
    for hour in range(5):
        line.ill = list(ill)
        late.append(run_reconciliation("woocommerce", AT + hour * 3600).late)

    assert late == [False, False, False, False, True]


def test_a_store_that_another_run_never_leaves_is_late(line: ShopServer) -> None:
    run_reconciliation("woocommerce")
    kept = stores.reconciliations()
    kept.take("friends", "woocommerce", "other", now=NOW, seconds=86_400)

    runs = [run_reconciliation("woocommerce", AT + hour * 3600) for hour in (2, 3)]

    assert {run.ending for run in runs} == {Ending.BUSY}
    assert [run.late for run in runs] == [False, True]
