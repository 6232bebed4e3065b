"""`goodword insights`: numbers that differ from the tables are named, and set right."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals.model.insight.insight import Bucket, Counter, Move
from referrals.model.link.click import Click, click_id_of
from referrals.wiring import clock, stores
from tests.customer_turns import (
    ADA,
    AnswerTurn,
    OrderTurn,
    changes_of,
    cohort,
    said_by,
)
from tests.world import AT, NOW, a_program, store_program

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


def test_worth_by_score_is_checked_and_set_right() -> None:
    store_program(a_program())
    changes_of([OrderTurn("1", customer=ADA, brought=False)])
    said_by([AnswerTurn(score=9)])
    RUNNER.invoke(app, ["insights", "rebuild"])
    bucket = Bucket("friends", NOW.date().replace(day=1), cohort="promoters-90")
    stores.insights().fold([Move("spoiled", {bucket: {"customers": 6}})], clock.now())

    told = json.loads(RUNNER.invoke(app, ["insights", "check", "--json"]).stdout)
    RUNNER.invoke(app, ["insights", "rebuild"])

    named = [(each["cohort"], each["counter"], each["counted"], each["expected"]) for each in told]
    assert named == [("promoters-90", "customers", 7, 1)]
    assert cohort("promoters-90")["customers"] == 1


def test_measures_are_shown_with_interval_and_meaning() -> None:
    store_program(a_program())
    counters: dict[str, int] = {Counter.FIRST_ORDERS: 50, Counter.FIRST_REFERRED: 10}
    day = Bucket("friends", clock.now().date() - timedelta(days=1))
    stores.insights().fold([Move("x", {day: counters})], clock.now())

    ran = RUNNER.invoke(app, ["insights", "show", "friends"])

    assert ran.exit_code == 0
    assert "20.0%" in ran.stdout
    assert "11.2% to 33.0%" in ran.stdout
    assert "too few to say (0)" in ran.stdout


def test_a_period_without_a_program_is_refused() -> None:
    assert RUNNER.invoke(app, ["insights", "show"]).exit_code == 2


def test_a_definition_needs_no_stack(tmp_path: Path) -> None:
    (tmp_path / ".local/stack.json").unlink()

    ran = RUNNER.invoke(app, ["insights", "show", "--define", "k_factor"])

    assert ran.exit_code == 0
    assert "denominator: customers" in ran.stdout
