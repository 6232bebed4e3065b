"""Every page and form of the desk, asked for in every role: a right that is missing shows nothing.

The tables are the routes themselves, so a new page or form is asked for here without a new line.
"""

import re

import pytest

from referrals.model.staff.right import RIGHTS, Right, StaffRole
from referrals.pages.console.door import function_of
from referrals.pages.console.routes import ACTS, MENU, PAGES, match
from referrals.wiring import clock, session_stores
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.world import a_program, store_program

OF_A_ROLE = [(address, role) for address in PAGES for role in StaffRole]
ACT_OF_A_ROLE = [(address, role) for address in ACTS for role in StaffRole]


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOS_BUCKET", "goodword-photos")
    store_program(a_program())


def filled(address: str) -> str:
    return re.sub(r"{\w+}", "none", address)


def log() -> list[str]:
    found = session_stores.change_log().changes(f"{clock.now():%Y-%m}")
    return [f"{each.kind} {each.outcome}" for each in found]


@pytest.mark.parametrize(("address", "role"), OF_A_ROLE)
def test_a_page_is_shown_to_who_has_its_right(address: str, role: StaffRole) -> None:
    come_in(role)

    told = get(filled(address))

    allowed = PAGES[address].right in RIGHTS[role]
    assert (told["statusCode"] == 403) is not allowed
    assert told["statusCode"] < 500


@pytest.mark.parametrize(("address", "role"), ACT_OF_A_ROLE)
def test_a_form_is_heard_from_who_has_its_right(address: str, role: StaffRole) -> None:
    come_in(role)

    told = post(filled(address), why="a try")

    allowed = ACTS[address].right in RIGHTS[role]
    assert (told["statusCode"] == 403) is not allowed
    assert told["statusCode"] < 500
    assert len(log()) == int(allowed)


@pytest.mark.parametrize("address", [*map(filled, PAGES), *map(filled, ACTS)])
def test_nobody_gets_past_the_door(address: str) -> None:
    told = [get(address), post(address, why="a try")]

    assert {each["statusCode"] for each in told} == {401}
    assert log() == []


@pytest.mark.parametrize("address", ACTS)
def test_a_form_is_not_done_by_opening_its_address(address: str) -> None:
    come_in()

    assert get(filled(address))["statusCode"] in (200, 404)
    assert log() == []


def test_every_line_of_the_tables_leads_to_a_function() -> None:
    assert all(callable(function_of(each.view)) for each in PAGES.values())
    assert all(callable(function_of(each.act)) for each in ACTS.values())


def test_every_form_returns_to_a_page_and_the_menu_leads_to_pages() -> None:
    assert {each.page for each in ACTS.values()} <= PAGES.keys()
    assert {each.address for each in MENU} <= PAGES.keys()


def test_every_address_finds_its_own_line() -> None:
    pages = {address: match(filled(address), PAGES) for address in PAGES}
    acts = {address: match(filled(address), ACTS) for address in ACTS}

    for address, found in [*pages.items(), *acts.items()]:
        assert found is not None
        assert found[0] == address


def test_the_menu_shows_what_one_may_open() -> None:
    come_in(StaffRole.SUPPORT)

    links = [a.get("href") for tag, a in page("/console").tags if tag == "a"]

    assert "/console/staff" not in links
    assert "/console" in links


def test_an_owner_may_everything_but_read_addresses() -> None:
    assert RIGHTS[StaffRole.OWNER] == set(Right) - {Right.ADDRESSES}
    assert not come_in().may(Right.ADDRESSES)
    assert come_in(sees_addresses=True).may(Right.ADDRESSES)


def test_who_may_not_is_told_whom_to_ask() -> None:
    come_in(StaffRole.READER)

    told = get("/console/staff")

    assert "Ask an owner" in PortalPage(told["body"]).text
