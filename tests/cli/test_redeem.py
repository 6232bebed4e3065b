"""`goodword redeem`: what the merchant's own hands reserve, capture and release."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.desks.exchange import settle
from referrals.wiring import clock, stores
from tests.credit import credit, has
from tests.world import a_program, store_program

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in which a local stack is known, and 5.00 EUR of Ada's."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    store_program()
    credit()


def run(*words: str) -> Result:
    return RUNNER.invoke(app, ["redeem", *words])


def reserve(amount: str = "300", *more: str) -> Result:
    return run("reserve", "friends", "adv_ada", amount, "--reference", "till-1", *more)


def made_id() -> str:
    return str(json.loads(reserve("300", "--json").stdout)["redemption_id"])


def test_what_is_reserved_is_captured_in_part() -> None:
    done = run("capture", made_id(), "--amount", "100")

    assert "captured: €1.00" in done.stdout
    assert has() == 400


def test_money_with_a_point_is_the_same_amount() -> None:
    name = json.loads(reserve("3.00", "--json").stdout)["redemption_id"]

    assert "captured: €1.00" in run("capture", name, "--amount", "1.00 EUR").stdout
    assert run("now", "friends", "adv_ada", "4.00", "--reference", "till-2").exit_code == 0
    assert has() == 0


@pytest.mark.parametrize("amount", ["3,00", "3.000", "3.00 USD"])
def test_an_unclear_amount_spends_nothing(amount: str) -> None:
    for act in ("reserve", "now", "code"):
        told = run(act, "friends", "adv_ada", amount, "--reference", "till-1")
        assert (told.exit_code, "Write 5.00 for 5.00 EUR" in told.stderr) == (1, True)

    assert run("capture", made_id(), "--amount", amount).exit_code == 1
    assert has() == 200


def test_what_is_released_is_available_again() -> None:
    assert "released" in run("release", made_id()).stdout
    assert has() == 500


def test_it_is_spent_at_once() -> None:
    ran = run("now", "friends", "adv_ada", "500", "--reference", "till-9")

    assert (ran.exit_code, has()) == (0, 0)
    assert "captured: €5.00" in ran.stdout


def test_it_is_shown_and_listed() -> None:
    name = made_id()

    assert "€3.00 of adv_ada, reserved" in run("show", name).stdout
    assert json.loads(run("list", "adv_ada", "--json").stdout)[0]["reference"] == "till-1"
    assert "till-1" in run("list", "adv_ada").stdout


def test_refusals_have_the_documented_exit_codes() -> None:
    name = made_id()
    run("release", name)

    assert reserve("900").exit_code == 4
    assert run("now", "friends", "adv_ada", "900", "--reference", "x").exit_code == 1
    assert run("capture", name).exit_code == 4
    assert run("show", "rdm_nothing").exit_code == 3
    assert run("now", "friends", "adv_ada", "5", "--reference", "").exit_code == 2


def test_credit_becomes_a_code_that_is_on_its_way() -> None:
    rules = a_program(webhook_url="https://shop.example/goodword")
    stores.programs().add(rules.model_copy(update={"version": 2}))

    made = run("code", "friends", "adv_ada", "300", "--reference", "wish-1", "--json")

    name = json.loads(made.stdout)["redemption_id"]
    assert has() == 200
    assert "made in a moment" in run("show", name).stdout
    settle(stores.outbox().get(f"{name}#exchange"), clock.now())
    assert "code: " in run("show", name).stdout


def test_an_item_that_is_not_there_is_named() -> None:
    ran = run("item", "friends", "adv_ada", "car", "--reference", "wish-2")

    assert (ran.exit_code, has()) == (3, 500)
