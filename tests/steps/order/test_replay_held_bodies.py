"""Held bodies read again: by the CLI too."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals.desks import conversion as conversion_desk
from referrals.model.order.receipt import Outcome
from referrals.steps.order.record_conversion import UnknownSourceError
from referrals.steps.order.replay_held_bodies import ReplayBounds, Round, replay_held_bodies
from referrals.store.order.body import Bodies, HeldBody, RawBody
from referrals.wiring import stores
from tests.cli.shopfront import stack_json
from tests.world import NOW, a_key, a_program, store_program

LATER = NOW + timedelta(minutes=1)
ORDER = {
    "type": "order.paid",
    "timestamp": "2026-11-22T09:29:00Z",
    "data": {"order_id": "1001", "currency": "USD", "total": "50.00"},
}


@pytest.fixture(autouse=True)
def hold_order(account: None) -> None:
    """An order in dollars, reported while the program was still in euros."""
    store_program()
    body = RawBody(json.dumps(ORDER).encode(), {}, NOW)
    stores.bodies().hold("friends", "signed", body, "wrong_currency")


def hold(currency: str, *numbers: int) -> None:
    for number in numbers:
        data = {"order_id": str(number), "currency": currency, "total": "50.00"}
        body = RawBody(json.dumps({**ORDER, "data": data}).encode(), {}, NOW)
        stores.bodies().hold("friends", "signed", body, "once doubtful")


def replay_round(after: str, bounds: ReplayBounds | None = None) -> Round:
    return replay_held_bodies(
        "friends",
        "signed",
        conversion_desk.recording(),
        now=NOW + timedelta(seconds=60),
        after=after,
        bounds=bounds,
    )


def in_dollars() -> None:
    stores.programs().add(a_program(currency="USD").model_copy(update={"version": 2}))


def test_what_is_understood_now_is_recorded_once() -> None:
    in_dollars()

    (first,) = replay_held_bodies(
        "friends", "signed", conversion_desk.recording(), now=LATER
    ).replayed

    assert first.receipt.outcome is Outcome.RECORDED
    assert stores.conversions().state(a_key(source="signed")).paid
    assert (
        replay_held_bodies("friends", "signed", conversion_desk.recording(), now=LATER).replayed
        == ()
    )


def test_what_is_still_doubtful_stays_held() -> None:
    (first,) = replay_held_bodies(
        "friends", "signed", conversion_desk.recording(), now=LATER
    ).replayed

    assert first.receipt.outcome is Outcome.HELD
    (held,) = stores.bodies().held_bodies("friends", "signed")
    assert held.replayed_at is None


def test_an_unknown_source_holds_nothing() -> None:
    with pytest.raises(UnknownSourceError):
        replay_held_bodies("friends", "abacus", conversion_desk.recording(), now=NOW)


def test_the_command_lists_and_replays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(stack_json("http://localhost", {}))
    runner = CliRunner()

    listed = runner.invoke(app, ["conversions", "held", "friends", "signed"])
    in_dollars()
    replayed = runner.invoke(app, ["conversions", "replay", "friends", "signed", "--json"])

    assert "wrong_currency" in listed.stdout
    told = json.loads(replayed.stdout)
    assert (told["replayed"][0]["outcome"], told["waiting"]) == ("recorded", 0)


def test_the_command_goes_on_behind_what_it_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(stack_json("http://localhost", {}))
    hold("USD", *range(2, 6))
    asked = ["conversions", "replay", "friends", "signed", "--most", "2"]
    tried: list[str] = []
    after = ""

    for _ in range(3):
        words = [*asked, "--json", *(["--after", after] if after else [])]
        told = json.loads(CliRunner().invoke(app, words).stdout)
        tried += [each["sha"] for each in told["replayed"]]
        after = told["after"]

    assert (len(tried), len(set(tried)), after) == (5, 5, "")
    assert "Go on with --after" in CliRunner().invoke(app, asked).stdout


def test_one_that_stays_doubtful_keeps_nobody_from_the_rest() -> None:
    hold("EUR", *range(2, 8))
    tried: list[str] = []
    after = ""

    for _ in range(4):
        done = replay_round(after, ReplayBounds(most=2))
        tried += [each.sha for each in done.replayed]
        after = done.after

    assert (len(tried), len(set(tried)), after) == (7, 7, "")
    assert stores.bodies().waiting("friends", "signed") == 1


def test_a_round_ends_when_patience_does() -> None:
    hold("EUR", *range(2, 8))
    clock = iter(range(100))

    done = replay_round("", ReplayBounds(patience=3, clock=lambda: float(next(clock))))

    assert 1 <= len(done.replayed) < 7
    assert done.after


def test_a_body_that_goes_meanwhile_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    (held,) = stores.bodies().held_bodies("friends", "signed")
    listed = [held, HeldBody("0" * 64, "gone", NOW)]
    monkeypatch.setattr(Bodies, "held_page", lambda *_: (listed, ""))

    reasons = [each.receipt.reason for each in replay_round("").replayed]

    assert reasons[1] == "body_gone"


def test_a_held_body_is_printed_as_it_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(stack_json("http://localhost", {}))
    (held,) = stores.bodies().held_bodies("friends", "signed")

    command = ["conversions", "held", "friends", "signed", "--body", held.sha[:12]]
    printed = CliRunner().invoke(app, command)

    assert json.loads(printed.stdout) == ORDER
