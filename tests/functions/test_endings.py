"""Credit that ends, through the real handlers: earned, reserved, told of, and gone."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from awswire.codec import encode_item
from functions.rewards.app import handler as rewards
from functions.schedule.app import handler as schedule
from referrals.model.session.api_key import Scope
from referrals.wiring import clients, clock, stores
from tests.caller import KEY, body_of, call_api, with_key
from tests.credit import has
from tests.functions.job import event as job
from tests.world import NOW, a_program, refer, store_program

HELD_UNTIL = NOW + timedelta(days=14)
END = datetime.fromisoformat("2027-02-05T00:00:00Z")


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada's 5.00 EUR wait for fourteen days, then last for sixty."""
    expiry = {"credit_days": 60, "warn_days": 14}
    store_program(a_program(expiry=expiry, webhook_url="https://shop.example/goodword"))
    with_key(KEY, *Scope)
    refer()
    at(NOW, monkeypatch)
    wake()
    at(HELD_UNTIL, monkeypatch)
    schedule(job("release_holds"), None)


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def wake() -> None:
    """As the stream of referrals does."""
    (image,) = stores.referrals().table.scan()
    change = {"NewImage": encode_item(image), "SequenceNumber": "1"}
    source = "arn:aws:dynamodb:eu-west-1:1:table/ReferralsTable/stream/x"
    record = {"eventID": "1", "eventName": "MODIFY", "eventSourceARN": source, "dynamodb": change}
    assert rewards({"Records": [record]}, None) == {"batchItemFailures": []}


def run() -> Any:
    return schedule(job("end_value"), None)


def topics() -> list[str]:
    found = [item["topic"] for item in clients.table("outbox").scan()]
    return sorted(topic for topic in found if topic.startswith("value."))


def reserve(reference: str, amount: int = 500) -> Any:
    wish = {"program": "friends", "person_id": "adv_ada", "asset": "EUR", "amount": amount}
    return call_api("reserve_value", body=json.dumps({**wish, "reference": reference}))


def test_the_letter_that_it_is_theirs_says_how_long_it_lasts() -> None:
    (letter,) = (i for i in clients.table("outbox").scan() if "released-advocate" in i["item_id"])

    assert letter["data"]["ends_at"] == "2027-02-05T00:00:00Z"
    (balance,) = body_of(call_api("read_advocate"))["balances"]
    assert balance["ending"] == [{"ends_at": "2027-02-05T00:00:00Z", "amount": 500}]


def test_it_is_told_of_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    at(END - timedelta(days=14), monkeypatch)
    assert run()["warned"] == 1
    assert topics() == ["value.ending", "value.ending"]

    at(END, monkeypatch)
    (balance,) = body_of(call_api("read_advocate"))["balances"]
    assert (balance["available"], balance["ending"]) == (0, [])
    assert run()["ended"] == 1

    assert (has(), topics()) == (0, ["value.ended", "value.ending", "value.ending"])
    assert run() == {
        "job": "end_value",
        "ended": 0,
        "warned": 0,
        "failed": (),
        "left": 0,
    }


def test_what_is_released_has_the_end_it_had() -> None:
    made = body_of(reserve("till-1"))

    path = f"/v1/redemptions/{made['redemption_id']}/release"
    call_api("release_redemption", rawPath=path, body="{}")

    (balance,) = body_of(call_api("read_advocate"))["balances"]
    assert balance["ending"] == [{"ends_at": "2027-02-05T00:00:00Z", "amount": 500}]


def test_what_has_ended_can_not_be_reserved(monkeypatch: pytest.MonkeyPatch) -> None:
    at(END, monkeypatch)

    assert body_of(reserve("till-1"))["code"] == "not_enough"
