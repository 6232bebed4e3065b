"""`goodword freeze`, `lift` and `release`: a person's word becomes a fact of the order."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.wiring import stores
from tests.world import NOW, a_key, an_order, store_program


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local stack that is known here, and is moto's."""
    known = {"stack": "goodword", "url": "https://go.shop.example", "environment": {}}
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    monkeypatch.chdir(tmp_path)
    store_program()
    stores.conversions().record(a_key(), an_order(), body="sha", at=NOW)


def say(word: str, *more: str, order: str = "1001", reason: str = "looks odd") -> Result:
    names = ["--reason", reason, "--by", "eve"]
    return CliRunner().invoke(app, [word, "friends", "shopify", order, *names, *more])


@pytest.mark.parametrize("word", ["freeze", "lift", "release"])
def test_a_word_on_the_wait_stands_with_the_order(word: str) -> None:
    said = json.loads(say(word, "--json").stdout)

    (fact,) = stores.conversions().state(a_key()).holds
    assert (fact.action, fact.reason, fact.made_by) == (word, "looks odd", "eve")
    assert (said["hold_id"], said["new"]) == (fact.hold_id, True)


def test_a_repeat_says_that_it_was_said_before() -> None:
    say("freeze")

    result = say("freeze")

    assert "It was said before." in " ".join(result.output.split())
    assert len(stores.conversions().state(a_key()).holds) == 1


def test_an_order_that_nobody_reported_cannot_be_frozen() -> None:
    result = say("freeze", order="9999")

    assert result.exit_code == 3
    assert "nothing was ever reported about order 9999" in " ".join(result.output.split())


def test_a_reason_has_an_end() -> None:
    assert say("freeze", reason="x" * 281).exit_code == 2
