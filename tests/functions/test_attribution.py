"""Every events/attribution/*.json through the real handler, over tables that hold what it tells."""

import json
from datetime import date
from typing import Any

import pytest

from awswire.codec import decode_item
from functions.attribution.app import handler
from referrals.model.order_key import ConversionKey
from referrals.model.program.signal import Signal
from referrals.wiring import stores
from tests.template import ROOT
from tests.world import a_link, a_program, store_program

EVENTS = ROOT / "events/attribution"
REASONS = {
    "order_paid": ["last_valid_code"],
    "order_paid_by_coupon": ["last_valid_coupon"],
    "order_partly_refunded": ["last_valid_code"],
    "order_pending": [],
    "refund_came_first": [],
    "trial_after_its_payment": ["no_signal", "last_valid_code"],
    "two_orders_at_once": ["existing_customer", "last_valid_code"],
}


@pytest.fixture
def shop(account: None) -> None:
    store_program(a_program(), a_link("ada"))


def wake(name: str) -> list[str]:
    """The keys told of, after the handler was woken by the stream of what the table holds."""
    event: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    items = [decode_item(record["dynamodb"]["NewImage"]) for record in event["Records"]]
    for item in items:
        stores.conversions().table.put(item)
    assert handler(event, None) == {"batchItemFailures": []}
    return [item["conversion_key"] for item in items]


def test_every_event_has_its_expected_decision() -> None:
    assert sorted(REASONS) == sorted(path.stem for path in EVENTS.glob("*.json"))


@pytest.mark.parametrize("name", sorted(REASONS))
def test_an_event_leads_to_its_decision(shop: None, name: str) -> None:
    found = [stores.referrals().find(key) for key in wake(name)]

    assert [each.attribution.reason for each in found if each] == REASONS[name]


def test_a_word_that_is_no_link_s_is_noted(account: None) -> None:
    store_program(a_program(), a_link("bens-code"))

    wake("order_paid_by_coupon")

    assert stores.code_words().first_seen_at("friends", "ada")


def test_a_customer_from_before_the_first_webhook_is_none_of_the_new(shop: None) -> None:
    event = json.loads((EVENTS / "order_paid.json").read_text())
    image = decode_item(event["Records"][0]["dynamodb"]["NewImage"])
    customer_hash = image["customer_key"].partition("#")[2]
    stores.former_customers().add("friends", customer_hash, date(2020, 5, 1))

    (key,) = wake("order_paid")

    found = stores.referrals().find(key)
    assert found
    assert found.attribution.reason == "existing_customer"


def test_waking_twice_decides_once(shop: None) -> None:
    (key,) = wake("order_paid")
    first = stores.referrals().get(key)

    wake("order_paid")

    assert stores.referrals().get(key) == first


def test_a_refund_renews_the_figures(shop: None) -> None:
    wake("order_paid")
    (key,) = wake("order_partly_refunded")

    found = stores.referrals().get(key)
    assert (found.figures.revision, found.figures.lost_minor) == (2, 1250)
    assert len(found.decisions) == 1


def test_all_candidates_are_kept(shop: None) -> None:
    (key,) = wake("order_paid_by_coupon")

    (candidate,) = stores.referrals().get(key).attribution.candidates
    assert (candidate.signal, candidate.code) == (Signal.COUPON, "ada")
    assert candidate.chosen


def test_a_payment_told_before_its_trial_is_looked_at_again(shop: None) -> None:
    payment, _ = wake("trial_after_its_payment")

    told = stores.conversions().facts(ConversionKey.parse(payment))

    assert "start#trial-sub_1" in [each.fact.name for each in told]
