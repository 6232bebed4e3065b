"""`goodword connection`: secrets of Klaviyo and Slack, a try-out, and how each does."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.model.delivery.outbox import DeliveryState
from referrals.wiring import clients, stores
from tests.cli.shopfront import stack_json
from tests.providers.channels.surroundings import HOOK
from tests.world import NOW, a_program, store_program

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(stack_json("https://go.shop.example", {}))
    store_program(a_program(connections={"slack_hour": 8}))


def run(*words: str, given: str | None = None) -> Result:
    return RUNNER.invoke(app, ["connection", *words], input=given)


def rows() -> dict[str, Any]:
    return {each["connection"]: each for each in json.loads(run("list", "--json").stdout)}


def test_a_secret_is_kept_and_never_shown() -> None:
    ran = run("add", "friends", "slack", "--secret-file", "-", given=f"{HOOK}\n")

    clients.secrets().kept.clear()
    assert ran.exit_code == 0, ran.output
    assert clients.secrets().live("goodword/outbound/friends/slack") == (HOOK,)
    assert HOOK not in ran.output
    assert "1. Try it: goodword connection test friends slack" in ran.output


def test_a_new_secret_opens_what_was_closed() -> None:
    stores.endpoints().close("friends#slack", "slack", NOW)
    assert rows()["slack"]["closed"]

    run("add", "friends", "slack", "--secret-file", "-", given=HOOK)

    found = rows()
    assert (found["slack"]["closed"], found["slack"]["has_secret"]) == (False, True)
    assert (found["slack"]["is_on"], found["klaviyo"]["is_on"]) == (True, False)


@pytest.mark.parametrize(
    ("which", "secret"),
    [
        ("slack", "https://evil.example/services/x"),
        ("klaviyo", "public"),
        ("klaviyo", "pk_with a blank in it"),
        ("klaviyo", "pk_" + "x" * 400),
    ],
)
def test_what_can_not_be_one_is_refused(which: str, secret: str) -> None:
    ran = run("add", "friends", which, "--secret-file", "-", given=secret)

    assert ran.exit_code == 1
    assert secret not in ran.output
    assert not rows()[which]["has_secret"]


def test_a_try_needs_a_secret() -> None:
    ran = run("test", "friends", "slack")

    assert ran.exit_code == 3
    assert "goodword connection add friends slack" in ran.stderr


def test_a_try_that_nobody_takes_says_so() -> None:
    run("add", "friends", "slack", "--secret-file", "-", given=HOOK)

    ran = run("test", "friends", "slack", "--wait", "1")

    items, _ = stores.outbox().page(DeliveryState.PENDING, 9)
    assert [item.topic for item in items] == ["connection.tested"]
    assert "nothing was answered yet" in ran.stderr
