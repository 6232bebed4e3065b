"""What becomes of value: a veto, an exchange that the shop refuses, and an end by the clock.

All in a program of its own, in dollars, whose codes a shop in euros is to make.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from goodword.local.deploy import client
from goodword.local.place import STACK, StackPlace
from goodword.local.seed import PAST, STRANGERS
from goodword.local.seed import PROGRAM as BAKERY
from tests.local_stack import LocalStack, eventually
from tests.veto_server import VetoServer, open_veto_server

pytestmark = pytest.mark.stack
PROGRAM = "tasters"
RULES = """
program: tasters
name: Tasters of the Bakery
currency: USD
destination: https://shop.example/
allowed_hosts: [shop.example]
codes_by: shopify
qualifies: {{on: purchase, new_customers_only: false}}
offers:
  - name: two-for-joy
    advocate: {{kind: store_credit, amount_minor: 1000}}
    friend: {{kind: discount_code, percent: 10}}
hold_days: 0
expiry: {{credit_days: 60, warn_days: 20}}
risk: {{veto: {{url: "{url}", default: hold}}}}
"""
ALLOW = b'{"verdict": "allow"}'
DENY = b'{"verdict": "deny", "reason": "an employee"}'


@dataclass(frozen=True, slots=True)
class ValueShop:
    stack: LocalStack
    system: VetoServer

    def advocate(self, number: int) -> dict[str, Any]:
        """Enrolled, with the letter that says so."""
        email = f"ada-{number}@example.com"
        wish = {"program": PROGRAM, "name": "Ada Byron", "email": email}
        headers = {
            "authorization": f"Bearer {self.stack.stack_facts['api_key']}",
            "content-type": "application/json",
        }
        answer = self.stack.knock("POST", "/v1/advocates", json.dumps(wish).encode(), headers)
        assert answer.status == 201, answer.text
        eventually(lambda: self.stack.letters(email), bool)
        enrolled: dict[str, Any] = answer.json
        return {**enrolled, "email": email}

    def order(self, number: int, code: str, reason: str) -> dict[str, Any]:
        """An order by that link, once it stands for `reason`."""
        order_id = f"{number}001"
        trigger = ("trigger", "signed/order.paid", "--program", PROGRAM, "--wait", "0")
        self.stack.goodword(*trigger, "--code", code, "--order", order_id, "--amount", "50.00")

        def story() -> dict[str, Any]:
            answer = self.stack.api(f"/v1/conversions/{PROGRAM}/signed/{order_id}")
            found: dict[str, Any] = answer.json if answer.status == 200 else {}
            return found

        return eventually(story, lambda found: _reason(found) == reason)

    def rich_advocate(self, number: int) -> dict[str, Any]:
        """With 10.00 of credit that is theirs to use."""
        self.system.answer = ALLOW
        ada = self.advocate(number)
        self.order(number, ada["link"]["code"], "all_checks_passed")
        assert eventually(self.available(ada), lambda amount: amount == 1000) == 1000
        return ada

    def available(self, ada: dict[str, Any]) -> Callable[[], int]:
        def read() -> int:
            told = self.stack.api(f"/v1/advocates/{ada['advocate_id']}").json
            return sum(each["available"] for each in told["balances"])

        return read

    def letter(self, ada: dict[str, Any], words: str) -> str:
        """The one that has these words; empty where none has come."""

        def read() -> list[str]:
            texts = [each["BodyText"] for each in self.stack.letters(ada["email"])]
            return [text for text in texts if re.search(words, text)]

        found = eventually(read, bool)
        assert len(found) <= 1, found
        return found[0] if found else ""


def _reason(story: dict[str, Any]) -> str:
    decision: dict[str, Any] = story.get("decision") or {}
    return str(decision.get("reason", ""))


@pytest.fixture(scope="module")
def shop(stack: LocalStack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ValueShop]:
    with open_veto_server() as system:
        rules = tmp_path_factory.mktemp("rules") / "tasters.yaml"
        rules.write_text(RULES.format(url=system.url))
        _apply(stack, rules)
        yield ValueShop(stack, system)


def _apply(stack: LocalStack, rules: Path) -> None:
    """With the same shop's credential as the bakery's own program, and a secret to ask by."""
    place = StackPlace(stack.state, *stack.ports)
    stack.goodword("webhook", "add", PROGRAM)
    stack.goodword("program", "apply", str(rules), "--yes")
    stack.goodword("source", "add", PROGRAM, "signed")
    vault = client(place, "secretsmanager")
    known = vault.get_secret_value(SecretId=f"{STACK}/stores/friends/shopify")
    name = f"{STACK}/stores/{PROGRAM}/shopify"
    vault.create_secret(Name=name, SecretString=known["SecretString"])


def test_a_word_of_the_shop_s_system_lets_the_reward_go_ahead(shop: ValueShop) -> None:
    ada = shop.rich_advocate(80)

    asked = [json.loads(body) for _, body in shop.system.got]
    assert [each["data"]["order_id"] for each in asked if "80001" in str(each)] == ["80001"]
    assert "10.00" in shop.letter(ada, "This is what you earned")


def test_its_veto_is_told_with_a_way_to_appeal(shop: ValueShop) -> None:
    ada = shop.advocate(81)
    shop.system.answer = DENY

    found = shop.order(81, ada["link"]["code"], "risk_denied")

    assert _reason(found) == "risk_denied"
    assert all(side["amount"] == side["reversed"] for side in found["grants"])
    assert "/appeal" in shop.letter(ada, "/appeal")
    assert shop.available(ada)() == 0


def test_a_code_that_the_shop_refuses_is_told_and_returned(shop: ValueShop) -> None:
    ada = shop.rich_advocate(82)
    wish = ("redeem", "code", PROGRAM, ada["advocate_id"], "500", "--reference", "wish-82")

    made = json.loads(shop.stack.goodword(*wish, "--json"))
    read = ("redeem", "show", made["redemption_id"], "--json")
    told = eventually(
        lambda: json.loads(shop.stack.goodword(*read)), lambda found: found["status"] != "reserved"
    )

    assert (told["status"], told["exchange"]["reason"]) == ("released", "shop_currency_differs")
    assert shop.available(ada)() == 1000
    assert "$5.00" in shop.letter(ada, "another currency")


def test_credit_ends_by_the_clock_after_a_letter(shop: ValueShop) -> None:
    ada = shop.rich_advocate(83)

    shop.stack.goodword("local", "clock", "forward", "45d")
    before = shop.available(ada)()
    warning = shop.letter(ada, "still waits to be used")
    shop.stack.goodword("local", "clock", "forward", "20d")

    assert before == 1000
    assert "$10.00" in warning
    assert eventually(shop.available(ada), lambda amount: amount == 0) == 0
    assert json.loads(shop.stack.goodword("ledger", "verify", "--json"))["sound"]


def test_the_demo_s_whole_past_taken_again_is_the_same(stack: LocalStack) -> None:
    count = sum(len(amounts) for *_, amounts in PAST) + len(STRANGERS)
    orders = [f"demo-{101 + place}" for place in range(count)]
    moment = quote(stack.now.isoformat(timespec="seconds"))

    paths = (f"/v1/conversions/{BAKERY}/signed/{order}?as_of={moment}" for order in orders)
    retaken = [stack.api(path).json["retaken"] for path in paths]

    assert len(orders) > 8
    assert {each["attribution"] for each in retaken} == {"same"}
    assert {each["reward"] for each in retaken} <= {"same", "none"}
    assert "same" in {each["reward"] for each in retaken}
