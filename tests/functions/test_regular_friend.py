"""A friend who comes again and again in the default program, which rewards their first order alone:
through streams, clock and letters to the advocate's page.
"""

from datetime import datetime, timedelta

import pytest

from awswire.codec import Item
from referrals.desks import memory as memory_desk
from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.order.conversion import CancellationFact, Fact, Signals
from referrals.model.people.person import Consents
from referrals.model.privacy.request import stand_in
from referrals.steps.memory.plan_memories import plan_memories
from referrals.store.attribution.referral import as_item
from referrals.store.delivery.outbox_item import read_outbox_item
from referrals.wiring import clients, stores
from referrals.wiring import clock as clock_module
from tests.advocate import page, sign_in
from tests.arrival import BEN, give_address
from tests.corrector import shop
from tests.estate import advance_clock, clock, rest
from tests.streams import Streams
from tests.world import AT, NOW, a_key, an_order, hash_of

REGULAR = f"regular-{BEN}-3"
TOLD = "Ben has become a regular."
DAYS = {"1001": 0, "1002": 20, "1003": 40}


@pytest.fixture(autouse=True)
def streams(account: None, monkeypatch: pytest.MonkeyPatch) -> Streams:
    """Three orders, each with Ada's code in it; the clock wakes three hours after each."""
    shop(moments={"letters": True, "regular_after": 3})
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    stores.people().change("adv_ada", consents=Consents(mail=True).model_dump())
    turned = Streams()
    for order_id, days in DAYS.items():
        advance_clock(monkeypatch, days=days)
        tell(order_id, an_order_on(NOW + timedelta(days=days)), turned)
        advance_clock(monkeypatch, days=days, hours=3)
        clock("mark_memories")
    give_address(show_first_name=True)
    sign_in()
    return turned


def an_order_on(day: datetime) -> Fact:
    signals = Signals(ref_codes=("ada-bakes",))
    return an_order(occurred_at=day, version_ms=int(day.timestamp()) * 1000, signals=signals)


def tell(order_id: str, fact: Fact, streams: Streams) -> None:
    stores.conversions().record(a_key(order_id), fact, body="", at=NOW)
    rest(streams)


def marked() -> list[str]:
    rows = clients.table("outbox").scan()
    return sorted(i["data"]["memory"] for i in rows if i["topic"] == Topic.MEMORY_MARKED)


def letter() -> LetterContent | Skipped:
    rows = clients.table("outbox").scan()
    item = next(each for each in rows if each["data"].get("memory") == REGULAR)
    return memory_desk.memory_content(read_outbox_item(item), stores.people().get("adv_ada"))


def hear_again() -> int:
    orders = [stores.referrals().get(str(a_key(each))) for each in DAYS]
    changes: list[tuple[Item, Item]] = [({}, as_item(each)) for each in orders]
    return plan_memories(changes, memory_desk.plans(), now=clock_module.now())


def brought(order_id: str) -> bool:
    return stores.referrals().get(str(a_key(order_id))).is_attributed


def test_a_third_order_that_nobody_brought_makes_a_regular(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [brought(each) for each in DAYS] == [True, False, False]
    assert marked() == ["friends-1", REGULAR]
    assert TOLD in page("me").text
    told = letter()
    assert isinstance(told, LetterContent)
    assert told.values["moment"] == TOLD

    assert hear_again() == 3
    advance_clock(monkeypatch, days=40, hours=6)
    clock("mark_memories")
    advance_clock(monkeypatch, days=75)
    clock("mark_memories")

    assert marked() == ["friends-1", REGULAR]


def test_an_order_that_went_back_makes_no_regular(streams: Streams) -> None:
    tell("1002", CancellationFact("customer", (AT + 1) * 1000), streams)

    assert TOLD not in page("me").text
    assert letter() == Skipped("moment_gone")


def test_who_is_erased_is_nobody_s_regular(streams: Streams) -> None:
    theirs = hash_of("ben@example.com")
    for each in DAYS:
        stores.referrals().set_customer(str(a_key(each)), theirs, stand_in("seed", theirs))
    rest(streams)

    assert "regular" not in page("me").text
    assert letter() == Skipped("moment_gone")


def test_who_hides_their_name_is_a_friend() -> None:
    ben = stores.people().get(BEN)
    stores.people().change(
        BEN, consents=ben.consents.model_copy(update={"show_first_name": False}).model_dump()
    )

    assert TOLD not in page("me").text
    assert "A friend you sent has become a regular." in page("me").text
