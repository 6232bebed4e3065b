"""Redemptions through the real handlers: the API's, and those that meet what it reserved."""

import json
from datetime import timedelta
from typing import Any

import pytest

from awswire.codec import encode_item
from functions.rewards.app import handler as rewards
from functions.schedule.app import handler as schedule
from referrals.model.reward.ledger import Part
from referrals.model.session.api_key import Scope
from referrals.wiring import clock, stores
from tests.caller import KEY, body_of, call_api, with_key
from tests.credit import credit, has
from tests.functions.job import event as job
from tests.world import NOW, a_program, a_refund, add_facts, refer, store_program

ORDER = "friends#shopify#1001"


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ada has 5.00 EUR by an order of 50.00 that nobody waits for."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    store_program(a_program(hold_days=0, webhook_url="https://shop.example/goodword"))
    with_key(KEY, *Scope)
    refer()
    wake()


def wake() -> None:
    """As the stream of referrals does."""
    image = next(i for i in stores.referrals().table.scan() if i["referral_key"] == ORDER)
    change = {"NewImage": encode_item(image), "SequenceNumber": "1"}
    record = {
        "eventID": "1",
        "eventName": "MODIFY",
        "eventSourceARN": "arn:aws:dynamodb:eu-west-1:1:table/ReferralsTable/stream/x",
        "dynamodb": change,
    }
    assert rewards({"Records": [record]}, None) == {"batchItemFailures": []}


def refund(amount: int = 5000) -> None:
    add_facts(ORDER, a_refund(amount))
    wake()


def reserve(**changes: Any) -> Any:
    body = {"program": "friends", "person_id": "adv_ada", "asset": "EUR", "amount": 300}
    return call_api("reserve_value", body=json.dumps({**body, "reference": "till-1", **changes}))


def post(verb: str, made: Any, **fields: Any) -> Any:
    path = f"/v1/redemptions/{made['redemption_id']}/{verb}"
    return call_api("release_redemption", rawPath=path, body=json.dumps(fields))


def test_what_was_reserved_is_captured_in_part() -> None:
    made = body_of(reserve())
    done = body_of(post("capture", made, amount=100))

    assert (made["status"], made["ends_at"]) == ("reserved", "2026-11-22T10:00:00Z")
    assert (done["status"], done["captured"]) == ("captured", 100)
    assert has() == 400


def test_the_same_request_again_is_the_same_redemption() -> None:
    first, again = reserve(), reserve()

    assert (first["statusCode"], again["statusCode"]) == (201, 200)
    assert body_of(first) == body_of(again)


def test_without_a_reference_the_idempotency_key_names_it_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named = {"headers": {"idempotency-key": "cart-7"}}
    body = {"program": "friends", "person_id": "adv_ada", "asset": "EUR", "amount": 100}
    text = json.dumps(body)
    first = body_of(call_api("reserve_value", **named, body=text))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=3))
    again = body_of(call_api("reserve_value", **named, body=text))

    assert first["redemption_id"] == again["redemption_id"]
    assert first["reference"] == ""


def test_without_any_name_each_request_is_a_new_one() -> None:
    body = {"program": "friends", "person_id": "adv_ada", "asset": "EUR", "amount": 100}
    ids = {body_of(call_api("reserve_value", body=json.dumps(body)))["redemption_id"] for _ in "ab"}

    assert (len(ids), has()) == (2, 300)


def test_a_reservation_past_its_time_reads_as_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    made = body_of(reserve(minutes=1))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))

    read = call_api("read_redemption", rawPath=f"/v1/redemptions/{made['redemption_id']}")

    assert body_of(read)["status"] == "ended"
    assert body_of(post("capture", made))["code"] == "reservation_ended"


def test_an_advocate_s_redemptions_come_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        monkeypatch.setattr(clock, "now", lambda n=number: NOW + timedelta(seconds=n))
        reserve(amount=100, reference=f"till-{number}")

    first = body_of(call_api("list_redemptions", queryStringParameters={"limit": "2"}))
    query = {"limit": "2", "cursor": first["next_cursor"]}
    second = body_of(call_api("list_redemptions", queryStringParameters=query))

    names = [each["reference"] for each in (*first["items"], *second["items"])]
    assert names == ["till-2", "till-1", "till-0"]


def test_balances_say_what_is_reserved() -> None:
    reserve()

    balances = body_of(call_api("read_advocate"))["balances"]

    (balance,) = balances
    assert (balance["available"], balance["reserved"], balance["ending"]) == (200, 300, [])


def test_a_key_without_the_scope_redeems_nothing() -> None:
    with_key("gw_test_other", Scope.ADVOCATES_READ)

    answer = call_api("reserve_value", headers={"authorization": "Bearer gw_test_other"})

    assert (answer["statusCode"], has()) == (403, 500)


@pytest.mark.parametrize("amount", [0, -1, 10**13, 1.5, "300", True])
def test_odd_amounts_are_refused_by_their_field(amount: object) -> None:
    answer = body_of(reserve(amount=amount))

    assert (answer["code"], answer["field"]) == ("malformed", "amount")


def test_what_the_order_took_back_is_collected_on_release() -> None:
    made = body_of(reserve())
    refund()
    assert has(Part.RESERVED) == 300

    assert body_of(post("release", made))["status"] == "released"
    assert (has(), stores.grants().get(ORDER).side("advocate").uncollected) == (0, 0)


def test_a_lien_shrinks_to_what_stays_reserved() -> None:
    made = body_of(reserve(amount=300))
    reserve(amount=200, reference="till-2")
    refund()

    post("capture", made)

    assert stores.liens().find("adv_ada", "friends", "EUR").total == 200


def test_the_clock_ends_what_nobody_captured(monkeypatch: pytest.MonkeyPatch) -> None:
    credit(100)
    reserve(amount=300)
    reserve(amount=300, reference="till-2", minutes=60)
    refund()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=31))

    assert schedule(job("end_reservations"), None)["ended"] == 1
    assert (has(), has(Part.RESERVED)) == (0, 300)


@pytest.mark.parametrize(("minutes", "status"), [(7 * 24 * 60, 201), (7 * 24 * 60 + 1, 422)])
def test_nothing_is_kept_aside_beyond_a_week(minutes: int, status: int) -> None:
    assert reserve(minutes=minutes)["statusCode"] == status
