"""Measures through the API: a period's figures, what each means, how few requests it takes."""

from typing import Any

import pytest

from referrals.model.insight.insight import Bucket, Counter, Move
from referrals.model.session.api_key import Scope
from referrals.wiring import stores
from tests import trials
from tests.caller import KEY, body_of, call_api, with_key
from tests.world import NOW, a_program, store_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())
    with_key(KEY, Scope.PROGRAMS_READ)


def read(path: str, **query: str) -> Any:
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return call_api("list_reviews", rawPath=path, rawQueryString=text, queryStringParameters=query)


def test_a_period_s_figures_are_read_at_once() -> None:
    counters: dict[str, int] = {Counter.FIRST_ORDERS: 50, Counter.FIRST_REFERRED: 10}
    stores.insights().fold([Move("x", {Bucket("friends", NOW.date()): counters})], NOW)

    answer = body_of(read("/v1/measures", program="friends", to=NOW.date().isoformat()))

    rate = next(each for each in answer["figures"] if each["measure"] == "referral_rate")
    assert (rate["value"], rate["observations"]) == ("0.2000", 50)
    assert answer["last"] == NOW.date().isoformat()


def test_experiments_are_read_with_their_arms_and_verdict() -> None:
    trials.apply(trials.BEGAN, experiments=[trials.declared()])

    (found,) = body_of(read("/v1/experiments", program="friends"))["items"]

    assert [each["name"] for each in found["arms"]] == ["as-it-is", "bigger"]
    (contrast,) = found["contrasts"]
    assert (contrast["verdict"], found["obstacle"]) == ("cannot_tell", "too_early")


def test_a_period_of_years_is_refused() -> None:
    answer = read("/v1/measures", program="friends", **{"from": "2020-01-01", "to": "2026-01-01"})

    assert (answer["statusCode"], body_of(answer)["code"]) == (400, "bad_period")


def test_every_figure_s_meaning_is_one_request_away() -> None:
    figures = body_of(read("/v1/measures", program="friends"))["figures"]
    meant = {each["name"] for each in body_of(read("/v1/measure-definitions"))["items"]}

    assert {each["measure"] for each in figures} <= meant
    found = body_of(read("/v1/measure-definitions/referral_rate"))
    assert found["denominator"] == "customers"


def test_an_unknown_measure_is_not_found() -> None:
    assert read("/v1/measure-definitions/happiness")["statusCode"] == 404
