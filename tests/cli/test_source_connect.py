"""`goodword source connect`, and what a credential is asked for before it is kept."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.providers.shops.stripe.connection import TOPICS
from referrals.wiring import clients
from tests.cli.shopfront import stack_json
from tests.gifts import open_gift_shop
from tests.shops.hook_shops import open_hook_shop
from tests.shops.shop_server import ShopServer

RUNNER = CliRunner()
URL = "https://go.shop.example"
HERE = f"{URL}/webhooks/friends/stripe"


@pytest.fixture
def stripe(
    account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Any, ShopServer]]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(stack_json(URL, {}))
    open_gift_shop(codes_by="stripe")
    with open_hook_shop("stripe") as made:
        yield made


def run(*words: str, given: str | None = None) -> Result:
    return RUNNER.invoke(app, ["source", *words], input=given)


def keep(server: ShopServer) -> Result:
    words = ("add", "friends", "stripe", "--store")
    return run(*words, given=f"{server.url} rk_live_tests\n")


def live(kind: str) -> tuple[str, ...]:
    clients.secrets().kept.clear()
    return clients.secrets().live(f"goodword/{kind}/friends/stripe")


def test_a_credential_is_told_what_it_must_and_asked_what_it_may(
    stripe: tuple[Any, ShopServer],
) -> None:
    shop, server = stripe
    shop.denied = {"POST /v1/promotion_codes"}
    refused = keep(server)

    assert refused.exit_code == 1
    assert "It must be allowed: Events: read" in refused.stderr
    assert "Stripe doesn't allow this credential: Promotion Codes: write." in refused.stderr
    assert live("stores") == ()

    shop.denied = set()
    kept = keep(server)
    assert kept.exit_code == 0, kept.output
    assert "It may: Events: read" in kept.stdout
    assert live("stores") == (f"{server.url} rk_live_tests",)


def test_a_shop_is_connected_once_and_let_go(stripe: tuple[Any, ShopServer]) -> None:
    shop, server = stripe
    keep(server)

    first, again = run("connect", "friends", "stripe"), run("connect", "friends", "stripe")

    assert first.exit_code == 0, first.output
    assert first.stdout.splitlines()[0] == f"stripe → {HERE}"
    assert "+ checkout.session.completed" in first.stdout
    assert "Its secret is stored." in first.stdout
    assert "Nothing changed: all of them lead here." in again.stdout
    assert shop.topics_at(HERE) == sorted(TOPICS)
    assert set(live("webhooks")) == shop.secret_at(HERE)

    undone = run("connect", "friends", "stripe", "--undo", "--json")
    assert sorted(json.loads(undone.stdout)["dropped"]) == sorted(TOPICS)
    assert shop.rows == {}
    assert "Nothing led here." in run("connect", "friends", "stripe", "--undo").stdout


def test_no_secret_is_shown(stripe: tuple[Any, ShopServer]) -> None:
    keep(stripe[1])
    told = run("connect", "friends", "stripe", "--json")

    assert live("webhooks")[0] not in told.output
    assert "rk_live_tests" not in told.output


def test_without_a_credential_it_says_what_to_store(stripe: tuple[Any, ShopServer]) -> None:
    refused = run("connect", "friends", "stripe")

    assert refused.exit_code == 3
    assert "goodword source add friends stripe --store" in refused.stderr
    assert run("connect", "friends", "segment").exit_code == 3
