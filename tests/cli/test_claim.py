"""`goodword claim`, `goodword correct`, and what `goodword explain` tells of them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.desks import attribution as attribution_desk
from referrals.desks import reward as reward_desk
from referrals.model.order.conversion import Signals
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.world import NOW, a_key, a_link, a_program, an_advocate, an_order, store_program

RUNNER = CliRunner()
ORDER = ("friends", "shopify", "1001")
CLAIM = ("--email", "ben@example.com", "--at", "2026-11-20")
BY = ("--reason", "Cleo wrote to us", "--by", "eve")


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local stack that is known here, with an order that Ada brought."""
    known = {"stack": "goodword", "url": "https://go.shop.example", "environment": {}}
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    monkeypatch.chdir(tmp_path)
    store_program(a_program(), a_link(), a_link("cleos", advocate_id="adv_cleo"))
    stores.people().add(an_advocate("cleo@example.com", "adv_cleo"))
    order = an_order(signals=Signals(ref_codes=("ada-bakes",)))
    stores.conversions().record(a_key(), order, body="sha", at=NOW)
    wake_stages()


def wake_stages() -> None:
    attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)
    settle_rewards(str(a_key()), reward_desk.orders(), reward_desk.books(), now=NOW)


def run(*words: str) -> Result:
    return RUNNER.invoke(app, list(words))


def test_a_claim_is_made_and_shown() -> None:
    made = run("claim", "make", *ORDER, "--to", "cleos", *CLAIM, "--json")
    assert json.loads(made.stdout)["status"] == "waiting"

    wake_stages()

    shown = json.loads(run("claim", "show", *ORDER, "--json").stdout)
    assert [each["status"] for each in shown] == ["already_attributed"]
    assert "already_attributed" in run("claim", "show", *ORDER).stdout


def test_a_refused_claim_says_by_which_check() -> None:
    run(
        "claim", "make", *ORDER, "--to", "cleos", "--email", "eve@example.com", "--at", "2026-11-20"
    )
    wake_stages()

    assert "same_friend: not who bought." in run("claim", "show", *ORDER).stdout


def test_a_correction_is_made_once_and_told() -> None:
    first = run("correct", *ORDER, "--to", "cleos", *BY)
    again = run("correct", *ORDER, "--to", "cleos", *BY)
    wake_stages()

    assert "Corrected: it came by cleos, says eve." in first.stdout
    assert "already" in again.stdout
    explained = " ".join(run("explain", *ORDER).stdout.split())
    assert "Decided first: attributed to adv_ada by ada-bakes" in explained
    assert "corrected by eve on 20" in explained
    assert "former advocate: The shop looked again" in explained


def test_people_are_told_in_the_language_asked_for() -> None:
    wake_stages()

    told = " ".join(run("explain", *ORDER, "--language", "de-AT").stdout.split())

    assert "Durch Sie ist jemand zu uns gekommen." in told


def test_a_language_that_nobody_wrote_is_refused() -> None:
    ran = run("explain", *ORDER, "--language", "xx")

    assert ran.exit_code == 2
    assert "ar, de, en, es, fr, pt-BR" in ran.stderr


def test_nobody_can_be_named_too() -> None:
    made = run("correct", *ORDER, "--nobody", *BY, "--json")
    wake_stages()

    assert json.loads(made.stdout)["code"] == ""
    explained = json.loads(run("explain", *ORDER, "--json").stdout)
    assert explained["standing"] == "delivering"
    assert explained["story"]["attribution"]["decided_by"] == "eve"


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        (("correct", *ORDER, *BY), 2),
        (("correct", *ORDER, "--to", "cleos", "--nobody", *BY), 2),
        (("correct", *ORDER, "--to", "nobody-has-it", *BY), 3),
        (("correct", "friends", "shopify", "404", "--nobody", *BY), 3),
        (("claim", "make", *ORDER, "--to", "adv_nobody", *CLAIM), 3),
        (("claim", "make", *ORDER, "--to", "cleos", "--email", "x", "--at", "2026-11-20"), 1),
        (("claim", "show", "friends", "shopify", "404"), 3),
    ],
)
def test_what_is_wrong_ends_with_its_exit_code(words: tuple[str, ...], exit_code: int) -> None:
    assert run(*words).exit_code == exit_code
