"""`goodword statement`: what somebody has, in words."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from tests.credit import credit
from tests.world import NOW, store_program

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    store_program()
    credit(300, ends_at=NOW + timedelta(days=3650))
    credit(200)


def run(*words: str) -> Result:
    return RUNNER.invoke(app, ["statement", "friends", "adv_ada", *words])


def test_it_is_told_in_the_language_asked_for() -> None:
    told = run("--language", "de").stdout

    assert "Sofort einsetzbar: 5,00\u00a0€." in told
    assert "Nutzbar bis zum" in told
    assert "22. November 2026: 2,00\u00a0€ dazu. Verdient durch ein gutes Wort." in told


def test_it_says_when_there_is_more() -> None:
    assert "There is more" in run("--limit", "1").stdout
    assert json.loads(run("--limit", "1", "--json").stdout)["more"] is True
    assert json.loads(run("--json").stdout)["more"] is False


def test_an_asset_that_the_program_does_not_keep_is_refused() -> None:
    assert run("--asset", "USD").exit_code == 1


def test_nobody_has_no_statement() -> None:
    assert RUNNER.invoke(app, ["statement", "friends", "adv_nobody"]).exit_code == 3
