"""A moment is marked once, by day, to who agreed, and within the caps of all friendly letters."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from referrals.desks import memory as memory_desk
from referrals.model.delivery.facts import Topic
from referrals.model.people.person import Consents
from referrals.steps.memory.mark_memories import MemoryReport, mark_memories
from referrals.steps.memory.plan_memories import plan_memories
from referrals.store.attribution.referral import as_item
from referrals.wiring import clients, clock, nudge_stores, stores
from tests.corrector import CANCELLED, place_order, record_and_wake, shop
from tests.world import NOW, a_program

NOON = NOW + timedelta(hours=3)


@pytest.fixture(autouse=True)
def bakery(account: None) -> None:
    shop(moments={"letters": True})
    stores.people().change("adv_ada", consents=Consents(mail=True).model_dump())


def plan(order_id: str = "1001") -> int:
    referral = stores.referrals().get(f"friends#shopify#{order_id}")
    change = (as_item(referral.model_copy(update={"reward": None})), as_item(referral))
    return plan_memories([change], memory_desk.plans(), now=NOW)


def mark(now: datetime = NOON) -> MemoryReport:
    return mark_memories(memory_desk.marks(), now=now)


def letters() -> list[dict[str, Any]]:
    return [i for i in clients.table("outbox").scan() if i["topic"] == Topic.MEMORY_MARKED]


def test_the_first_friend_is_marked_once() -> None:
    place_order()
    assert plan() == 1

    assert mark().marked == 1
    assert mark().marked == 0
    plan()
    assert mark(NOON + timedelta(days=1)).marked == 0

    (letter,) = letters()
    assert (letter["person_id"], letter["data"]["memory"]) == ("adv_ada", "friends-1")


def test_two_clocks_at_once_write_one_letter() -> None:
    place_order()
    plan()
    desk = memory_desk.marks()
    history = desk.histories.find("adv_ada")
    mark()

    assert not desk.histories.replace(history.with_letter(Topic.MEMORY_MARKED, NOON))
    assert len(letters()) == 1


def test_a_program_without_letters_notes_nothing() -> None:
    stores.programs().add(a_program().model_copy(update={"version": 2}))
    place_order()

    assert plan() == 0


def test_who_did_not_agree_is_not_written_to() -> None:
    stores.people().change("adv_ada", consents=Consents().model_dump())
    place_order()
    plan()

    assert (mark().let_go, letters()) == (1, [])


def test_nobody_is_woken_by_a_moment() -> None:
    place_order()
    plan()

    assert mark(NOON.replace(hour=23)).waiting == 1
    assert letters() == []
    assert mark(NOON.replace(hour=10) + timedelta(days=1)).marked == 1


def test_who_told_no_zone_is_not_woken_where_the_shop_is() -> None:
    there = {"time_zone": "America/Los_Angeles", "moments": {"letters": True}}
    stores.programs().add(a_program(**there).model_copy(update={"version": 2}))
    place_order()
    plan()

    assert (mark().waiting, letters()) == (1, [])
    assert mark(NOW.replace(hour=18)).marked == 1


def test_another_friendly_letter_makes_it_wait_and_then_go() -> None:
    place_order()
    plan()
    histories = nudge_stores.letter_histories()
    histories.replace(histories.find("adv_ada").with_letter("advocate.nudged", NOW))

    assert mark().waiting == 1
    assert mark(NOON + timedelta(days=15)).let_go == 1
    assert letters() == []


def test_an_order_that_went_back_has_no_letter() -> None:
    place_order()
    plan()
    record_and_wake(CANCELLED)

    assert (mark().marked, letters()) == (0, [])


def test_a_letter_on_its_way_is_held_back_with_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    from referrals.model.delivery.delivery import LetterContent, Skipped
    from referrals.store.delivery.outbox_item import read_outbox_item

    monkeypatch.setattr(clock, "now", lambda: NOON)
    place_order()
    plan()
    mark()
    item, ada = read_outbox_item(letters()[0]), stores.people().get("adv_ada")
    content = memory_desk.memory_content(item, ada)
    assert isinstance(content, LetterContent)
    assert content.values["moment"] == "Your first friend came."

    record_and_wake(CANCELLED)

    assert memory_desk.memory_content(item, ada) == Skipped("moment_gone")


def test_a_year_later_the_day_is_marked_again_and_again() -> None:
    place_order()
    plan()
    mark()
    for years in (1, 2):
        due = NOW + timedelta(days=366 * years, hours=3)
        assert mark(due).marked == 1

    assert sorted(i["data"]["memory"].rpartition("-")[2] for i in letters()) == ["1", "1", "2"]


def test_one_advocate_that_can_t_be_read_stops_no_other() -> None:
    place_order()
    plan()
    place_order("1002", "cem@example.com", "cleos")
    stores.people().change("adv_cleo", consents=Consents(mail=True).model_dump())
    plan("1002")
    from referrals.store.table import Change

    broken = Change(update="SET figures.lost_minor = :x", values={":x": "much"})
    clients.table("referrals").update({"referral_key": "friends#shopify#1001"}, broken)

    report = mark()

    assert (report.marked, report.failed) == (1, ("adv_ada",))
