"""`goodword explain --as-of`: an order as it stood, and its decisions taken again."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.model.order.conversion import CancellationFact
from referrals.wiring import stores
from tests.corrector import place_order, shop
from tests.world import AT, NOW, a_key


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local stack that is known here, and is moto's."""
    known = {"stack": "goodword", "url": "https://go.shop.example", "environment": {}}
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    monkeypatch.chdir(tmp_path)
    shop()
    place_order()


def explain(*more: str) -> Result:
    return CliRunner().invoke(app, ["explain", "friends", "shopify", "1001", *more])


def test_a_past_moment_is_told_with_its_decisions_taken_again() -> None:
    later = NOW + timedelta(hours=1)
    stores.conversions().record(
        a_key(), CancellationFact("customer", AT * 1000 + 1), body="", at=later
    )

    text = " ".join(explain("--as-of", "2026-11-22T09:30").output.split())

    assert "As it stood on 2026-11-22 09:30:00 UTC." in text
    assert "called off" not in text
    assert "Attribution, taken again under its own rules: the same answer." in text
    assert "Reward, taken again under its own rules: the same answer." in text


def test_programs_read_the_same() -> None:
    told = json.loads(explain("--as-of", "2026-11-23", "--json").stdout)

    assert told["story"]["as_of"] == "2026-11-23T00:00:00Z"
    assert told["story"]["retaken"] == {"attribution": "same", "reward": "same"}


def test_before_the_order_there_is_nothing_to_tell() -> None:
    result = explain("--as-of", "2026-11-01")

    assert result.exit_code == 3
    assert "nothing had been reported about order 1001" in " ".join(result.output.split())


def test_now_is_told_without_taking_anything_again() -> None:
    assert "taken again" not in explain().output
