"""What only people can hand over, and what is given to causes, through the real handlers."""

import json
from typing import Any

import pytest

from awswire.codec import encode_item
from functions.deliveries.app import handler as deliveries
from functions.rewards.app import handler as rewards
from referrals.model.session.api_key import Scope
from referrals.wiring import clients, clock, stores
from tests.caller import KEY, body_of, call_api, with_key
from tests.credit import credit, has
from tests.world import NOW, a_program, a_refund, add_facts, refer, store_program

ORDER = "friends#shopify#1001"
CARD = {"kind": "gift_card", "amount_minor": 2500}
SHELTER = {"kind": "donation", "cause": "shelter", "name": "the shelter", "amount_minor": 500}
WELL: dict[str, list[Any]] = {"batchItemFailures": []}


@pytest.fixture(autouse=True)
def keyed(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with_key(KEY, *Scope)


def open_shop(friend: dict[str, Any]) -> None:
    """Ben has that for his order at once; points buy it, too."""
    advocate = {"kind": "store_credit", "amount_minor": 500}
    offers = [{"name": "give-get", "advocate": advocate, "friend": friend}]
    catalogue = [{"item": "thing", "points": 300, "gives": friend}]
    store_program(a_program(hold_days=0, offers=offers, catalogue=catalogue))
    refer()
    wake_rewards()


def wake_rewards() -> None:
    image = next(i for i in stores.referrals().table.scan() if i["referral_key"] == ORDER)
    assert rewards({"Records": [record("ReferralsTable", image)]}, None) == WELL


def refund() -> None:
    add_facts(ORDER, a_refund(5000))
    wake_rewards()


def record(table: str, image: Any) -> Any:
    arn = f"arn:aws:dynamodb:eu-west-1:1:table/{table}/stream/x"
    change = {"NewImage": encode_item(image), "SequenceNumber": "1"}
    return {"eventID": "1", "eventName": "MODIFY", "eventSourceARN": arn, "dynamodb": change}


def deliver() -> None:
    """All that waits to be handed over or taken back."""
    found = [i for i in clients.table("outbox").scan() if i.get("channel") == "reward"]
    waiting = [record("OutboxTable", i) for i in found if i["state"] == "pending"]
    if waiting:
        assert deliveries({"Records": waiting}, None) == WELL


def to_do() -> list[Any]:
    return list(body_of(call_api("list_todo"))["items"])


def done(item_id: str, code: str = "GC-4711") -> Any:
    path = f"/v1/todo/{item_id.replace('#', '%23')}/done"
    said = json.dumps({"code": code, "by": "eve"})
    return call_api("finish_unknown_todo", rawPath=path, body=said)


def friend_code() -> str:
    return stores.grants().get(ORDER).side("friend").code


def donations() -> Any:
    return body_of(call_api("read_donations"))


def test_a_gift_card_waits_for_somebody_who_makes_it() -> None:
    open_shop(CARD)
    deliver()
    [card] = to_do()
    assert (card["terms"], card["takes_back"]) == (CARD, False)

    answer = done(card["item_id"])
    assert answer["statusCode"] == 200
    assert body_of(answer)["actor"].startswith("key_")
    deliver()

    assert (friend_code(), to_do()) == ("GC-4711", [])
    assert stores.outbox().get(f"{ORDER}#welcome").data["code"] == "GC-4711"


def test_the_first_word_holds() -> None:
    open_shop(CARD)
    deliver()
    [card] = to_do()
    done(card["item_id"])

    assert body_of(done(card["item_id"], "GC-9"))["code"] == "todo_not_found"
    assert friend_code() == "GC-4711"


def test_a_card_whose_order_went_back_is_nobody_s_work() -> None:
    open_shop(CARD)
    deliver()

    refund()
    deliver()

    assert to_do() == []


def test_a_card_that_was_given_is_to_be_taken_back() -> None:
    open_shop(CARD)
    deliver()
    done(to_do()[0]["item_id"])
    deliver()

    refund()
    deliver()

    [card] = to_do()
    assert (card["takes_back"], card["code"]) == (True, "GC-4711")
    done(card["item_id"], "")
    deliver()
    assert to_do() == []


def test_points_buy_a_card_that_somebody_makes() -> None:
    open_shop(CARD)
    credit(300, "points")
    wish = {"program": "friends", "person_id": "adv_ada", "item": "thing", "reference": "w-1"}
    made = body_of(call_api("exchange_credit", body=json.dumps(wish)))
    deliver()
    [card] = [each for each in to_do() if each["person_id"] == "adv_ada"]

    done(card["item_id"], "GC-1")
    deliver()

    path = f"/v1/redemptions/{made['redemption_id']}"
    told = body_of(call_api("read_redemption", rawPath=path))
    assert (told["status"], told["exchange"]["code"]) == ("captured", "GC-1")
    assert has(asset="points") == 0


def test_a_donation_is_counted_once_and_taken_off_when_it_goes_back() -> None:
    open_shop(SHELTER)
    deliver()
    deliver()
    assert donations()["causes"] == [
        {"cause": "shelter", "name": "the shelter", "given": 1, "amount_minor": 500}
    ]

    refund()
    deliver()

    assert donations()["amount_minor"] == 0


def test_points_are_given_to_a_cause() -> None:
    open_shop(SHELTER)
    credit(300, "points")
    wish = {"program": "friends", "person_id": "adv_ada", "item": "thing", "reference": "w-1"}
    call_api("exchange_credit", body=json.dumps(wish))

    deliver()

    assert (donations()["causes"][0]["given"], donations()["amount_minor"]) == (2, 1000)
