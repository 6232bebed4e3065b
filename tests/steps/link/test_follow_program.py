"""Links follow their program's newest version, in the background, wherever a run is cut off."""

import pytest

from functions.schedule.app import handler
from referrals.desks import program as program_desk
from referrals.steps.link.follow_program import WalkReport, follow_program, follow_programs
from referrals.store.table import Change
from referrals.wiring import stores
from tests.job_time import time_for
from tests.world import a_link, a_program


@pytest.fixture(autouse=True)
def many_links(account: None) -> None:
    stores.programs().add(a_program())
    for number in range(7):
        stores.links().create(a_link(f"link-{number}"))


def run(pages: int = 99) -> WalkReport:
    program, desk = stores.programs().get("friends"), program_desk.walks()
    return follow_program(program, desk, has_time=time_for(pages), page=2)


def names() -> set[str]:
    return {link.program_name for link in stores.links().of_program("friends")}


def rename(version: int, name: str) -> None:
    changed = a_program(name=name)
    stores.programs().add(changed.model_copy(update={"version": version}))


def test_a_walk_goes_on_where_it_was_cut_off() -> None:
    rename(2, "Bakery Club")

    assert run(pages=1) == WalkReport(2, left=1)
    assert run() == WalkReport(5, left=0)
    assert names() == {"Bakery Club"}


def test_a_program_whose_links_followed_costs_a_look() -> None:
    rename(2, "Bakery Club")
    run()

    assert run() == WalkReport(0, left=0)


def test_a_newer_version_meanwhile_begins_anew() -> None:
    rename(2, "Bakery Club")
    run(pages=1)
    rename(3, "Bread Club")

    assert run().left == 0
    assert names() == {"Bread Club"}


def test_every_program_has_its_turn() -> None:
    rename(2, "Bakery Club")

    assert follow_programs(program_desk.walks(), has_time=time_for(0)) == WalkReport(0, left=1)
    assert handler({"job": "follow_programs"}, None)["refreshed"] == 7
    assert names() == {"Bakery Club"}


def test_a_link_that_can_not_follow_stops_no_other() -> None:
    rename(2, "Bakery Club")
    bad = Change("SET words = :w", values={":w": {"no": "words"}})
    stores.links().table.update({"code": "link-1"}, bad)

    first, again = run(), run()

    assert (first.refreshed, first.left, first.failed) == (6, 1, ("link-1",))
    assert (again.refreshed, again.left, again.failed) == (0, 1, ("link-1",))

    good = Change("SET words = :w", values={":w": ""})
    stores.links().table.update({"code": "link-1"}, good)
    assert run() == WalkReport(1, left=0)
    assert names() == {"Bakery Club"}


def test_a_program_that_can_not_be_followed_keeps_no_other_waiting() -> None:
    rename(2, "Bakery Club")
    walk = {"program_id": "links#aaa", "version": "walk", "number": "nonsense"}
    stores.programs().table.put(walk)
    stores.programs().add(a_program(program="aaa"))

    report = follow_programs(program_desk.walks(), has_time=time_for(99))

    assert (report.refreshed, report.left, report.failed) == (7, 1, ("aaa",))
