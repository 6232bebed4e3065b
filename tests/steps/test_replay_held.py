"""Held bodies read again: by the CLI too."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals import desks, wiring
from referrals.model.receipt import Outcome
from referrals.steps.record_conversion import UnknownSourceError
from referrals.steps.replay_held import replay_held
from referrals.store.body import RawBody
from tests.cli.shopfront import stack_json
from tests.world import AT, a_key, a_program, settled

ORDER = {
    "type": "order.paid",
    "timestamp": "2026-11-22T09:29:00Z",
    "data": {"order_id": "1001", "currency": "USD", "total": "50.00"},
}


@pytest.fixture(autouse=True)
def held(account: None) -> None:
    """An order in dollars, reported while the program was still in euros."""
    settled()
    body = RawBody(json.dumps(ORDER).encode(), {}, AT)
    wiring.bodies().hold("friends", "signed", body, "wrong_currency")


def in_dollars() -> None:
    wiring.programs().add(a_program(currency="USD").model_copy(update={"version": 2}))


def test_what_is_understood_now_is_recorded_once() -> None:
    in_dollars()

    (first,) = replay_held("friends", "signed", desks.intake(), now=AT + 60)

    assert first.receipt.outcome is Outcome.RECORDED
    assert wiring.conversions().state(a_key(source="signed")).paid
    assert replay_held("friends", "signed", desks.intake(), now=AT + 61) == []


def test_what_is_still_doubtful_stays_held() -> None:
    (first,) = replay_held("friends", "signed", desks.intake(), now=AT + 60)

    assert first.receipt.outcome is Outcome.HELD
    (held,) = wiring.bodies().held("friends", "signed")
    assert held.replayed_at == 0


def test_an_unknown_source_holds_nothing() -> None:
    with pytest.raises(UnknownSourceError):
        replay_held("friends", "abacus", desks.intake(), now=AT)


def test_the_command_lists_and_replays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(stack_json("http://localhost", {}))
    runner = CliRunner()

    listed = runner.invoke(app, ["held", "list", "friends", "signed"])
    in_dollars()
    replayed = runner.invoke(app, ["held", "replay", "friends", "signed", "--json"])

    assert "wrong_currency" in listed.stdout
    assert json.loads(replayed.stdout)[0]["outcome"] == "recorded"
