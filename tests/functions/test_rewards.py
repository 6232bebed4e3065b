"""Every events/rewards/*.json through the real handler, over tables that hold what it tells."""

import json
from typing import Any

import pytest

from awswire.codec import decode_item
from functions.rewards.app import handler
from referrals.model.attribution.referral import Referral
from referrals.store.attribution.referral import read_referral
from referrals.store.order.conversion import order_key
from referrals.wiring import stores
from tests.template import ROOT
from tests.world import a_program

EVENTS = ROOT / "events/rewards"
REASONS = {
    "order_attributed": ["all_checks_passed"],
    "order_below_minimum": ["below_minimum"],
    "order_partly_refunded": ["refunded_in_part"],
    "order_refunded_before_reward": ["refunded"],
    "order_unattributed": [],
    "own_decision": [],
    "test_order": ["test_order"],
    "two_friends_at_once": ["all_checks_passed", "all_checks_passed"],
}


@pytest.fixture
def program(account: None) -> None:
    stores.programs().add(a_program(qualifies={"minimum_minor": 2000}))


def event(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return loaded


def wake(name: str) -> list[str]:
    """The keys told of, after the handler was woken by the stream of what the tables hold."""
    told = event(name)
    images = [decode_item(record["dynamodb"]["NewImage"]) for record in told["Records"]]
    for image in images:
        _store(read_referral(image))
    assert handler(told, None) == {"batchItemFailures": []}
    return [image["referral_key"] for image in images]


def _store(referral: Referral) -> None:
    fresh = referral.model_copy(update={"reward": None})
    if not stores.referrals().add(fresh):
        stores.referrals().revise(stores.referrals().get(fresh.key), fresh)
    order = {**order_key(referral.conversion_key), "revision": referral.figures.revision}
    stores.conversions().table.put(order)


def decisions(keys: list[str]) -> list[str]:
    rewards = [stores.referrals().get(key).reward for key in keys]
    return [reward.reason for reward in rewards if reward]


def test_every_event_has_its_expected_decision() -> None:
    assert sorted(REASONS) == sorted(path.stem for path in EVENTS.glob("*.json"))


@pytest.mark.parametrize("name", sorted(REASONS))
def test_an_event_leads_to_its_decision(program: None, name: str) -> None:
    if name == "order_partly_refunded":
        wake("order_attributed")

    assert decisions(wake(name)) == REASONS[name]


def test_waking_twice_rewards_once(program: None) -> None:
    keys = wake("order_attributed")
    first = stores.grants().get(keys[0])

    wake("order_attributed")

    assert stores.grants().get(keys[0]) == first


def test_its_own_decision_is_left_alone(program: None) -> None:
    (key,) = wake("own_decision")

    assert stores.grants().find(key) is None


def test_a_refund_takes_its_share_back(program: None) -> None:
    wake("order_attributed")

    (key,) = wake("order_partly_refunded")

    assert stores.grants().get(key).side("advocate").reversed == 125
