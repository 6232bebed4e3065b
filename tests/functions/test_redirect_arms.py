"""Two links on two arms, from the click to the arm's tally: one meets the page, one the shop."""

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from awswire.codec import decode_item
from functions.redirect.app import handler
from referrals.desks import attribution as attribution_desk
from referrals.desks import click as click_desk
from referrals.desks import experiment as experiment_desk
from referrals.desks import program as program_desk
from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.model.order.conversion import Signals
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.experiment.end_experiment import end_experiment
from referrals.steps.experiment.fold_trials import fold_trials
from referrals.steps.insight.roll_up import ItemChange, roll_up
from referrals.store.experiment.tally import trial_place
from referrals.wiring import clock, experiment_stores, stores
from tests import portal, trials
from tests.template import ROOT
from tests.world import NOW, a_key, a_link, an_advocate, an_order

ARMS = ("as-it-is", "no-page")
WHILE = NOW - timedelta(days=3)
PERSON, PREVIEW = "person", "preview_whatsapp"


@pytest.fixture
def trial(account: None) -> DeclaredExperiment:
    arms = trials.about_pages(trials.PAST)
    found = trials.apply(trials.BEGAN, landing="welcome", experiments=[arms])
    stores.people().add(an_advocate())
    for arm in ARMS:
        code = trials.code_on(found, arm)
        stores.links().create(
            a_link(code, landing=stores.programs().get("friends").rules.landing_of(code))
        )
    return found


def follow(code: str, visit: str = PERSON) -> dict[str, Any]:
    click_desk.redirect.cache_clear()
    event = json.loads((ROOT / f"events/redirect/{visit}.json").read_text())
    event["pathParameters"]["code"] = code
    return handler(event, None)


def place_of(code: str) -> tuple[str, str]:
    """Where a person who follows it is led, and the token they carry there."""
    place = urlsplit(follow(code)["headers"]["location"])
    return (place.hostname and f"{place.path}") or "", parse_qs(place.query)["gw"][0]


def order(token: str, order_id: str) -> None:
    placed = an_order(
        signals=Signals(click_tokens=(token,)), occurred_at=WHILE, customer_hash=order_id * 16
    )
    stores.conversions().record(a_key(order_id), placed, body="", at=NOW)
    attribute_conversion(a_key(order_id), attribution_desk.attribution(), now=NOW)


def fold(*tables: str) -> None:
    """As the streams tell it."""
    changes = [
        ItemChange(f"{table}-{number}", table.lower(), decode_item(item), {}, inserted=True)
        for table in tables
        for number, item in enumerate(rows(table))
    ]
    roll_up(changes, stores.insights(), stores.programs(), now=NOW)
    fold_trials(changes, experiment_desk.folds())


def rows(table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = boto3.client("dynamodb").scan(TableName=f"{table}Table")["Items"]
    return found


def tallies(trial: DeclaredExperiment) -> dict[str, tuple[int, int, int]]:
    """Links, clicks and orders of each arm."""
    kept, place = experiment_stores.trial_tallies(), trial_place(trial, "friends")
    arms = {each.name: kept.arm(place, each.name) for each in trial.arms}
    return {name: (each.links, each.clicks, each.orders) for name, each in arms.items()}


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_each_arm_leads_its_way_and_counts_its_order(
    trial: DeclaredExperiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, past = (trials.code_on(trial, arm) for arm in ARMS)
    at(WHILE - timedelta(hours=1), monkeypatch)

    (page, _), (shop, token) = place_of(usual), place_of(past)
    order(token, "1001")
    fold("Clicks", "Referrals")

    assert (page, shop) == (f"/w/{usual}", "/")
    seen = {item["code"]: item["to_page"] for item in map(decode_item, rows("Clicks"))}
    assert seen == {usual: True, past: False}
    assert tallies(trial) == {"as-it-is": (1, 1, 0), "no-page": (1, 1, 1)}


def test_previews_and_the_page_answer_on_either_arm(trial: DeclaredExperiment) -> None:
    for code in (trials.code_on(trial, arm) for arm in ARMS):
        assert follow(code, PREVIEW)["statusCode"] == 200
        request = portal.request_event("GET", f"/w/{code}", portal.event("go_on")["headers"], "")
        shown = portal.PortalPage(portal.handler(request, None)["body"])
        assert urlsplit(portal.pressed(shown)).hostname == "shop.example"


def test_after_its_end_a_click_of_its_time_still_counts(
    trial: DeclaredExperiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = trials.code_on(trial, "no-page")
    at(WHILE - timedelta(hours=1), monkeypatch)
    _, token = place_of(code)

    end_experiment("friends", trial.name, program_desk.program(), now=WHILE)
    at(NOW, monkeypatch)

    assert place_of(code)[0] == f"/w/{code}"
    order(token, "1001")
    fold("Clicks", "Referrals")
    assert tallies(trial) == {"as-it-is": (0, 0, 0), "no-page": (1, 1, 1)}
