"""`goodword stories`: somebody of the shop reads, approves and declines."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.change_log import person_at
from goodword.main import app
from referrals.model.story.story import StoryState
from tests.stories import WORDS, shop_with_wall, stored, write

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    shop_with_wall(monkeypatch)


def run(*words: str) -> Result:
    return RUNNER.invoke(app, ["stories", *words])


def test_what_waits_is_listed_and_shown_with_its_ticks() -> None:
    story = write()

    listed, shown = run("list", "friends"), run("show", story.story_id)

    assert story.story_id in listed.stdout
    assert WORDS in shown.stdout
    assert "Ada gets a thank-you when a friend orders." in shown.stdout
    assert "agreed 2026-11-22" in shown.stdout


def test_it_is_approved_by_name() -> None:
    story = write()

    ran = run("approve", story.story_id, "--by", "Eve")
    again = run("approve", story.story_id, "--by", "Eve")

    assert (ran.exit_code, stored(story).state) == (0, StoryState.APPROVED)
    assert "Its author hears of it" in ran.stdout
    assert "said before" in again.stdout
    who = f"Eve ({person_at(deployed=False)})"
    assert f"approve of version 1 by {who}" in run("show", story.story_id).stdout


def test_it_is_declined_with_a_reason() -> None:
    story = write()

    without = run("decline", story.story_id, "--by", "Eve")
    declined = run("decline", story.story_id, "--by", "Eve", "--reason", "unkind")

    assert (without.exit_code, declined.exit_code) == (2, 0)
    [row] = json.loads(run("list", "friends", "--state", "declined", "--json").stdout)
    assert row["story_id"] == story.story_id


def test_a_newer_version_is_not_approved_by_habit() -> None:
    story = write()
    write("Other words.", story_id=story.story_id)

    ran = run("approve", story.story_id, "--by", "Eve")
    right = run("approve", story.story_id, "--by", "Eve", "--version", "2")

    assert (ran.exit_code, right.exit_code) == (4, 0)


def test_nothing_that_waits_is_said_so() -> None:
    assert "There is none" in run("list", "friends").stdout
    assert "There is none" in run("list", "friends", "--use", "elsewhere").stdout


def test_no_words_of_a_story_colour_the_terminal() -> None:
    story = write("[bold red]loud[/bold red]")

    assert "[bold red]loud[/bold red]" in run("show", story.story_id).stdout
    assert "[bold red]loud[/bold red]" in run("list", "friends").stdout
