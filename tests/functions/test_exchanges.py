"""Credit that becomes a code, through the real handlers: asked for, made, or refused."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from awswire.codec import encode_item
from functions.deliveries.app import handler as deliveries
from functions.rewards.app import handler as rewards
from referrals.model.reward.ledger import Part
from referrals.model.session.api_key import Scope
from referrals.wiring import clients, clock, stores
from tests.caller import KEY, body_of, call_api, with_key
from tests.credit import has
from tests.shops.tills import Till, open_till
from tests.world import (
    NOW,
    a_program,
    a_refund,
    add_facts,
    refer,
    store_credential,
    store_program,
)

ORDER = "friends#shopify#1001"
CATALOGUE = [{"item": "ten-off", "points": 20, "gives": {"kind": "discount_code", "percent": 10}}]


@pytest.fixture(autouse=True)
def till(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Till]:
    """Ada's 5.00 EUR by an order that nobody waits for, which end; and a shop that makes codes."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr("time.sleep", lambda _: None)
    with open_till("shopify") as made:
        store_credential("shopify", made.credential)
        rules = {"hold_days": 0, "codes_by": "shopify", "expiry": {"credit_days": 60}}
        store_program(a_program(**rules, catalogue=CATALOGUE))
        with_key(KEY, *Scope)
        refer()
        wake_rewards()
        yield made


def wake_rewards() -> None:
    image = next(i for i in stores.referrals().table.scan() if i["referral_key"] == ORDER)
    assert rewards({"Records": [record("ReferralsTable", image)]}, None) == WELL


def record(table: str, image: Any) -> Any:
    arn = f"arn:aws:dynamodb:eu-west-1:1:table/{table}/stream/x"
    change = {"NewImage": encode_item(image), "SequenceNumber": "1"}
    return {"eventID": "1", "eventName": "MODIFY", "eventSourceARN": arn, "dynamodb": change}


WELL: dict[str, list[Any]] = {"batchItemFailures": []}


def deliver(made: Any) -> None:
    name = f"{made['redemption_id']}#exchange"
    image = next(i for i in clients.table("outbox").scan() if i["item_id"] == name)
    assert deliveries({"Records": [record("OutboxTable", image)]}, None) == WELL


def exchange(**wish: Any) -> Any:
    body = {"program": "friends", "person_id": "adv_ada", "reference": "code-1", **wish}
    return call_api("exchange_credit", body=json.dumps(body))


def read(made: Any) -> Any:
    path = f"/v1/redemptions/{made['redemption_id']}"
    return body_of(call_api("read_redemption", rawPath=path))


def test_the_code_is_there_when_it_is_read_again(till: Till) -> None:
    answer = exchange(amount=300)
    assert answer["statusCode"] == 201
    made = body_of(answer)
    assert (made["status"], made["exchange"]["code"]) == ("reserved", "")

    deliver(made)

    told = read(made)
    assert told["status"] == "captured"
    assert told["exchange"]["words"] == "€3.00 off your next order"
    assert till.shop.all_live() == {told["exchange"]["code"]}
    assert exchange(amount=300)["statusCode"] == 200


def test_what_the_shop_refuses_comes_back_with_its_end(till: Till) -> None:
    made = body_of(exchange(amount=500))
    till.shop.currency = "USD"

    deliver(made)

    told = read(made)
    assert (told["status"], told["exchange"]["reason"]) == ("released", "shop_currency_differs")
    (balance,) = body_of(call_api("read_advocate"))["balances"]
    assert (balance["available"], balance["ending"][0]["amount"]) == (500, 500)
    letter = stores.outbox().get(f"{made['redemption_id']}#refusal").data
    assert (letter["reward"]["amount"], letter["ends"][0]["amount"]) == (500, 500)


def test_what_comes_back_first_meets_what_its_order_took(till: Till) -> None:
    made = body_of(exchange(amount=500))
    add_facts(ORDER, a_refund(5000))
    wake_rewards()
    till.shop.currency = "USD"

    deliver(made)

    assert (has(), has(Part.RESERVED)) == (0, 0)
    assert stores.grants().get(ORDER).side("advocate").uncollected == 0
    letter = stores.outbox().get(f"{made['redemption_id']}#refusal").data
    assert (letter["reward"], letter["ends"]) == ({}, [])


def test_an_exchange_is_of_one_thing() -> None:
    for wish in ({}, {"amount": 300, "item": "ten-off"}):
        assert exchange(**wish)["statusCode"] == 422


def test_the_catalogue_is_told_in_the_reader_s_language() -> None:
    answer = call_api("read_catalogue", {"accept-language": "de"})

    assert body_of(answer)["items"] == [
        {"item": "ten-off", "points": 20, "words": "10 % Rabatt auf Ihre nächste Bestellung"}
    ]


def test_points_that_nobody_has_buy_nothing() -> None:
    assert body_of(exchange(item="ten-off"))["code"] == "not_enough"
    assert body_of(exchange(item="car"))["code"] == "catalogue_item_not_found"
