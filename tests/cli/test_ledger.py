"""`goodword ledger`: whether the books hold, and what one person or order earned."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.desks import reward as reward_desk
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.table import Change
from referrals.wiring import stores
from tests.world import NOW, a_program, refer

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in which a local stack is known, with one grant."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    stores.programs().add(a_program())
    settle_rewards(refer(), reward_desk.orders(), reward_desk.books(), now=NOW)


def run(*words: str) -> Result:
    return RUNNER.invoke(app, ["ledger", *words])


def test_sound_books_are_called_sound() -> None:
    ran = run("verify", "--json")

    assert ran.exit_code == 0
    assert json.loads(ran.stdout)["sound"] is True
    said = run("verify").stdout
    assert "Every chain" in said
    assert "friends:EUR: all accounts add up to €0.00" in said


def test_damage_is_named_and_fails() -> None:
    key = {"account": "person:adv_ada:friends:EUR:pending", "entry": "balance"}
    stores.ledger().table.update(key, Change(update="SET balance = :b", values={":b": 9}))

    ran = run("verify")

    assert ran.exit_code == 1
    assert "the balance says 9" in ran.stdout


def test_a_person_s_statement_is_shown() -> None:
    assert "EUR, pending: €5.00" in run("show", "adv_ada").stdout
    assert json.loads(run("show", "adv_ada", "--json").stdout)["person_id"] == "adv_ada"


def test_an_order_s_grant_is_shown() -> None:
    assert "held" in run("show", "friends#shopify#1001").stdout
    assert run("show", "friends#shopify#none").exit_code == 3
