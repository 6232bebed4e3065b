"""A run at a store ends, is alone, and is taken up again wherever it was broken off."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from awswire.dynamo import Dynamo
from referrals.model.errors import UnavailableError
from referrals.model.reconciliation.reconciliation import SETTLE_SECONDS, Ending, Kind
from referrals.providers.shops.order_list import RowPage
from referrals.providers.shops.woocommerce import order_list as woocommerce_list
from referrals.providers.shops.woocommerce.order_list import PER_PAGE
from referrals.steps.reconciliation.reconcile_shop import NoStoreError
from referrals.steps.reconciliation.reconcile_store import RunBounds
from referrals.store.order.conversion import Conversions
from referrals.store.reconciliation.reconciliation import Reconciliations
from referrals.wiring import clients, stores
from tests.shops.shop_server import ShopReply, ShopServer
from tests.shops.visits import connect_shop, counts_of, run_reconciliation, store_credential
from tests.shops.woocommerce.shop import KEY, SECRET, WooCommerceShop
from tests.world import AT, NOW, a_key, store_program

pytestmark = pytest.mark.usefixtures("account")
OLD = AT - SETTLE_SECONDS - 3600
LATER = AT + 3600


@pytest.fixture
def shop() -> WooCommerceShop:
    return WooCommerceShop()


@pytest.fixture
def line(account: None, shop: WooCommerceShop) -> Iterator[ShopServer]:
    with connect_shop(shop) as made:
        yield made


def revisions(number: int) -> int:
    return stores.conversions().state(a_key(str(number), "woocommerce")).revision


def test_a_run_is_bounded_by_pages_and_goes_on(shop: WooCommerceShop, line: ShopServer) -> None:
    for number in range(3 * PER_PAGE):
        shop.put(number, OLD + number)
    two = RunBounds(seconds=30, pages=3)

    first = run_reconciliation("woocommerce", bounds=two)
    second = run_reconciliation("woocommerce", LATER)

    assert (first.ending, second.ending) == (Ending.PARTIAL, Ending.DONE)
    found = first.tally.counts[Kind.MISSING] + second.tally.counts[Kind.MISSING]
    assert found == 3 * PER_PAGE
    kept, _ = stores.reconciliations().reports("friends", "woocommerce", 10)
    assert sum(report.tally.counts.get(Kind.MISSING, 0) for report in kept) == 3 * PER_PAGE


def test_a_run_without_time_does_nothing(shop: WooCommerceShop, line: ShopServer) -> None:
    shop.put(1, OLD)

    run = run_reconciliation("woocommerce", bounds=RunBounds(seconds=0))

    assert (run.ending, line.asked) == (Ending.PARTIAL, [])


@pytest.mark.parametrize("moment", range(1, 130, 12))
def test_a_crash_anywhere_is_taken_up_again(
    shop: WooCommerceShop, line: ShopServer, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at some write, as by a time-out; the next run finds the lease over and goes on."""
    for number in range(60):
        shop.put(number, OLD + number)
    writes = iter(range(1000))

    def dying(self: Dynamo, operation: str, request: Any) -> Any:
        if operation in ("UpdateItem", "PutItem") and next(writes) >= moment:
            raise KeyboardInterrupt
        return alive(self, operation, request)

    client = type(clients.dynamo())
    alive = client.call
    with monkeypatch.context() as patch:
        patch.setattr(client, "call", dying)
        with pytest.raises(KeyboardInterrupt):
            run_reconciliation("woocommerce", holder="dying")

    assert run_reconciliation("woocommerce", holder="too early").ending is Ending.BUSY
    assert run_reconciliation("woocommerce", LATER, holder="next").ending is Ending.DONE
    kept, _ = stores.reconciliations().reports("friends", "woocommerce", 10)
    counts = [report.tally.counts.get(Kind.MISSING, 0) for report in kept]
    assert sum(counts) == 60
    assert [revisions(number) for number in range(60)] == [1] * 60


def test_a_report_that_could_not_be_written_counts_its_page_once(
    shop: WooCommerceShop, line: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.put(1, OLD)

    def busy(*_: object, **__: object) -> None:
        raise UnavailableError("the tables are busy.")

    with monkeypatch.context() as patch:
        patch.setattr(Reconciliations, "add", busy)
        run_reconciliation("woocommerce", bounds=RunBounds(seconds=30, pages=1))
        run_reconciliation("woocommerce", AT + 60)

    run_reconciliation("woocommerce", AT + 120)
    kept, _ = stores.reconciliations().reports("friends", "woocommerce", 10)
    assert sum(report.tally.counts.get(Kind.MISSING, 0) for report in kept) == 1


def test_two_runs_never_do_one_store_at_once(shop: WooCommerceShop, line: ShopServer) -> None:
    kept = stores.reconciliations()
    kept.take("friends", "woocommerce", "other", now=NOW, seconds=60)

    assert run_reconciliation("woocommerce").ending is Ending.BUSY
    assert line.asked == []


def test_a_run_that_lost_its_turn_writes_nothing_more(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    shop.put(1, OLD)

    def overtake(asked: int) -> None:
        if asked == 0:
            late = NOW + timedelta(seconds=10_000)
            stores.reconciliations().take("friends", "woocommerce", "x", now=late, seconds=60)

    line.before = overtake

    assert run_reconciliation("woocommerce").ending is Ending.BUSY
    assert stores.reconciliations().find("friends", "woocommerce").reached is None


def test_a_limit_beyond_the_run_is_waited_for_by_the_next(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    shop.put(1, OLD)
    line.ill = [ShopReply(status=429, headers={"retry-after": "600"})]

    limited, waiting = (
        run_reconciliation("woocommerce"),
        run_reconciliation("woocommerce", AT + 599),
    )

    assert (limited.ending, waiting.ending) == (Ending.LIMITED, Ending.WAITING)
    assert len(line.asked) == 1
    assert counts_of(run_reconciliation("woocommerce", AT + 601)) == {"missing": 1}


@pytest.mark.parametrize(
    "ill",
    [
        [ShopReply(status=500)] * 4,
        [ShopReply(b"<html>")] * 4,
        [ShopReply(status=401)],
        [ShopReply({"no": 1})],
    ],
)
def test_a_store_that_fails_is_told_and_asked_again(
    shop: WooCommerceShop, line: ShopServer, ill: list[ShopReply]
) -> None:
    shop.put(1, OLD)
    line.ill = list(ill)

    failed = run_reconciliation("woocommerce")

    assert failed.ending is Ending.FAILED
    assert failed.error.startswith("store_")
    assert SECRET not in failed.error
    standing = stores.reconciliations().find("friends", "woocommerce")
    assert (standing.failing, standing.failing_since) == (failed.error.split(":")[0], NOW)
    assert counts_of(run_reconciliation("woocommerce", AT + 60)) == {"missing": 1}
    assert stores.reconciliations().find("friends", "woocommerce").failing == ""


def test_a_newer_credential_that_is_refused_gives_way_to_the_older(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    shop.put(1, OLD)
    live = [f"{line.url} ck_new cs_new", f"{line.url} {KEY} {SECRET}"]
    clients.secrets().client.call(
        "PutSecretValue",
        {
            "SecretId": "goodword/stores/friends/woocommerce",
            "SecretString": json.dumps({"live": live}),
        },
    )

    assert counts_of(run_reconciliation("woocommerce")) == {"missing": 1}


def test_a_bad_credential_is_told_without_showing_it(account: None) -> None:
    store_program()
    store_credential("woocommerce", "ck_secret cs_secret")

    run = run_reconciliation("woocommerce")

    assert run.error.startswith("bad_store_credential")
    assert "ck_secret" not in run.error


@pytest.mark.parametrize("source", ["woocommerce", "signed", "nothing"])
def test_a_store_without_a_credential_or_list_is_refused(account: None, source: str) -> None:
    store_program()

    with pytest.raises(NoStoreError):
        run_reconciliation(source)


def test_busy_tables_end_the_run_before_anything_is_passed_over(
    shop: WooCommerceShop, line: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.put(1, OLD)

    def busy(*_: object, **__: object) -> bool:
        raise UnavailableError("the tables are busy.")

    with monkeypatch.context() as patch:
        patch.setattr(Conversions, "record", busy)
        assert run_reconciliation("woocommerce").ending is Ending.FAILED

    assert counts_of(run_reconciliation("woocommerce", AT + 60)) == {"missing": 1}


def test_a_list_that_does_not_go_on_ends_the_run(
    shop: WooCommerceShop, line: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(PER_PAGE + 1):
        shop.put(number, OLD + number)
    turned = woocommerce_list.page

    def stuck(account: object, span: object, cursor: object, ask: object) -> object:
        page = turned(account, span, None, ask)  # type: ignore[arg-type]
        return RowPage(page.rows, "same")

    monkeypatch.setattr(woocommerce_list, "page", stuck)

    run = run_reconciliation("woocommerce")

    assert run.ending is Ending.FAILED
    assert len(line.asked) == 2
