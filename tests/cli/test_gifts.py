"""`goodword gifts leaks`: codes in hands that they weren't made for."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from goodword.main import app
from referrals.model.code.gift_code import Leak, LeakKind
from referrals.wiring import stores
from tests.gifts import open_gift_shop, take_gift

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    open_gift_shop()


def test_nothing_leaked_is_said_so() -> None:
    ran = RUNNER.invoke(app, ["gifts", "leaks", "friends"])

    assert ran.exit_code == 0
    assert "No code was seen" in ran.stdout


def test_a_leak_is_shown_with_its_order() -> None:
    gift = take_gift()
    used = stores.gift_codes().use(gift, "friends#shopify#1")
    stores.gift_codes().note_leak(used, Leak(LeakKind.USED_AGAIN, "friends#shopify#2"))

    ran = RUNNER.invoke(app, ["gifts", "leaks", "friends", "--json"])

    (row,) = json.loads(ran.stdout)
    assert (row["code"], row["used_by"]) == (gift.text, "friends#shopify#1")
    assert row["leaks"] == [{"kind": "used_again", "conversion_key": "friends#shopify#2"}]
