"""`goodword source test`: what becomes of a test order at every source, and at odd doors."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from typer.testing import CliRunner

from goodword.main import app
from goodword.trial import http
from referrals.providers.shops.platform import platforms
from referrals.wiring import stores
from tests.cli.shopfront import SECRETS, odd_door, open_stack
from tests.world import a_program

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with open_stack(tmp_path, monkeypatch):
        yield


def run(source: str, *words: str, given: str | None = None) -> Any:
    return RUNNER.invoke(app, ["source", "test", "friends", source, *words], input=given)


@pytest.mark.parametrize("source", platforms())
def test_a_test_order_ends_without_earning_or_counting(source: str) -> None:
    ran = run(source, "--json", "--wait", "20")

    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.stdout[ran.stdout.index('{\n  "url"') :])
    ended = {"segment": ("recorded", "unpaid"), "paddle": ("ignored", "")}  # It knows no tests.
    assert (told["outcome"], told["standing"]) == ended.get(source, ("recorded", "unattributed"))
    assert list(stores.insights().all_days()) == []


def test_a_test_order_says_why_it_earns_nothing() -> None:
    assert "(test_order)" in run("shopify").stdout


def test_a_wrong_secret_is_called_so() -> None:
    ran = run("shopify", "--secret-file", "-", given="not-the-secret")

    assert (ran.exit_code, "wrong_secret" in ran.stderr) == (1, True)


def test_a_source_without_a_secret_is_not_found() -> None:
    boto3.client("secretsmanager").delete_secret(
        SecretId="goodword/webhooks/friends/signed", ForceDeleteWithoutRecovery=True
    )

    ran = run("signed")

    assert (ran.exit_code, "source add friends signed" in ran.stderr) == (3, True)


def test_a_door_that_takes_nothing_is_closed() -> None:
    stores.programs().add(a_program(program="strangers"))
    words = ["source", "test", "strangers", "signed", "--secret-file", "-"]

    ran = RUNNER.invoke(app, words, input=SECRETS["signed"])

    assert (ran.exit_code, "source_closed" in ran.stderr) == (3, True)


def test_what_isn_t_understood_is_told_as_held() -> None:
    body = {"outcome": "held", "reason": "wrong_currency"}

    with odd_door(200, json.dumps(body)) as url:
        ran = run("signed", "--url", url)

    assert (ran.exit_code, "wrong_currency" in ran.stderr) == (1, True)


@pytest.mark.parametrize(
    ("status", "code", "exit_code"),
    [
        (404, "not_our_door", 3),
        (200, "not_our_door", 3),
        (301, "odd_answer", 1),
        (403, "odd_answer", 1),
        (503, "door_busy", 5),
    ],
)
def test_an_odd_door_is_named(status: int, code: str, exit_code: int) -> None:
    with odd_door(status, "<html>hello</html>") as url:
        ran = run("signed", "--url", url)

    assert (ran.exit_code, code in ran.stderr) == (exit_code, True)


def test_an_address_without_a_server_is_unreachable() -> None:
    ran = run("signed", "--url", "http://127.0.0.1:9")

    assert (ran.exit_code, "door_unreachable" in ran.stderr) == (5, True)


def test_a_door_that_says_nothing_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "PATIENCE_SECONDS", 0.2)

    with odd_door(0, "") as url:
        ran = run("signed", "--url", url)

    assert (ran.exit_code, "door_silent" in ran.stderr) == (5, True)
