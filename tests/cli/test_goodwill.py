"""`goodword goodwill`: what a person of the shop gives, by name and with a reason."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.change_log import person_at
from goodword.main import app
from tests.credit import has
from tests.world import store_program

RUNNER = CliRunner()
WHY = ("--reference", "ticket-1", "--reason", "the parcel came late", "--by", "eve")


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    store_program()


def run(*words: str) -> Result:
    return RUNNER.invoke(app, ["goodwill", *words])


def test_it_is_given_once_and_listed() -> None:
    first = run("give", "friends", "adv_ada", "300", *WHY)
    again = run("give", "friends", "adv_ada", "300", *WHY)

    assert (first.exit_code, again.exit_code, has()) == (0, 0, 300)
    assert "was given before" in again.stdout
    [listed] = json.loads(run("list", "adv_ada", "--json").stdout)
    assert (listed["made_by"], listed["actor"]) == ("eve", person_at(deployed=False))
    assert "the parcel" in run("list", "adv_ada").stdout


def test_it_is_given_as_money_and_never_as_a_guess() -> None:
    assert run("give", "friends", "adv_ada", "3,00", *WHY).exit_code == 1
    assert run("give", "friends", "adv_ada", "3.00 EUR", *WHY).exit_code == 0
    assert has() == 300


def test_too_much_is_refused_with_its_reason() -> None:
    ran = run("give", "friends", "adv_ada", "10001", *WHY)

    assert (ran.exit_code, has()) == (1, 0)


def test_a_reason_is_asked_for() -> None:
    unsaid = ("--reference", "ticket-1", "--reason", "", "--by", "eve")

    assert run("give", "friends", "adv_ada", "300", *unsaid).exit_code == 2
