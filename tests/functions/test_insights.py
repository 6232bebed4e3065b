"""Batches of four streams through the real handler, as they come and as they come again."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.insights.app import handler
from referrals.model.insight.insight import Counter, Day
from referrals.store.experiment.tally import trial_place
from referrals.wiring import experiment_stores, stores
from tests import trials, world

EVENTS = Path("events/insights")
TODAY = world.NOW.date()
CASES = sorted(path.stem for path in EVENTS.glob("*.json"))


def an_event(case: str) -> dict[str, Any]:
    event: dict[str, Any] = json.loads((EVENTS / f"{case}.json").read_text())
    return event


def hand_in(*cases: str) -> None:
    for case in cases:
        assert handler(an_event(case), None) == {"batchItemFailures": []}


def today(code: str = "", on: date = TODAY) -> Day:
    (day,) = stores.insights().days("friends", on, on, code)
    return day


def all_counters() -> list[Day]:
    return sorted(stores.insights().all_days(), key=repr)


def test_people_previews_bots_and_the_unsure_are_kept_apart(account: None) -> None:
    hand_in("clicks")

    told = today().counters
    counted = {"people@2": 3, "previews@2": 1, "bots@2": 1, "unsure@2": 1}
    assert told == {**counted, "page_people@2": 1, "participants": 2}
    assert today("ada-second").counters == {"people@2": 1}


def test_a_friend_who_goes_on_moves_one_number(account: None) -> None:
    hand_in("clicks")
    before = today().counters

    hand_in("click_went_on", "clicks")

    assert today().counters == {**before, "went_on@2": 1}
    assert today("ada-bakes").total(Counter.WENT_ON) == 1


def test_a_click_that_expires_stays_counted(account: None) -> None:
    hand_in("clicks", "click_went_on")
    before = all_counters()

    hand_in("click_expired")

    assert all_counters() == before


def test_an_order_counts_once_and_its_refund_apart(account: None) -> None:
    hand_in("order_paid", "order_partly_refunded")

    assert today().total(Counter.CONVERSIONS) == 1
    assert today().by(Counter.ORDERS_MINOR) == {"EUR": 5000}
    assert today().by(Counter.LOST_MINOR) == {"EUR": 1000}


def test_clicks_and_orders_move_the_arm_of_a_running_experiment(account: None) -> None:
    trial = trials.begin()
    hand_in("clicks", "order_paid", "order_attributed")
    hand_in("order_attributed", "clicks")

    tallies = experiment_stores.trial_tallies()
    arms = [tallies.arm(trial_place(trial, "friends"), each.name) for each in trial.arms]
    assert sum(each.clicks for each in arms) == 3
    assert sum(each.links for each in arms) == 2


def test_a_referred_order_counts_for_its_link_too(account: None) -> None:
    hand_in("order_paid", "order_attributed")

    assert today().referred_share == 1
    assert today("ada-bakes").total(Counter.REFERRED) == 1
    assert today("ada-bakes").by(Counter.REFERRED_MINOR) == {"EUR": 5000}


def test_grants_cost_what_they_are_worth_less_what_came_back(account: None) -> None:
    hand_in("grant_given", "grant_partly_reversed")

    assert today().by(Counter.REWARDS) == {"store_credit": 1, "discount_code": 1, "points": 1}
    assert today().by(Counter.GRANTED_MINOR)["EUR"] > 500
    assert today().by(Counter.REGAINED_MINOR) == {"EUR": 100}


def test_days_are_the_program_s_own(account: None) -> None:
    stores.programs().add(world.a_program(time_zone="Pacific/Auckland"))

    hand_in("order_paid")

    # 09:30 UTC is half past ten in the evening there.
    assert today(on=TODAY).total(Counter.CONVERSIONS) == 1
    assert list(stores.insights().days("friends", TODAY + timedelta(1), TODAY + timedelta(9))) == []


@pytest.mark.parametrize("case", CASES)
def test_every_batch_may_come_again(case: str, account: None) -> None:
    hand_in(case)
    once = all_counters()

    hand_in(case, case)

    assert all_counters() == once


def test_one_batch_or_many_come_to_the_same(account: None) -> None:
    records = an_event("clicks")["Records"]
    for record in records:
        handler({"Records": [record]}, None)
    alone = all_counters()

    hand_in("clicks")

    assert all_counters() == alone
