"""`goodword program simulate`: whom a change would have touched, before it is applied."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.wiring import clock, stores
from tests.corrector import place_order, shop
from tests.world import NOW

RULES = """\
program: friends
name: Friends of the Bakery
currency: EUR
destination: https://shop.example/
allowed_hosts: [shop.example]
offers:
  - name: two-for-joy
    advocate: {kind: store_credit, amount_minor: 700}
    friend: {kind: discount_code, percent: 10}
"""


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local stack that is known here, and is moto's."""
    known = {"stack": "goodword", "url": "https://go.shop.example", "environment": {}}
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=1))


def simulate(*more: str, rules: str = RULES) -> Result:
    Path("proposed.yaml").write_text(rules)
    return CliRunner().invoke(app, ["program", "simulate", "proposed.yaml", *more])


def text_of(result: Result) -> str:
    return " ".join(result.output.split())


def test_a_change_is_told_order_by_order() -> None:
    shop()
    place_order()

    text = text_of(simulate("--since", "90d"))

    assert "1 orders decided on, 1 would have come out otherwise" in text
    assert "What stands is worth 9.20 EUR; it would be 11.20 EUR (+2.00 EUR)." in text
    assert "shopify 1001" in text
    assert stores.programs().get("friends").version == 1


def test_programs_read_who_has_what() -> None:
    shop()
    place_order()

    told = json.loads(simulate("--json").stdout)

    (change,) = told["changes"]
    assert (told["orders"], told["touched"], change["order_id"]) == (1, 1, "1001")
    assert change["before"]["shares"][0]["amount"] == 500
    assert change["after"]["shares"][0]["amount"] == 700
    assert change["cost_minor"] == told["cost_after_minor"] - told["cost_before_minor"] == 200


def test_the_same_rules_change_nothing() -> None:
    shop()
    place_order()

    same = RULES.replace("700", "500")
    text = text_of(simulate("--since", "2026-11-01", rules=same))

    assert "1 orders decided on, 0 would have come out otherwise" in text


@pytest.mark.parametrize("since", ["90", "0d", "9999d", "yesterday", "2030-01-01"])
def test_a_time_that_is_none_is_refused(since: str) -> None:
    shop()

    result = simulate("--since", since)

    assert result.exit_code == 1
    assert "bad_since" in text_of(result)


def test_touched_orders_come_by_fifties() -> None:
    shop(limits={"per_friend": 99}, qualifies={"on": "purchase", "new_customers_only": False})
    for number in range(51):
        place_order(f"{number + 1}")
    often = (
        RULES + "limits: {per_friend: 99}\nqualifies: {on: purchase, new_customers_only: false}\n"
    )

    assert "1 more: --page 2" in text_of(simulate(rules=often))
    assert "more: --page" not in text_of(simulate("--page", "2", rules=often))


def test_a_program_that_is_not_there_has_no_past() -> None:
    assert simulate().exit_code == 3
