"""Stock and to-dos through the real handlers: deliveries, the clock, the API."""

import json

import pytest

from awswire.codec import encode_item
from functions.deliveries.app import handler as deliveries_handler
from functions.schedule.app import handler as schedule_handler
from referrals.model.delivery.outbox import DeliveryState
from referrals.model.session.api_key import Scope
from referrals.steps.code.import_codes import import_codes, pool_for
from referrals.wiring import clock, stores
from tests.caller import KEY as API_KEY
from tests.caller import body_of, call_api, with_key
from tests.steps.code.code_handovers import KEY, friend_side, settle
from tests.template import ROOT
from tests.world import a_program, refer

pytestmark = pytest.mark.usefixtures("account")
ITEM = f"{KEY}#reward-friend"
ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/goodword-outbox"
PATH = f"/v1/todo/{ITEM.replace('#', '%23')}/done"


def rewarded(codes_by: str) -> None:
    stores.programs().add(a_program(hold_days=0, codes_by=codes_by))
    assert refer() == KEY
    settle()


def bring(codes: bytes) -> None:
    rules = stores.programs().get("friends").rules
    pool = pool_for(rules, offer=rules.offers[0].name, side="friend", milestone=None)
    stock, outbox = stores.stock(), stores.outbox()
    import_codes(codes, pool, "friends", stock=stock, outbox=outbox, now=clock.now())


def deliver() -> None:
    image = encode_item(stores.outbox().get(ITEM).model_dump(mode="json"))
    record = {"eventName": "INSERT", "dynamodb": {"NewImage": image, "SequenceNumber": "1"}}
    deliveries_handler(
        {"Records": [{**record, "eventID": "1", "eventSourceARN": f"{ARN}/stream/1"}]}, None
    )


def test_a_delivery_takes_a_code_from_stock() -> None:
    rewarded("stock")
    bring(b"SPRING-1\n")

    deliver()

    assert friend_side().code == "SPRING-1"


def test_codes_that_run_low_are_counted_by_the_clock(capsys: pytest.CaptureFixture[str]) -> None:
    rewarded("stock")
    bring(b"SPRING-1\n")
    event = json.loads((ROOT / "events/schedule/watch_stock.json").read_text())

    assert schedule_handler(event, None)["low"] == 1

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (metric,) = [line for line in lines if "StockLow" in line]
    assert (metric["program"], metric["stack"]) == ("friends", "goodword")


def test_a_person_says_through_the_api_that_it_is_done() -> None:
    rewarded("manual")
    with_key(API_KEY, *Scope)
    deliver()
    (todo,) = body_of(call_api("list_todo"))["items"]
    assert (todo["item_id"], todo["order"]) == (ITEM, KEY)

    done = body_of(call_api("finish_unknown_todo", rawPath=PATH))

    assert (done["state"], done["done_by"]) == (DeliveryState.DONE, "Carla")
    assert friend_side().code == "SPRING-7"
    assert body_of(call_api("list_todo"))["items"] == []
