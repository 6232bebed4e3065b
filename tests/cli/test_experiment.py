"""Experiments on the command line, as the docs spell them."""

import pytest
from typer.testing import CliRunner

from goodword.change_log import begin_change
from goodword.main import app
from referrals.wiring import clock
from tests import trials
from tests.steps.nudge.delights import ON
from tests.steps.nudge.nudge_trial import declared
from tests.world import NOW


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr("goodword.target.enter", lambda _: begin_change(deployed=False))
    trials.begin()


def run(*words: str, code: int = 0) -> str:
    told = CliRunner().invoke(app, words)
    assert told.exit_code == code, told.output
    return " ".join(told.output.split())


def test_an_experiment_is_listed_shown_and_ended() -> None:
    assert "bigger-gift, until 2027-01-31: A bigger gift" in run("experiment", "list", "friends")
    shown = run("experiment", "show", "friends", "bigger-gift")
    assert "Too early: each arm needs 100 links" in shown
    assert "bigger: The friend gets 20% off" in shown

    assert "A person ended it." in run("experiment", "end", "friends", "bigger-gift")
    assert "bigger-gift, ended" in run("experiment", "list", "friends")
    assert "has no experiment other" in run("experiment", "show", "friends", "other", code=3)


def test_one_about_nudges_is_told_by_advocates() -> None:
    trials.apply(NOW, experiments=[trials.declared(), declared()], nudges=ON)

    shown = run("experiment", "show", "friends", "softer-words")

    assert "take part" in shown
    assert "per 1,000 advocates" in shown
    assert "100 advocates whose 30 days are over" in shown
    assert "all numbers agree" in run("insights", "check")


def test_the_check_of_numbers_adds_experiments_up() -> None:
    assert "all numbers agree" in run("insights", "check")
    assert "0 numbers set right" in run("insights", "rebuild")
