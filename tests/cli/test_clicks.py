"""`goodword clicks replay`, over files and over the function's log."""

import json
from pathlib import Path

import boto3
import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals.edge.redirect import tell
from referrals.model.link.destination import Destination, DestinationKind
from referrals.wiring import clock, stores
from tests.steps.link.click import CLICK

RUNNER = CliRunner()


@pytest.fixture
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in which a local stack is known."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    tell(Destination(DestinationKind.ON, unstored=CLICK))
    return capsys.readouterr().out.splitlines()


def test_clicks_come_back_from_a_file(stack: None, lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "log").write_text("\n".join(lines))

    ran = RUNNER.invoke(app, ["clicks", "replay", "log", "--json"])

    assert json.loads(ran.stdout) == {"stored": 1, "already_there": 0, "unreadable": 0}
    assert stores.clicks().get(CLICK.click_id) == CLICK


def test_clicks_come_back_from_standard_input(stack: None, lines: list[str]) -> None:
    ran = RUNNER.invoke(app, ["clicks", "replay", "-"], input="\n".join(lines))

    assert "1 stored" in ran.stdout


def test_clicks_come_back_from_the_function_s_log(stack: None, lines: list[str]) -> None:
    logs = boto3.client("logs")
    place = {"logGroupName": "/aws/lambda/goodword-redirect", "logStreamName": "one"}
    logs.create_log_group(logGroupName=place["logGroupName"])
    logs.create_log_stream(**place)
    now = int(clock.now().timestamp()) * 1000
    logs.put_log_events(**place, logEvents=[{"timestamp": now, "message": m} for m in lines])

    ran = RUNNER.invoke(app, ["clicks", "replay", "--json"])

    assert json.loads(ran.stdout)["stored"] == 1
