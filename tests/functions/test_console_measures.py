"""Measures at the desk: each with its interval and its meaning, charts with a table beside them."""

import re
from datetime import date

import pytest

from referrals.model.insight.insight import Bucket, Move
from referrals.model.measure.definition import definitions
from referrals.pages.console.measures import SECTIONS
from referrals.wiring import clients, stores
from tests.desk import come_in, get, page
from tests.letters import stop_clock
from tests.measured_year import lay_year
from tests.meter import Meter
from tests.world import NOW, a_program, store_program

MONTH = "/console/measures?from=2026-10-24&to=2026-11-22"


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)
    store_program(a_program(limits={"budget_minor": 100_000}))
    come_in()


def text(address: str = MONTH) -> str:
    return " ".join(page(address).text.split())


def count(**counters: int) -> None:
    move = Move(str(counters), {Bucket("friends", NOW.date()): counters})
    stores.insights().fold([move], NOW)


def test_every_measure_has_its_place_on_the_page() -> None:
    placed = [name for _, names in SECTIONS for name in names]

    assert sorted(placed) == sorted(definitions())


def test_a_measure_stands_with_interval_n_and_meaning() -> None:
    count(first_orders=100, first_referred=20)

    told = text()

    assert "20.0 % 13.3 % to 28.9 %100–" in told
    assert "customers whose first kept order was brought by an advocate" in told
    assert "too few to say (0)" in told


def test_the_period_before_stands_beside() -> None:
    lay_year("friends", NOW.date(), days=70)

    told = text()

    assert "“Before” are the days from 24 September 2026 to 23 October 2026." in told
    assert re.search(r"Referral rate.*?2\d\.\d % \d\d\.\d % to \d\d\.\d %\d+2\d\.\d %", told)


def test_satisfaction_stands_beside_worth_and_referrals() -> None:
    """Of each band and group 15 or more a month; of who brought friends four, which is too few."""
    month = {"customers": 15, "value_minor": 60_000, "value_squares": 300_000_000}
    few, many = {"answerers": 4, "promoters": 4}, {"answerers": 50, "promoters": 20}
    for group, counters in (
        *((band, month) for band in ("promoters", "passives", "detractors")),
        *(("with_friend", few), ("without_friend", many)),
    ):
        for first in (date(2026, 5, 1), date(2026, 6, 1)):
            bucket = Bucket("friends", first, cohort=f"{group}-90")
            stores.insights().fold([Move(f"{group}{first}", {bucket: counters})], NOW)

    told = text()

    assert "after 90 days, answered 0 to 6€40.00 €32.40 to €47.6030€40.00" in told
    assert "the first are worth than the others€0.00" in told
    assert "among who brought a friend within 90 daystoo few to say (8)" in told
    assert "9 or 10 among who brought nobody40.0 % 30.9 % to 49.8 %100" in told


def test_charts_say_in_words_what_they_show() -> None:
    lay_year("friends", NOW.date(), days=70)

    body = get(MONTH)["body"]

    assert body.count('role="img"') == 5
    assert re.search(r"30 days: €4\d\.\d\d \(€3\d\.\d\d to €4\d\.\d\d\)", body)
    assert "2026-11: +" in body
    assert "style=" not in body


def test_the_file_has_every_figure_with_its_meaning() -> None:
    count(first_orders=100, first_referred=20)

    lines = get(f"{MONTH}&format=csv")["body"].splitlines()

    assert lines[0].startswith("\ufeffmeasure,of,value,low,high,currency,n,before,note")
    assert lines[1].startswith("Referral rate,,0.2000,0.1334,0.2888,,100,")
    assert len(lines) > 30


def test_a_period_that_is_none_is_refused() -> None:
    assert get("/console/measures?from=2020-01-01")["statusCode"] == 400
    assert get("/console/measures?from=soon")["statusCode"] == 400


def test_a_year_takes_twelve_requests_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_year("friends", NOW.date(), size=500, days=70)
    meter = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: meter)

    assert get("/console/measures?from=2025-11-23&to=2026-11-22")["statusCode"] == 200

    assert sum(meter.operations.values()) <= 12


def test_a_return_without_a_margin_leads_to_its_slot() -> None:
    links = {a.get("href") for tag, a in page(MONTH).tags if tag == "a"}

    assert "/console/program#margin" in links
    slots = {a.get("id") for tag, a in page("/console/program").tags if tag == "input"}
    assert "margin" in slots
