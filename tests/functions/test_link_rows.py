"""A number of shares or clicks opens the links that it counts, day by day, with their advocates."""

import csv
from datetime import datetime, timedelta
from io import StringIO

import pytest

from referrals.model.insight.insight import Counter
from referrals.model.link.click import Click, click_id_of
from referrals.model.link.share import ShareChannel
from referrals.steps.insight.count_participants import count_viewer
from referrals.steps.insight.rebuild_insights import list_link_days
from referrals.steps.insight.roll_up import ItemChange, roll_up
from referrals.steps.link.count_share import count_share
from referrals.views.insight.counted_link_days import LinkNumber, counted_link_days
from referrals.wiring import clients, measure_stores, stores
from tests.corrector import shop
from tests.desk import come_in, get, page
from tests.letters import stop_clock
from tests.meter import Meter
from tests.world import AT, NOW, a_link, a_program, store_program

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
OF = "from=2026-11-01&to=2026-11-22"
NUMBERS = {
    "shared": (Counter.SHARERS, None),
    "clicks": (Counter.PEOPLE, "times followed"),
    "went-on": (Counter.WENT_ON, "went on"),
}


def follow(code: str, number: int, at: datetime = NOW, agent: str = FIREFOX) -> None:
    """A click, and its friend's press on the page for every second one."""
    click_id = click_id_of(AT, number.to_bytes(8))
    click = Click(click_id, code, "friends", at, "", agent, "GET", "", "")._replace(to_page=True)
    stores.clicks().record(click)
    if number % 2:
        stores.clicks().note_going_on(click_id, at)
    item = clients.table("clicks").get({"click_id": click_id}) or {}
    change = ItemChange(f"change-{number}", "clicks", item, {}, inserted=True)
    roll_up([change], stores.insights(), stores.programs(), now=NOW)


def share(code: str, at: datetime) -> None:
    count_viewer("friends", code, at.date(), stores.insights(), now=at)
    count_share(a_link(code), ShareChannel("copy"), stores.insights(), time_zone="UTC", now=at)


@pytest.fixture(autouse=True)
def story(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two advocates' links and one that is gone; other days, another program, a preview."""
    stop_clock(monkeypatch, NOW)
    shop()
    come_in()
    for number in range(3):
        follow("ada-bakes", number)
    follow("ada-bakes", 3, NOW - timedelta(days=2))
    follow("cleos", 4)
    follow("long-gone", 5)
    follow("ada-bakes", 6, agent="bingbot/2.0")
    follow("ada-bakes", 7, NOW - timedelta(days=40))
    for days in (0, 1, 40):
        share("cleos", NOW - timedelta(days=days))


def rows(what: str, of: str = OF) -> list[dict[str, str]]:
    told = get(f"/console/rows?what={what}&{of}&format=csv")
    assert told["statusCode"] == 200, told["body"]
    return list(csv.DictReader(StringIO(told["body"].removeprefix("\ufeff"))))


@pytest.mark.parametrize("what", NUMBERS)
def test_rows_of_links_add_up_to_their_number(what: str) -> None:
    counter, column = NUMBERS[what]
    days = stores.insights().days("friends", NOW.date().replace(day=1), NOW.date())

    found = rows(what)

    said = sum(day.total(counter) for day in days)
    assert (sum(int(each[column]) for each in found) if column else len(found)) == said > 0


def test_a_day_has_its_own_links_alone() -> None:
    on = NOW.date() - timedelta(days=2)

    found, after = counted_link_days(
        "friends", (on, on), LinkNumber.CLICKS, measure_stores.link_days(), limit=100
    )

    assert [(each.on, each.code, each.people, each.went_on) for each in found] == [
        (on, "ada-bakes", 1, 1)
    ]
    assert after is None


def test_each_row_names_its_link_and_advocate() -> None:
    clicks = {(each["day"], each["link"]): each for each in rows("clicks")}
    today, shown = NOW.date().isoformat(), page(f"/console/rows?what=clicks&{OF}")
    leads = {a.get("href") for _, a in shown.tags}

    assert clicks.keys() == {
        (today, "ada-bakes"),
        (today, "cleos"),
        (today, "long-gone"),
        ("2026-11-20", "ada-bakes"),
    }
    assert clicks[today, "long-gone"]["advocate"] == "–"
    advocate = stores.links().get("cleos").advocate_id
    assert clicks[today, "cleos"]["advocate"] == advocate
    assert f"/console/people/{advocate}" in leads
    assert "/console/orders?q=cleos" in leads
    assert "Counted in these days: 6. Each stands on the day of the click; a row is" in shown.text


def test_numbers_of_clicks_and_shares_lead_to_their_links() -> None:
    month = {a.get("href") for _, a in page("/console").tags}
    days = {a.get("href") for _, a in page("/console/days").tags}

    for what in NUMBERS:
        assert f"/console/rows?what={what}&{OF}" in month
    assert "/console/rows?what=clicks&from=2026-11-20&to=2026-11-20" in days
    assert "/console/rows?what=shared&from=2026-11-22&to=2026-11-22" in days


def test_links_of_many_days_go_on_by_a_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referrals.pages.console.number_rows.USUAL", 2)
    store_program(a_program(program="others"))
    meter = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: meter)
    address, seen = f"/console/rows?what=clicks&{OF}", 0
    while address:
        made, seen, former = page(address), seen + 1, address
        address = next((a["href"] or "" for _, a in made.tags if a.get("rel") == "next"), "")
        foreign = address.replace("/console/rows?", "/console/rows?program=others&")
        assert not address or get(foreign)["statusCode"] == 400, former

    assert seen >= 2
    assert len(meter.calls) <= 12 * seen * 2


def test_days_of_before_the_list_enter_it_once() -> None:
    table = clients.table("insights")
    for item in list(table.scan()):
        if item["series"].startswith("link#"):
            table.put({name: value for name, value in item.items() if name != "link_of"})
    assert rows("clicks") == []

    entered = [list_link_days(measure_stores.link_days()) for _ in range(2)]

    assert entered == [7, 0]
    assert len(rows("clicks")) == 4
