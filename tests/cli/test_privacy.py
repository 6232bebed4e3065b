"""`goodword privacy`: what waits, what is held about a person, and forgetting them at once."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.main import app
from referrals.desks import privacy as privacy_desk
from referrals.model.people.mailbox import email_hashes
from referrals.model.privacy.request import PrivacyKind, PrivacyRequest
from referrals.steps.privacy.answer_privacy import answer_privacy
from referrals.steps.privacy.note_privacy import asked_of, note_privacy
from referrals.store.order.body import RawBody
from referrals.wiring import clients, stores
from tests.world import IDENTITY, NOW, a_friend, a_key, an_order, hash_of, store_program

RUNNER = CliRunner()
BEN = "ben@example.com"


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in which a local stack is known, with an order of Ben's and a held body."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    store_program()
    stores.people().add(a_friend())
    stores.conversions().record(a_key(), an_order(), body="", at=NOW)
    held = RawBody(json.dumps({"email": BEN, "total": "fifty"}).encode(), {}, NOW)
    stores.bodies().hold("friends", "shopify", held, "unreadable_money")


def run(*words: str) -> Result:
    return RUNNER.invoke(app, ["privacy", *words])


def note_data_request() -> None:
    request = PrivacyRequest(PrivacyKind.DATA_REQUEST, hash_of(BEN), reference="9999")
    asked = asked_of(request, "friends", "shopify", key=IDENTITY, received_at=NOW)
    note_privacy(asked, stores.privacy_requests())


def test_a_shop_s_request_waits_until_it_is_exported() -> None:
    note_data_request()

    (waiting,) = json.loads(run("list", "friends", "--json").stdout)
    exported = json.loads(run("export", "friends", BEN, "--json").stdout)

    assert (waiting["reference"], waiting["state"]) == ("9999", "open")
    assert waiting["due_at"] == "2026-12-22T09:30:00Z"
    assert exported["people"][0]["name"] == "Ben Bitdiddle"
    assert "Nothing waits" in run("list", "friends").stdout
    assert "9999" in run("list", "friends", "--all", "--json").stdout


def hold_shop_request() -> str:
    request = PrivacyRequest(PrivacyKind.SHOP_REDACT, shop="butcher.myshopify.com")
    asked = asked_of(request, "friends", "shopify", key=IDENTITY, received_at=NOW)
    note_privacy(asked, stores.privacy_requests())
    answer_privacy(privacy_desk.privacy(), now=NOW)
    return asked.request_id


def test_a_held_request_says_why_and_what_to_do() -> None:
    request_id = hold_shop_request()

    listed = run("list", "friends").stdout
    told = f"{request_id} is held (it names butcher.myshopify.com): It would erase everybody"

    assert told in listed.replace("\n", " ")
    assert "source add ... --shop" in listed.replace("\n", " ")


@pytest.mark.parametrize(("word", "state"), [("release", "open"), ("refuse", "refused")])
def test_a_person_s_word_ends_the_doubt(word: str, state: str) -> None:
    request_id = hold_shop_request()

    decided = json.loads(run(word, "friends", request_id, "--json").stdout)

    assert decided["state"] == state
    assert run(word, "friends", request_id).exit_code != 0


def test_an_order_that_fails_is_named() -> None:
    place = {"account": "grant#friends#shopify#1001", "entry": "grant"}
    clients.table("ledger").put({**place, "key": "friends#shopify#1001"})

    ran = run("erase", "friends", BEN, "--yes")

    assert "Not erased: friends#shopify#1001" in ran.stdout


def test_an_export_for_people_is_a_summary() -> None:
    told = run("export", "friends", BEN).stdout

    assert "friend: Ben Bitdiddle <ben@example.com>" in told
    assert "orders: 1001" in told
    assert "1 bodies" in told


def test_an_erasure_is_done_at_once() -> None:
    ran = run("erase", "friends", BEN, "--yes", "--json")

    told = json.loads(ran.stdout)
    assert (told["state"], told["orders"]) == ("done", ["friends#shopify#1001"])
    none = {"links": 0, "letters": 0, "former_customers": 0, "stories": 0}
    assert told["erased"] == {"orders": 1, "bodies": 1, "people": 1, **none}
    assert stores.people().find("fri_ben") is None


def test_an_erasure_made_again_finds_nothing() -> None:
    run("erase", "friends", BEN, "--yes")

    again = run("erase", "friends", BEN, "--yes")

    assert again.exit_code == 0
    assert "Erased: 0 orders" in again.stdout


def test_an_order_can_be_named() -> None:
    ran = run("erase", "friends", "--order", "shopify/1001", "--yes", "--json")

    assert json.loads(ran.stdout)["erased"]["orders"] == 1


def test_a_person_is_asked_before_anything_goes() -> None:
    assert RUNNER.invoke(app, ["privacy", "erase", "friends", BEN], input="n\n").exit_code == 1
    assert stores.people().find("fri_ben") is not None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["erase", "friends", "--yes"], 1),
        (["export", "friends", "ben"], 1),
        (["export", "nothing", BEN], 3),
        (["export", "friends", "--order", "1001"], 2),
    ],
)
def test_what_names_nobody_is_refused(words: list[str], code: int) -> None:
    assert run(*words).exit_code == code


def test_people_of_the_former_rule_are_found_by_the_present_one() -> None:
    former = email_hashes(IDENTITY, "eve@pm.me")[1]
    eve = a_friend().model_copy(
        update={"person_id": "fri_eve", "email": "eve@pm.me", "email_hash": former}
    )
    stores.people().add(eve)

    assert json.loads(run("rehash", "--json").stdout) == {"changed": 1, "twice": []}
    assert "0 people" in run("rehash").stdout
    assert "eve@pm.me" in run("export", "friends", "eve@protonmail.com").stdout


def test_an_erasure_covers_the_former_rule_too() -> None:
    former = email_hashes(IDENTITY, "eve@pm.me")[1]
    key = a_key("9")
    stores.conversions().record(key, an_order(customer_hash=former), body="", at=NOW)

    assert run("erase", "friends", "eve@pm.me", "--yes").exit_code == 0

    order = stores.conversions().state(key).order
    assert order is not None
    assert order.customer_hash.startswith("erased-")
