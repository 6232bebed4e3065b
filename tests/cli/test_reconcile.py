"""`goodword reconcile`: pulling a store now, and reading what was found."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals.wiring import clock, stores
from tests.cli.shopfront import stack_json
from tests.shops.shop_server import ShopReply, ShopServer, serving_shop
from tests.shops.shopify.shop import TOKEN, ShopifyShop, server
from tests.shops.visits import store_credential
from tests.world import AT, DAY, NOW, store_program

RUNNER = CliRunner()
RUN = ["reconcile", "run", "friends", "shopify"]


@pytest.fixture
def shop() -> ShopifyShop:
    return ShopifyShop()


@pytest.fixture(autouse=True)
def line(
    account: None, shop: ShopifyShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ShopServer]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(stack_json("http://localhost:8787", {}))
    store_program()
    with serving_shop(server(shop)) as made:
        store_credential("shopify", f"{made.url} {TOKEN}")
        yield made


def ran(*words: str) -> tuple[int, Any]:
    result = RUNNER.invoke(app, [*words, "--json"])
    return result.exit_code, json.loads(result.stdout) if result.stdout else result.stderr


def test_a_run_looks_up_to_this_moment(shop: ShopifyShop) -> None:
    shop.put(1, AT - 5)

    code, found = ran(*RUN)

    assert (code, found["ending"]) == (0, "done")
    assert found["tally"]["counts"] == {"missing": 1}


def test_a_run_says_in_words_what_it_found(shop: ShopifyShop) -> None:
    shop.put(1, AT - 5)

    result = RUNNER.invoke(app, RUN)

    assert "done: 1 missing" in result.stdout
    assert "missing: 1" in result.stdout
    assert "nothing to compare" in RUNNER.invoke(app, RUN).stdout


def test_everything_since_a_day_is_compared_once_more(shop: ShopifyShop) -> None:
    shop.put(1, AT - 20 * DAY)
    shop.bucket.size = shop.bucket.there = 100_000
    assert ran(*RUN)[1]["tally"]["counts"] == {}

    code, found = ran(*RUN, "--since", "2026-11-01")

    assert code == 0
    assert found["tally"]["counts"] == {"missing": 1}


def test_a_moment_to_come_is_refused_and_nothing_is_lost(shop: ShopifyShop) -> None:
    shop.put(1, AT - 5)

    code, told = ran(*RUN, "--since", "2026-12-24")

    assert code == 1
    assert "since_ahead since:" in told
    assert ran(*RUN)[1]["tally"]["counts"] == {"missing": 1}


def test_a_store_that_refuses_is_told(line: ShopServer) -> None:
    line.ill = [ShopReply(status=401)]

    result = RUNNER.invoke(app, RUN)

    assert result.exit_code == 1
    assert "store_refused" in result.stdout
    assert TOKEN not in result.stdout


def test_a_store_that_wants_a_pause_is_left_alone(line: ShopServer) -> None:
    line.ill = [ShopReply(status=429, headers={"retry-after": "900"})]

    assert ran(*RUN)[0] == 5
    assert ran(*RUN)[1]["ending"] == "waiting"


def test_a_store_that_another_run_is_at_is_not_touched() -> None:
    stores.reconciliations().take("friends", "shopify", "other", now=NOW, seconds=60)

    assert ran(*RUN)[0] == 4


def test_a_source_without_a_store_is_named() -> None:
    result = RUNNER.invoke(app, ["reconcile", "run", "friends", "signed"])

    assert result.exit_code == 3
    assert "no_store" in result.stderr


def test_reports_tell_of_every_store_and_what_fails(shop: ShopifyShop, line: ShopServer) -> None:
    shop.put(1, AT - 5)
    ran(*RUN)
    line.ill = [ShopReply(status=401)]
    ran(*RUN, "--since", "2026-11-21")

    code, told = ran("reconcile", "report", "friends")

    assert code == 0
    assert told["standings"]["shopify"]["failing"] == "store_refused"
    assert told["reports"][0]["tally"]["counts"] == {"missing": 1}
    shown = RUNNER.invoke(app, ["reconcile", "report", "friends", "shopify"]).stdout
    assert "shopify fails since 2026-11-22T09:30:00Z: store_refused" in shown


def test_a_program_without_stores_has_no_reports() -> None:
    assert ran("reconcile", "report", "friends") == (0, {"standings": {}, "reports": []})
