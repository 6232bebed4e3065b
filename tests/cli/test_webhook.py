"""`goodword webhook`: the secret behind webhooks to the merchant, and a try-out on its way."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.steps.delivery.try_webhook import try_webhook
from referrals.wiring import clients, clock, stores
from tests.cli.shopfront import stack_json
from tests.world import NOW, a_program, store_program

RUNNER = CliRunner()
URL = "https://shop.example/goodword"


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local/stack.json").write_text(stack_json("https://go.shop.example", {}))


def run(*words: str, given: str | None = None) -> Result:
    return RUNNER.invoke(app, words, input=given)


def data(*words: str, given: str | None = None) -> Any:
    ran = run("webhook", *words, "--json", given=given)
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)


def live() -> tuple[str, ...]:
    clients.secrets().kept.clear()
    return clients.secrets().live("goodword/outbound/friends")


def rules_file(folder: Path, **changes: Any) -> str:
    rules = a_program(**changes).rules.model_dump(mode="json", exclude_defaults=True)
    path = folder / "rules.yaml"
    path.write_text(yaml.safe_dump(rules))
    return str(path)


def test_a_secret_is_made_and_shown_once() -> None:
    first, again = data("add", "friends"), data("add", "friends")

    assert live() == (first["secret"],)
    assert first["secret"].startswith("whsec_")
    assert again == {"program": "friends", "stored": False}


def test_what_can_not_sign_is_refused() -> None:
    ran = run("webhook", "add", "friends", "--secret-file", "-", given="whsec_short")

    assert ran.exit_code == 1
    assert live() == ()


def test_another_secret_is_no_second_add() -> None:
    data("add", "friends")
    mine = "whsec_c2l4dGVlbiByYW5kb20gYnl0ZXMh"

    ran = run("webhook", "add", "friends", "--secret-file", "-", given=mine)

    assert ran.exit_code == 4
    assert "goodword webhook rotate friends" in ran.stderr


def test_a_secret_is_changed_without_a_gap() -> None:
    old = data("add", "friends")["secret"]
    new = data("rotate", "friends")["secret"]
    both = live()
    dropped = data("rotate", "friends", "--finish")["dropped"]

    assert (both, live(), dropped) == ((new, old), (new,), 1)


def test_rotating_tells_when_it_is_signed_with() -> None:
    data("add", "friends")

    assert (
        "Within 5 minutes each webhook is signed with both"
        in run("webhook", "rotate", "friends").stdout
    )


def test_an_address_without_a_secret_is_refused_with_the_command(tmp_path: Path) -> None:
    file = rules_file(tmp_path, webhook_url=URL, time_zone="Mars/Olympus")

    for act in ("plan", "apply"):
        refused = run("program", act, file).stderr
        assert "webhook_url: nothing is kept to sign with. Make one with" in refused
        assert "`goodword webhook add friends`" in refused
        assert "time_zone" in refused


def test_the_command_makes_the_plan_pass(tmp_path: Path) -> None:
    file = rules_file(tmp_path, webhook_url=URL)
    data("add", "friends")

    assert run("program", "plan", file).exit_code == 0


def test_a_stack_that_is_away_hides_no_mistake(tmp_path: Path) -> None:
    file = rules_file(tmp_path, time_zone="Mars/Olympus")
    (tmp_path / ".local/stack.json").unlink()

    assert "time_zone" in run("program", "plan", file).stderr


def test_a_test_needs_an_address_and_a_secret() -> None:
    store_program()
    nowhere = run("webhook", "test", "friends")
    store_program(a_program(webhook_url=URL).model_copy(update={"version": 2}))
    unsigned = run("webhook", "test", "friends")

    assert (nowhere.exit_code, unsigned.exit_code) == (1, 3)
    assert "no_webhook_url" in nowhere.stderr
    assert "goodword webhook add friends" in unsigned.stderr


def test_a_test_that_nobody_takes_fails() -> None:
    store_program(a_program(webhook_url=URL))
    data("add", "friends")

    ran = run("webhook", "test", "friends", "--wait", "1")

    assert "nothing was answered yet" in ran.stderr
    (item,) = stores.outbox().page(DeliveryState.PENDING, 10)[0]
    assert ran.exit_code == 1
    assert (item.topic, item.data["program"]) == ("webhook.tested", "friends")


def take_slowly() -> None:
    """As the function does whose endpoint takes its time: leased for a while, then done."""
    outbox, found = stores.outbox(), list[OutboxItem]()
    while not found:
        time.sleep(0.05)
        found = outbox.page(DeliveryState.PENDING, 10)[0]
    leased = outbox.lease(found[0].item_id, clock.now())
    assert leased
    time.sleep(1.5)
    assert outbox.settle(leased, leased.model_copy(update={"state": DeliveryState.DONE}))


def test_a_try_that_is_under_way_is_waited_for() -> None:
    store_program(a_program(webhook_url=URL))
    data("add", "friends")
    with ThreadPoolExecutor(1) as pool:
        taken = pool.submit(take_slowly)
        ran = run("webhook", "test", "friends", "--wait", "20")
        taken.result(timeout=20)

    assert (ran.exit_code, "took it" in ran.stdout) == (0, True)


def test_a_try_out_is_one_item_of_the_outbox() -> None:
    rules = a_program(webhook_url=URL).rules

    made = [try_webhook(rules, stores.outbox(), now=NOW) for _ in range(2)]

    pending: list[OutboxItem] = stores.outbox().page(DeliveryState.PENDING, 10)[0]
    assert made[0] == made[1]
    assert [item.item_id for item in pending] == [made[0].item_id]


def test_the_list_tells_who_can_not_be_signed_for() -> None:
    store_program(a_program(webhook_url=URL))

    (before,) = data("list")
    data("add", "friends")
    (after,) = data("list")

    assert (before["url"], before["live_secrets"], after["live_secrets"]) == (URL, 0, 1)
    assert URL in run("webhook", "list").stdout
