"""`goodword codes` and `goodword todo`, as a person types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals.desks import delivery as delivery_desk
from referrals.steps.delivery.deliver import deliver
from referrals.wiring import stores
from tests.steps.code.code_handovers import KEY, friend_side, fulfil, settle
from tests.world import NOW, a_program, refer

RUNNER = CliRunner()
ITEM = f"{KEY}#reward-friend"


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    (tmp_path / "codes.csv").write_text("code\nSPRING-1\nSPRING-1\nSPRING-2\n")


def rewarded(codes_by: str) -> None:
    stores.programs().add(a_program(hold_days=0, codes_by=codes_by))
    assert refer() == KEY
    settle()


def test_a_file_of_codes_is_imported_and_told() -> None:
    rewarded("stock")

    ran = RUNNER.invoke(app, ["codes", "import", "codes.csv", "--program", "friends"])

    assert "2 codes are new, 0 came before." in ran.stdout
    assert "1 refused: twice in the file." in ran.stdout
    fulfil()
    listed = RUNNER.invoke(app, ["codes", "list", "friends", "--json"])
    (level,) = json.loads(listed.stdout)
    assert (level["free"], level["imported"], level["low"]) == (1, 2, True)


def test_a_file_that_is_not_there_is_said() -> None:
    rewarded("stock")

    ran = RUNNER.invoke(app, ["codes", "import", "no.csv", "--program", "friends"])

    assert ran.exit_code
    assert "stock_file_unreadable" in ran.stderr


def test_a_program_without_stock_says_so() -> None:
    rewarded("webhook")

    assert "takes no codes from stock" in RUNNER.invoke(app, ["codes", "list", "friends"]).stdout


def test_a_todo_is_listed_and_done() -> None:
    rewarded("manual")
    deliver(ITEM, delivery_desk.delivery_desk(), now=NOW, jitter=0.5)

    (todo,) = json.loads(RUNNER.invoke(app, ["todo", "list", "--json"]).stdout)
    assert (todo["item_id"], todo["what"]) == (ITEM, "hand it over")
    ran = RUNNER.invoke(app, ["todo", "done", ITEM, "--code", "SPRING-7", "--by", "Carla"])

    assert "Done by Carla" in ran.stdout
    assert friend_side().code == "SPRING-7"
    assert "Nothing waits" in RUNNER.invoke(app, ["todo", "list"]).stdout
