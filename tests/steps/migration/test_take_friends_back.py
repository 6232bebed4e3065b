"""Friends whom another program told of are new again, as far as nothing rests on it yet."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from referrals.desks import customer as customer_desk
from referrals.model.migration.rival_row import FriendRow
from referrals.steps.people.import_customers import CustomerRow, import_customers
from referrals.wiring import clients, stores
from tests.migration import a_row, bring, undo
from tests.world import NOW, a_key, an_order, hash_of, store_program

BEN = "ben@example.com"
DAY, EARLIER = date(2025, 3, 1), date(2024, 1, 1)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def everything() -> list[Any]:
    nouns = ("conversions", "people", "links")
    return [sorted(map(str, clients.table(noun).scan())) for noun in nouns]


def known() -> date | None:
    return stores.former_customers().first_order_on("friends", hash_of(BEN))


def shop_tells(day: date) -> None:
    row = CustomerRow(2, BEN, day)
    import_customers("friends", [row], customer_desk.customers(), today=NOW.date())


def order(days_later: int, email: str = BEN) -> None:
    told = an_order(customer_hash=hash_of(email), occurred_at=NOW + timedelta(days=days_later))
    stores.conversions().record(a_key(), told, body="sha", at=NOW + timedelta(days=days_later))


def test_all_that_a_file_told_goes_and_the_state_before_holds() -> None:
    order(-90, "eve@example.com")
    before = everything()
    bring(FriendRow(2, BEN, DAY), a_row(came=FriendRow(3, "cleo@example.com", DAY)))
    bring(FriendRow(2, BEN, EARLIER))

    assert (undo(dry=True).friends, known()) == (2, EARLIER)
    report = undo()

    assert (report.friends, report.friends_stay, report.people) == (2, 0, 1)
    assert everything() == before
    assert undo().friends == 0


@pytest.mark.parametrize("theirs", [DAY, EARLIER])
@pytest.mark.parametrize("shop_first", [True, False])
def test_what_another_list_tells_holds_with_its_own_day(theirs: date, shop_first: bool) -> None:
    tells: list[Callable[[], object]] = [
        lambda: shop_tells(date(2024, 7, 1)),
        lambda: bring(FriendRow(2, BEN, theirs)),
    ]
    for tell in tells if shop_first else reversed(tells):
        tell()

    assert known() == min(theirs, date(2024, 7, 1))
    assert undo().friends == 1
    assert known() == date(2024, 7, 1)


def test_of_two_programs_each_is_taken_back_by_itself() -> None:
    bring(FriendRow(2, BEN, DAY), origin="dub")
    bring(FriendRow(2, BEN, EARLIER))

    assert (undo(origin="dub").friends, known()) == (1, EARLIER)
    assert (undo().friends, known()) == (1, None)


def test_who_was_known_before_lists_left_their_day_stays_known() -> None:
    shop_tells(DAY)
    table = clients.table("conversions")
    (item,) = table.scan()
    table.put({name: item[name] for name in item if not name.startswith("told_")})
    bring(FriendRow(2, BEN, EARLIER))

    assert (undo().friends, known()) == (1, DAY)


@pytest.mark.parametrize(("days_later", "stays"), [(1, 1), (-40, 0)])
def test_who_has_ordered_since_stays_known(days_later: int, stays: int) -> None:
    order(days_later)
    bring(FriendRow(2, BEN, EARLIER))

    for dry in (True, False):
        report = undo(dry=dry)
        assert (report.friends, report.friends_stay) == (1 - stays, stays)
    assert known() == (EARLIER if stays else None)
