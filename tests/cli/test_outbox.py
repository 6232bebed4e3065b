"""`goodword outbox`: what got stuck, and sending it again."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals.model.delivery.outbox import DeliveryState
from referrals.wiring import stores
from tests.world import an_item

RUNNER = CliRunner()
STUCK = "friends#shopify#1001#welcome"


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in which a local stack is known, with one item waiting and one stuck."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    stores.outbox().add(an_item())
    stores.outbox().add(an_item(item_id=STUCK, state="parked", reason="answered_500"))


def test_the_list_says_what_is_stuck_and_why() -> None:
    ran = RUNNER.invoke(app, ["outbox", "list", "--state", "parked", "--json"])

    (item,) = json.loads(ran.stdout)
    assert (item["item_id"], item["reason"]) == (STUCK, "answered_500")


def test_the_list_shows_every_state() -> None:
    ran = RUNNER.invoke(app, ["outbox", "list"])

    assert "parked" in ran.stdout
    assert "pending" in ran.stdout


@pytest.mark.parametrize("words", [[STUCK], ["--parked"]])
def test_a_parked_item_is_sent_again(words: list[str]) -> None:
    ran = RUNNER.invoke(app, ["outbox", "resend", *words])

    assert "1 waiting to go out again" in ran.stdout
    assert stores.outbox().get(STUCK).state is DeliveryState.PENDING


def test_what_is_not_parked_is_refused() -> None:
    ran = RUNNER.invoke(app, ["outbox", "resend", an_item().item_id])

    assert ran.exit_code == 4
    assert "not_parked" in ran.stderr


def test_an_unknown_item_is_told_so() -> None:
    assert RUNNER.invoke(app, ["outbox", "resend", "nothing"]).exit_code == 3


def test_resend_wants_to_know_what() -> None:
    assert RUNNER.invoke(app, ["outbox", "resend"]).exit_code == 2
