"""Today at the desk: the month in true words, what waits, what is wrong, each with its step."""

from datetime import date, timedelta
from typing import Any

import pytest

from referrals.model.insight.insight import Bucket, Move
from referrals.model.insight.source_state import SourceLook, SourceState
from referrals.model.staff.right import StaffRole
from referrals.wiring import clients, stores, todo_stores
from tests.desk import come_in, get, page
from tests.letters import stop_clock
from tests.meter import Meter
from tests.reviewer import hold_order
from tests.stories import write
from tests.world import NOW, a_program, store_program


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)
    store_program(
        a_program(
            limits={"budget_minor": 100_000},
            stories={"wall": True},
            listening={"suggestions": True, "surveys": True},
        )
    )
    come_in()


def count(on: date, **counters: int) -> None:
    named = {name.replace("__", "@"): number for name, number in counters.items()}
    moves = [Move(f"{on}{named}", {Bucket("friends", on): named})]
    stores.insights().fold(moves, NOW)


def a_month(**more: int) -> None:
    today = NOW.date()
    count(
        today,
        people__1=200,
        conversions=300,
        referred=41,
        first_referred=37,
        referred_minor__EUR=340_000,
        referred_base_minor__EUR=296_000,
        rewarded=35,
        rewards__store_credit=70,
        granted_minor__EUR=45_000,
        regained_minor__EUR=3_800,
        shares__copy=50,
        sharers=40,
        **more,
    )


def apply(**changes: Any) -> None:
    """The next version of the program."""
    stores.programs().add(a_program(**changes).model_copy(update={"version": 2}))


def text(address: str = "/console") -> str:
    return " ".join(page(address).text.split())


def test_the_month_is_told_in_one_true_paragraph() -> None:
    a_month()
    count(NOW.date().replace(day=1), people__1=14)
    count(NOW.date().replace(day=1) - timedelta(days=1), people__1=1000)

    told = text()

    assert "people followed a friend’s link 214 times, and 37 friends’ first orders stayed;" in told
    assert (
        "70 rewards were given. It cost €412.00 and brought €2,960.00 of orders that stayed."
        in told
    )
    assert "14 % of orders came through a friend (10 to 18 %)." in told


def test_too_few_orders_say_no_share() -> None:
    count(NOW.date(), people__1=3, conversions=12, referred=1)

    told = text()

    assert "12 orders are too few to say which share came through friends." in told
    assert "%" not in told


def test_an_empty_month_says_what_comes_first() -> None:
    told = text()

    assert "Nobody has followed a friend’s link in November yet." in told
    assert "Nothing waits for anybody." in told
    assert "Nothing that we know of." in told


def test_every_number_opens_what_it_counts() -> None:
    a_month()

    found = [a.get("href") or "" for tag, a in page("/console").tags]
    days = [each for each in found if each.startswith("/console/days")]
    rows = [each for each in found if each.startswith("/console/rows?what=")]

    assert (len(days), len(rows)) == (1, 10)
    assert "Sun 22 Nov 20264020030041373570€2,960.00€450.00€38.00" in text("/console/days")


def test_the_way_from_links_to_rewards_is_named_exactly() -> None:
    a_month()

    told = text()

    stages = ("40 advocates shared (each once a month)", "200 times people followed a link")
    stayed = ("37 friends’ first orders that stayed", "35 orders rewarded")
    assert [each for each in (*stages, *stayed) if each not in told] == []


def test_the_file_of_days_has_a_line_for_each_currency() -> None:
    a_month(referred_base_minor__JPY=7_000, granted_minor__points=120)

    told = get("/console/days?format=csv")["body"].splitlines()

    assert told[0].endswith("brought,given,came back,currency")
    assert told[1:] == [
        "2026-11-22,40,200,300,41,37,35,70,2960.00,450.00,38.00,EUR",
        "2026-11-22,,,,,,,,7000,0,0,JPY",
    ]


def test_days_of_another_period_are_asked_for_by_the_address() -> None:
    a_month()

    assert "Nothing was counted" in text("/console/days?from=2026-10-01&to=2026-10-31")
    assert get("/console/days?from=2020-01-01")["statusCode"] == 400
    assert get("/console/days?after=made-up")["statusCode"] == 400


def test_what_waits_is_counted_and_leads_to_its_queue() -> None:
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    hold_order()
    write("Good bread.")

    made = page("/console")

    told = " ".join(made.text.split())
    assert "1 order to look at before a reward" in told
    assert "1 story nobody has read" in told
    links = {a.get("href") for _, a in made.tags}
    assert {"/console/reviews", "/console/stories"} <= links


def test_a_page_one_may_not_open_is_a_command_instead() -> None:
    quiet = SourceState(source="shopify", held=3, quiet_since=NOW - timedelta(days=3))
    todo_stores.source_looks().note("friends", SourceLook(looked_at=NOW, states=(quiet,)))
    come_in(StaffRole.READER)

    assert "goodword source list friends" in text()
    assert "3 deliveries of shops not understood, kept" in text()
    assert "/console/held" in {a.get("href") for _, a in page("/console").tags}


def test_what_is_wrong_has_its_one_step() -> None:
    quiet = SourceState(source="shopify", quiet_since=NOW - timedelta(days=3))
    look = SourceLook(looked_at=NOW - timedelta(hours=5), states=(quiet,))
    todo_stores.source_looks().note("friends", look)
    apply(paused=True)

    told = text()

    assert "Far fewer orders come from shopify than at other times, since 19 November" in told
    assert "The clock last looked at the shops on" in told
    assert "The program is paused" in told


def test_a_budget_that_ends_soon_is_told_with_its_day() -> None:
    a_month()
    assert "Nothing that we know of." in text()

    apply(limits={"budget_minor": 20_000})

    assert "The budget ends: €200.00 are left, at this rate until 6 December." in text()


def test_another_program_has_its_own_day() -> None:
    a_month()
    stores.programs().add(a_program(program="others", name="Others"))

    assert "Nobody has followed" in text("/console?program=others")


def test_the_morning_takes_twelve_requests_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    a_month()
    meter = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: meter)

    assert get("/console")["statusCode"] == 200

    assert sum(meter.operations.values()) <= 12
    assert meter.operations["Scan"] == 1  # of programs, which are few
