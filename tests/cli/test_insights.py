"""`goodword insights`: numbers that differ from the tables are named, and set right."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals.model.insight.insight import Bucket, Move
from referrals.model.link.click import Click, click_id_of
from referrals.wiring import clock, stores
from tests.world import AT

RUNNER = CliRunner()
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in which a local stack is known, with a click that was never folded."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    now = clock.now()
    click = Click(click_id_of(AT, bytes(8)), "ada", "friends", now, "", BROWSER, "GET", "", "")
    stores.clicks().record(click)


def test_a_check_names_what_differs_and_fails() -> None:
    ran = RUNNER.invoke(app, ["insights", "check", "--json"])

    told = json.loads(ran.stdout)
    assert ran.exit_code == 1
    assert [(one["code"], one["counter"], one["counted"], one["expected"]) for one in told] == [
        ("", "people@2", 0, 1),
        ("ada", "people@2", 0, 1),
    ]


def test_a_rebuild_leaves_nothing_to_name() -> None:
    rebuilt = RUNNER.invoke(app, ["insights", "rebuild"])
    checked = RUNNER.invoke(app, ["insights", "check"])

    assert "2 numbers set right" in rebuilt.stdout
    assert checked.exit_code == 0
    assert "all numbers agree with the tables" in checked.stdout


def test_counts_of_former_rules_are_made_anew() -> None:
    day = Bucket("friends", clock.now().date())
    stores.insights().fold([Move("then", {day: {"bots@1": 4}})], clock.now())

    RUNNER.invoke(app, ["insights", "rebuild"])

    (found,) = stores.insights().days("friends", day.on, day.on)
    assert {name: many for name, many in found.counters.items() if many} == {"people@2": 1}
