"""Measures of a period: what is asked of the tables, what is said where too few are known."""

from datetime import date, timedelta

import pytest

from referrals.desks import measure as measure_desk
from referrals.model.insight.insight import Bucket, Counter, Move
from referrals.model.measure.figure import MeasureFigure
from referrals.views.measure.day_figures import NO_PAGE
from referrals.views.measure.program_measures import ProgramMeasures, program_measures
from referrals.wiring import stores
from tests import trials
from tests.world import NOW, a_program, store_program

TODAY = NOW.date()
A_MONTH = timedelta(days=29)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())


def count(counters: dict[str, int], on: date = TODAY, cohort: str = "") -> None:
    counted = {Bucket("friends", on, cohort=cohort): counters}
    stores.insights().fold([Move(f"{on}{cohort}{counters}", counted)], NOW)


def measures(**changes: object) -> ProgramMeasures:
    program = a_program(**changes)
    return program_measures(program, TODAY - A_MONTH, TODAY, measure_desk.measures(), now=NOW)


def figure(
    name: str, group: str = "", horizon: int | None = None, **rules: object
) -> MeasureFigure:
    found = [
        each
        for each in measures(**rules).figures
        if (each.measure, each.group, each.horizon_days) == (name, group, horizon)
    ]
    assert len(found) == 1
    return found[0]


def test_a_program_without_facts_says_too_few_everywhere() -> None:
    figures = [each for each in measures().figures if each.measure != "program_cost"]

    assert {each.value for each in figures} == {None}
    assert all(each.note for each in figures)


def test_a_proportion_has_wilson_s_interval() -> None:
    count({Counter.FIRST_ORDERS: 100, Counter.FIRST_REFERRED: 20})

    found = figure("referral_rate")

    assert (found.value, found.low, found.high, found.observations) == (
        "0.2000",
        "0.1334",
        "0.2888",
        100,
    )


def test_below_thirty_there_is_no_number() -> None:
    count({Counter.FIRST_ORDERS: 29, Counter.FIRST_REFERRED: 20})

    found = figure("referral_rate")

    assert (found.value, found.note) == (None, "too few to say (29)")


@pytest.mark.parametrize(
    ("counters", "landing", "told"),
    [
        ({"page_people@1": 40, "page_people@2": 60, "went_on@2": 70}, "welcome", ("0.7000", "")),
        ({"page_people@2": 60, "went_on@2": 30}, "shop", ("0.5000", "")),
        ({"page_people@2": 29}, "welcome", (None, "too few to say (29)")),
        ({"people@2": 90}, "welcome", (None, "too few to say (0)")),
        ({"people@2": 90}, "shop", (None, NO_PAGE)),
    ],
)
def test_click_through_is_of_those_who_saw_the_page(
    counters: dict[str, int], landing: str, told: tuple[str | None, str]
) -> None:
    count(counters)

    found = figure("click_through", landing=landing)

    assert (found.value, found.note) == told


def test_an_arm_with_the_page_is_something_to_go_on_from() -> None:
    page = trials.about_pages({"name": "page", "landing": "welcome"})

    found = figure("click_through", landing="shop", experiments=[page])

    assert found.note == "too few to say (0)"


def test_young_clicks_are_left_out_of_conversion() -> None:
    old = TODAY - timedelta(days=11)
    count({"people@2": 200, Counter.CONVERTED: 10}, old)
    count({"people@2": 500}, old + timedelta(days=1))

    found = figure("conversion", attribution={"window_days": 10})

    assert (found.value, found.observations, found.last) == ("0.0500", 200, old)


def test_without_an_old_click_conversion_says_so() -> None:
    count({"people@2": 200})

    assert "too young" in figure("conversion").note


def test_lifetime_values_are_compared_with_an_interval() -> None:
    month = (TODAY - timedelta(days=65)).replace(day=1)
    count(
        {Counter.CUSTOMERS: 100, "value_minor": 600_000, "value_squares": 4_000_000_000},
        month,
        "referred-30",
    )
    count(
        {Counter.CUSTOMERS: 400, "value_minor": 2_000_000, "value_squares": 12_000_000_000},
        month,
        "others-30",
    )

    assert figure("lifetime_value", "referred", 30).value == "6000"
    assert figure("lifetime_value", "others", 30).value == "5000"
    difference = figure("lifetime_value", "difference", 30)
    assert (difference.value, difference.low, difference.high) == ("1000", "546", "1454")
    assert difference.currency == "EUR"


def test_only_a_hold_out_says_what_an_invitation_caused() -> None:
    """By hand: 900 brought 180 friends, 100 brought 5."""
    month = (TODAY - timedelta(days=160)).replace(day=1)
    hold_out = {"percent": 10, "since": "2026-06-01"}
    asks = {"join": {"invitation": {"after_days": 3, "hold_out": hold_out}}}
    count({"customers": 900, "friends": 180, "friend_squares": 220}, month, "invited-90")
    count({"customers": 100, "friends": 5, "friend_squares": 5}, month, "held_out-90")

    found = figure("incremental_orders", "invitations", 90, **asks)

    assert (found.value, found.observations) == ("0.1500", 100)
    assert (found.low, found.high) == ("0.0082", "0.2918")


def test_a_cohort_is_shown_once_its_youngest_is_old_enough() -> None:
    count({Counter.CUSTOMERS: 100}, TODAY.replace(day=1), "others-30")

    assert figure("repeat_rate", "others", 30).observations == 0


def test_the_return_needs_the_shop_s_own_margin() -> None:
    count({Counter.REFERRED: 40, "referred_base_minor@EUR": 100_000})
    count({"granted_minor@EUR": 12_000, "regained_minor@EUR": 2_000}, TODAY - timedelta(days=1))

    assert figure("return").note == "needs margin_percent in the program"
    assert figure("return", margin_percent=30).value == "2.0000"


def test_costs_stand_by_kind_too() -> None:
    count({"granted_minor@EUR": 900, "rewards@points": 2, "cost_minor@points:EUR": 900})

    assert figure("program_cost").value == figure("program_cost", "points").value == "900"


def test_harm_is_told_for_each_check() -> None:
    count({"denials@all": 40, "reversals@all": 10, "denials@velocity": 35, "reversals@velocity": 7})
    count({"answer_hours@5": 20, "answer_hours@50": 30}, TODAY - timedelta(days=2))

    assert figure("denials_reversed").value == "0.2500"
    assert figure("denials_reversed", "velocity").value == "0.2000"
    assert figure("review_wait", "median").value == "50"


def test_participation_counts_everybody_until_the_last_day() -> None:
    before = (TODAY - timedelta(days=90)).replace(day=1)
    count({Counter.CUSTOMERS: 60}, before, "others-30")
    count({Counter.CUSTOMERS: 20}, before, "referred-30")
    count({Counter.PARTICIPANTS: 15}, before, "participants")
    count({Counter.FIRST_ORDERS: 20, Counter.PARTICIPANTS: 5})

    found = figure("participation")

    assert (found.value, found.observations) == ("0.2000", 100)


def test_a_median_that_is_not_reached_is_said_to_be_so() -> None:
    count({Counter.ADVOCATES: 100, "brought@10": 30}, TODAY - timedelta(days=40), "starts")

    assert figure("time_to_referral", "first_quartile").value == "10"
    assert (
        figure("time_to_referral", "median").note == "not reached: 30.0 % brought a friend so far"
    )
