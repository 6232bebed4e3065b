"""The shop that answers, and what goes wrong in its world: every order counts once."""

import re
from typing import Any

import pytest

from goodword.local.demo.friend import ScriptedFriend
from tests.journeys.shop import JourneyShop
from tests.local_stack import LocalStack, eventually

pytestmark = pytest.mark.stack
BREAD = (101, 102)
PLAIN = {"accept": "text/plain"}


def press(stack: LocalStack, button: str) -> str:
    answer = stack.knock("POST", f"/demo/act/{button}", b"", PLAIN)
    assert answer.status == 200, answer.text
    return answer.text


def number_in(text: str) -> str:
    found = re.search(r"#(\d+)", text)
    assert found, text
    return found[1]


def story(stack: LocalStack, number: str) -> dict[str, Any]:
    answer = stack.api(f"/v1/conversions/friends/shopify/{number}")
    found: dict[str, Any] = answer.json if answer.status == 200 else {}
    return found


def granted(stack: LocalStack, number: str) -> dict[str, Any]:
    return eventually(lambda: story(stack, number), lambda found: found.get("grants"))


def friend(stack: LocalStack) -> ScriptedFriend:
    return ScriptedFriend(stack.stack_facts["url"])


def test_a_gift_is_made_in_the_shop_and_off_the_bill(stack: LocalStack) -> None:
    shop, ben = JourneyShop(stack, 60), friend(stack)
    ada = shop.enroll("Ada Byron", "ada-60@example.com")
    page = ben.follow(ada["link"]["code"])
    code = ben.take_code(page)
    again = ben.take_code(page)
    number = str(ben.buy(code, BREAD, name="Ben", email="ben-60@example.org"))

    found = granted(stack, number)

    assert again == code
    assert found["amounts"]["gross_minor"] == 2187
    assert [(side["side"], side["words"]) for side in found["grants"]] == [
        ("advocate", "€10.00 of store credit"),
        ("friend", "10% off this order"),
    ]
    # The first one has her link, the second one tells of Ben.
    assert (
        len(eventually(lambda: stack.letters("ada-60@example.com"), lambda all_: len(all_) > 1))
        == 2
    )


def test_told_fifty_times_it_counts_once(stack: LocalStack) -> None:
    shop, ben = JourneyShop(stack, 61), friend(stack)
    ada = shop.enroll("Ada Byron", "ada-61@example.com")
    code = ben.take_code(ben.follow(ada["link"]["code"]))
    number = str(ben.buy(code, BREAD, name="Ben", email="ben-61@example.org"))
    before = granted(stack, number)

    said = press(stack, "fifty")

    # A cold function may be slower than a shop waits: how many were answered is the machine's.
    assert re.search(rf"#{number} was told 50 times more, \d+ of them were answered well", said)
    assert "as before" in said
    assert story(stack, number)["grants"] == before["grants"]


def test_a_refund_told_first_prevents_the_reward(stack: LocalStack) -> None:
    said = press(stack, "refund-first")

    found = story(stack, number_in(said))
    assert "its refund was told before the order itself" in said
    assert (found["status"], found["grants"]) == ("refunded", [])


def test_a_function_that_died_loses_no_order(stack: LocalStack) -> None:
    said = press(stack, "kill")

    found = granted(stack, number_in(said))
    assert "died while it worked" in said
    assert len(found["grants"]) == 2


def test_an_order_nobody_told_of_is_found_in_the_shop_s_list(stack: LocalStack) -> None:
    said = press(stack, "lose")
    number = number_in(said)
    before = story(stack, number)

    stack.goodword("local", "clock", "forward", "1h")

    assert before == {}
    assert granted(stack, number)["decision"]["status"] == "granted"


def test_an_unused_gift_ends_in_the_till_by_the_clock(stack: LocalStack) -> None:
    shop, ben = JourneyShop(stack, 62), friend(stack)
    ada = shop.enroll("Ada Byron", "ada-62@example.com")
    code = ben.take_code(ben.follow(ada["link"]["code"]))
    before = stack.knock("GET", "/shop/owner").text

    said = stack.goodword("local", "clock", "forward", "31d")
    after = eventually(
        lambda: stack.knock("GET", "/shop/owner").text,
        lambda text: state_of(text, code) != "active",
    )

    assert state_of(before, code) == "active"
    assert state_of(after, code) == "expired"
    assert "end_gifts" in said


def state_of(page: str, code: str) -> str:
    row = page.partition(f">{code}</td>")[2]
    found = re.search(r"<td>(active|expired|scheduled)</td>", row)
    return found[1] if found else ""


def test_what_lies_ahead_is_the_functions_time_too(stack: LocalStack) -> None:
    before = stack.now
    stack.goodword("local", "clock", "forward", "2h")

    stack.goodword("trigger", "signed/order.paid", "--code", "ada", "--amount", "50.00")

    assert (stack.now - before).total_seconds() >= 7200


def test_the_clock_goes_forward_alone(stack: LocalStack) -> None:
    before = stack.now

    stack.goodword("local", "clock", "forward", "-1d", status=2)
    stack.goodword("local", "clock", "forward", "0d", status=1)

    assert (stack.now - before).total_seconds() < 60
