"""`goodword reviews`: what the merchant's own hands look at, approve, deny and note."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from tests.corrector import has, shop
from tests.reviewer import CASE_ID, decision_now, hold_order

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    shop()
    hold_order()


def run(*words: str) -> Result:
    return RUNNER.invoke(app, ["reviews", *words], env={"COLUMNS": "200"})


def test_the_queue_shows_order_score_and_day() -> None:
    ran = run("list")

    assert CASE_ID in ran.stdout
    for text in ("friends shopify 1001", "60", "same_payment, same_address", "2026-11-25"):
        assert text in ran.stdout


def test_an_empty_queue_is_said_so() -> None:
    assert "Nobody waits here." in run("list", "--state", "denied").stdout


def test_one_is_shown_with_what_was_found_and_said() -> None:
    run("note", CASE_ID, "asked them [by] mail", "--by", "eve")

    ran = run("show", CASE_ID)

    assert "+40" in ran.stdout
    assert "note by eve: asked them [by] mail" in ran.stdout


def test_an_approval_is_said_and_followed() -> None:
    ran = run("approve", CASE_ID, "--by", "eve", "--note", "a neighbour")
    decision_now()

    assert ran.exit_code == 0
    assert "Approved: the reward goes ahead, says eve." in ran.stdout
    assert has("adv_ada") == 500


def test_an_order_s_story_names_its_review() -> None:
    ran = RUNNER.invoke(app, ["explain", "friends", "shopify", "1001"])

    assert f"review: {CASE_ID} (goodword reviews show)" in ran.stdout


def test_a_denial_leaves_nothing() -> None:
    run("deny", CASE_ID, "--by", "eve")

    assert decision_now().reason == "risk_denied"
    assert CASE_ID in run("list", "--state", "denied").stdout


def test_a_program_reads_the_word_as_json() -> None:
    said = json.loads(run("approve", CASE_ID, "--by", "eve", "--json").stdout)

    assert (said["order"], said["act"], said["new"]) == ("friends#shopify#1001", "approve", True)


def test_harm_is_told_by_check() -> None:
    run("deny", CASE_ID, "--by", "eve")
    decision_now()

    ran = run("harm", "friends", "--days", "366")

    assert "1 denials, 0 taken back" in ran.stdout
    assert "same_payment: 0 of 1 taken back; share: too few to say (1)" in ran.stdout


def test_what_is_too_long_or_nobody_s_is_wrong_usage() -> None:
    assert run("approve", CASE_ID, "--by", "").exit_code == 2
    assert run("deny", CASE_ID, "--by", "eve", "--note", "x" * 281).exit_code == 2
    assert run("note", CASE_ID, "", "--by", "eve").exit_code == 2


def test_nothing_by_that_name_is_said_so() -> None:
    assert run("show", "rev_" + "0" * 26).exit_code == 3
