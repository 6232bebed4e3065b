"""What was written before the index is found without it, and by it once the walk has ended."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import people as people_desk
from referrals.steps.privacy.index_mailboxes import DEPLOYED_AFTER, IndexReport, index_mailboxes
from referrals.store.order.body import RawBody
from referrals.store.order.mailbox import MailboxTraces
from referrals.store.table import Change
from referrals.wiring import order_stores, stores
from tests.world import NOW, a_key, a_program, an_order, hash_of

KIM = hash_of("kim@example.com")
EVERYTHING = MailboxTraces((a_key("1001"),), (a_key("2002"),), ("friends",))


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    """Everything that names a mailbox, as code from before the index wrote it."""
    stores.conversions().table.delete({"conversion_key": "mailboxes", "fact": "walk"})
    stores.programs().add(a_program())
    order = an_order(customer_hash=KIM)
    stores.conversions().record(a_key("1001"), order, body="", at=NOW)
    stores.claim_index().add(a_key("2002"), KIM)
    stores.former_customers().add("friends", KIM, NOW.date())
    order_stores.first_orders().note(KIM, a_key("1001"))
    stores.bodies().hold("friends", "shopify", RawBody(b"{}", {}, NOW), "unread")
    for item in list(stores.conversions().table.scan()):
        forget_mailbox(item)


def forget_mailbox(item: dict[str, Any]) -> None:
    place = {name: item[name] for name in ("conversion_key", "fact")}
    stores.conversions().table.update(place, Change(update="REMOVE mailbox"))


def walk(pages: int = 99, after: timedelta = DEPLOYED_AFTER) -> IndexReport:
    times = iter([True] * pages)
    has_time = lambda: next(times, False)  # noqa: E731
    return index_mailboxes(people_desk.mailboxes(), now=NOW + after, has_time=has_time)


def begin() -> IndexReport:
    return walk(after=timedelta())


def held() -> list[tuple[str, str, str]]:
    return list(people_desk.mailboxes().held_places())


def test_everything_is_found_before_the_walk_has_ended() -> None:
    before = people_desk.mailboxes().traces(KIM), held()

    assert not people_desk.mailboxes().is_walked()
    assert before[0] == EVERYTHING
    assert [each[:2] for each in before[1]] == [("friends", "shopify")]


def test_the_walk_begins_an_hour_later_and_then_finds_all() -> None:
    before = held()

    assert begin() == IndexReport(indexed=0, done=False)
    assert begin() == IndexReport(indexed=0, done=False)
    assert walk() == IndexReport(indexed=5, done=True)
    assert people_desk.mailboxes().is_walked()
    assert people_desk.mailboxes().traces(KIM) == EVERYTHING
    assert held() == before
    assert walk() == IndexReport(indexed=0, done=True)


def test_a_walk_without_time_goes_on_where_it_stopped() -> None:
    begin()

    assert walk(pages=0) == IndexReport(indexed=0, done=False)
    given, after = people_desk.mailboxes().walk({}, 2)
    rest = walk()

    assert after
    assert (given + rest.indexed, rest.done) == (5, True)


def test_what_is_written_today_needs_no_walk() -> None:
    begin()
    walk()
    stores.conversions().record(a_key("3003"), an_order(customer_hash=KIM), body="", at=NOW)

    assert set(people_desk.mailboxes().traces(KIM).orders) == {a_key("1001"), a_key("3003")}


def test_an_order_told_anew_by_a_lesser_witness_keeps_its_customer() -> None:
    other = an_order(customer_hash=hash_of("lee@example.com"), witness="payment")
    stores.conversions().record(a_key("1001"), other, body="", at=NOW)
    begin()
    walk()

    assert people_desk.mailboxes().traces(KIM).orders == (a_key("1001"),)
