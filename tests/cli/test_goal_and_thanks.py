"""Goals and notes of thanks on the command line, as the docs spell them."""

import pytest
from typer.testing import CliRunner

from goodword.change_log import begin_change, person_at
from goodword.main import app
from referrals.wiring import clock
from tests.corrector import place_order, shop
from tests.goals import goal
from tests.notes import kept
from tests.world import NOW


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr("goodword.target.enter", lambda _: begin_change(deployed=False))
    shop()


def run(*words: str) -> str:
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 0, told.output
    return " ".join(told.output.split())


def test_a_goal_is_started_shown_and_ended() -> None:
    words = ("goal", "start", "friends", "winter-table", "--title", "One table", "--friends", "100")
    promise = ("--until", "2026-12-24", "--each", "3.00", "--by", "Mira")

    told = run(*words, *promise)

    assert "everyone who took part gets €3.00" in told
    assert "at most €600.00" in told
    assert "0 of 100" in run("goal", "show", "friends")
    assert "ended" in run("goal", "end", "friends", "winter-table")
    assert goal().ends_at.isoformat() == "2026-12-25T00:00:00+00:00"


def test_a_colleague_thanks_and_reads_the_note() -> None:
    place_order()
    words = ("thanks", "write", "friends", "shopify", "--about", "1001", "--to", "adv_ada")

    told = run(*words, "--by", "Mira", "--text", "How kind of you.")

    assert "it waits on their page" in told
    assert "How kind of you." in run("thanks", "show", kept()[0].note_id)
    assert kept()[0].actor == person_at(deployed=False)
    run("thanks", "reports", "friends")
