"""Freezing and releasing an order's reward through the API, and a program told in sentences."""

import json

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import reward as reward_desk
from referrals.model.order.conversion import Signals
from referrals.model.session.api_key import Scope
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.caller import a_shop_with_a_key, body_of, call_api, with_key
from tests.world import AT, NOW, a_key, an_order

OTHER_KEY = "gw_test_" + "1" * 52


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()
    by_code = an_order(signals=Signals(ref_codes=("ada-bakes",)), version_ms=AT * 1000 + 1)
    stores.conversions().record(a_key(), by_code, body="by code", at=NOW)


def wake_stages() -> None:
    attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)
    settle_rewards(str(a_key()), reward_desk.orders(), reward_desk.books(), now=NOW)


def test_a_reward_is_frozen_by_name_and_everybody_is_told_why() -> None:
    answer = call_api("freeze_reward")
    wake_stages()

    assert answer["statusCode"] == 201
    assert body_of(answer)["hold_id"].startswith("hld_")
    assert body_of(answer)["made_by"] == "eve"
    decision = body_of(call_api("read_conversion"))["decision"]
    assert decision["reason"] == "frozen"
    assert "the reward follows" in decision["for_advocate"]


def test_the_same_word_is_said_once() -> None:
    answers = [call_api("freeze_reward") for _ in range(2)]

    assert [answer["statusCode"] for answer in answers] == [201, 200]


def test_an_action_that_nobody_knows_is_refused_with_the_known_ones() -> None:
    body = json.dumps({"action": "burn", "reason": "so there", "made_by": "eve"})

    answer = call_api("freeze_reward", body=body)

    assert answer["statusCode"] == 422
    assert "release" in json.dumps(body_of(answer))


def test_holding_needs_a_scope_of_its_own() -> None:
    with_key(OTHER_KEY, *[scope for scope in Scope if scope is not Scope.HOLDS_WRITE])

    answer = call_api("freeze_reward", {"authorization": f"Bearer {OTHER_KEY}"})

    assert (answer["statusCode"], body_of(answer)["code"]) == (403, "missing_scope")


def test_a_program_is_told_in_the_caller_s_language() -> None:
    german = call_api("read_program", {"accept-language": "de"})

    assert "Ein Freund bekommt" in body_of(german)["sentences"][0]
    assert body_of(german)["budget"] is None
