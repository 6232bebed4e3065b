"""Whole stories through the doors of the deployed template, from a click to what people read."""

import json

import pytest

from tests.journeys.shop import JourneyShop, read_later
from tests.local_stack import LocalStack, eventually

pytestmark = pytest.mark.stack


def test_a_friend_buys_and_both_sides_are_rewarded(stack: LocalStack) -> None:
    shop = JourneyShop(stack, 1)
    ada = shop.enroll("Ada Byron", "ada-1@example.com")
    clicks_before = shop.people()

    token = shop.click(ada["link"]["code"])
    told = shop.tell("orders/paid", shop.order("dora-1@example.org", "50.00", token))
    story = shop.grants()

    assert told.status == 200
    assert story["attribution"]["status"] == "attributed"
    assert story["attribution"]["candidates"][0]["signal"] == "click"
    assert story["decision"]["status"] == "granted"
    assert {side["side"]: side["kind"] for side in story["grants"]} == {
        "advocate": "store_credit",
        "friend": "discount_code",
    }
    assert eventually(shop.people, lambda people: people > clicks_before) > clicks_before


def test_both_sides_are_told_once(stack: LocalStack) -> None:
    shop = JourneyShop(stack, 2)
    ada = shop.enroll("Ada Byron", "ada-2@example.com")

    shop.tell(
        "orders/paid", shop.order("dora-2@example.org", "50.00", shop.click(ada["link"]["code"]))
    )
    # The first one has her link, the second one tells of Dora.
    told = eventually(lambda: stack.letters("ada-2@example.com"), lambda all_: len(all_) > 1)
    welcome = eventually(lambda: stack.letters("dora-2@example.org"), bool)

    (thanks,) = (each["BodyText"] for each in told if "what you earned" in each["BodyText"])
    assert (len(told), len(welcome)) == (2, 1)
    assert "Ada" in thanks
    assert "dora-2" not in thanks


def test_a_replayed_webhook_changes_nothing(stack: LocalStack) -> None:
    shop = JourneyShop(stack, 3)
    ada = shop.enroll("Ada Byron", "ada-3@example.com")
    order = shop.order("dora-3@example.org", "50.00", shop.click(ada["link"]["code"]))

    first = shop.tell("orders/paid", order)
    before = shop.grants()
    again = shop.tell("orders/paid", order)

    assert first.headers["goodword-replayed"] is None
    assert (again.status, again.headers["goodword-replayed"]) == (200, "true")
    assert read_later(shop.story) == before


def test_a_refund_takes_the_rewards_back(stack: LocalStack) -> None:
    shop = JourneyShop(stack, 4)
    ada = shop.enroll("Ada Byron", "ada-4@example.com")
    shop.tell(
        "orders/paid", shop.order("dora-4@example.org", "50.00", shop.click(ada["link"]["code"]))
    )
    shop.grants()

    told = shop.tell("refunds/create", shop.refund("50.00"))
    story = eventually(shop.story, lambda s: all(side["reversed"] for side in s["grants"]))

    assert told.status == 200
    assert story["status"] == "refunded"
    assert {side["reversed"] for side in story["grants"] if side["side"] == "advocate"} == {1000}


def test_a_refund_that_came_first_prevents_the_rewards(stack: LocalStack) -> None:
    shop = JourneyShop(stack, 5)
    ada = shop.enroll("Ada Byron", "ada-5@example.com")

    shop.tell("refunds/create", shop.refund("50.00"))
    shop.tell(
        "orders/paid", shop.order("dora-5@example.org", "50.00", shop.click(ada["link"]["code"]))
    )
    story = shop.decision()

    assert story["decision"]["status"] == "reversed"
    assert story["grants"] == []


def test_a_self_referral_earns_nothing(stack: LocalStack) -> None:
    shop = JourneyShop(stack, 6)
    ada = shop.enroll("Ada Byron", "ada-6@example.com")

    shop.tell(
        "orders/paid", shop.order("ADA-6@example.com", "50.00", shop.click(ada["link"]["code"]))
    )
    story = shop.decision()

    assert story["attribution"]["status"] == "unattributed"
    assert story["attribution"]["reason"] == "self_referral"
    assert story["grants"] == []


def test_a_tampered_webhook_is_refused(stack: LocalStack) -> None:
    shop = JourneyShop(stack, 7)

    told = shop.tell("orders/paid", shop.order("dora-7@example.org", "50.00", ""), tampered=True)

    assert told.status in (400, 401)
    assert "Traceback" not in told.text
    assert shop.story() == {} or shop.story()["status"] == "awaited"


def test_a_friend_is_never_shown_an_error(stack: LocalStack) -> None:
    answer = stack.knock("GET", "/r/nobody-has-this", headers={"user-agent": "Firefox"})

    assert (answer.status, answer.headers["location"]) == (
        302,
        f"{stack.stack_facts['url']}/shop/",
    )


def test_the_ledger_still_adds_up(stack: LocalStack) -> None:
    shop = JourneyShop(stack, 8)
    ada = shop.enroll("Ada Byron", "ada-8@example.com")
    click = shop.click(ada["link"]["code"])
    shop.tell("orders/paid", shop.order("dora-8@example.org", "50.00", click))
    shop.grants()

    audit = json.loads(stack.goodword("ledger", "verify", "--json"))

    assert (audit["sound"], audit["flaws"]) == (True, [])
    assert audit["accounts"] > 0
    assert audit["entries"] > 0
    assert set(audit["sums"].values()) == {0}


def test_nothing_waits_for_a_person(stack: LocalStack) -> None:
    queues = stack.queue_sizes()

    assert sorted(name for name, messages in queues.items() if messages) == []
    assert len(queues) == 4
