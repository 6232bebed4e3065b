"""A page of people costs the same however many others there are."""

import pytest

from referrals.model.people.person import Role
from referrals.store.people.person import People
from referrals.store.table import Table
from referrals.wiring import stores
from tests.meter import Meter
from tests.world import a_friend, an_advocate

pytestmark = pytest.mark.usefixtures("account")


def add_people(advocates: int, friends: int) -> None:
    people = stores.people()
    for number in range(friends):
        email = f"friend{number}@example.com"
        people.add(a_friend(person_id=f"fri_{number:03}", email=email, email_hash=f"f{number}"))
    for number in range(advocates):
        people.add(an_advocate(f"ada{number}@example.com", f"adv_{number:03}"))


def metered() -> tuple[People, Meter]:
    table = stores.people().table
    meter = Meter(table.dynamo)
    return People(Table(meter, table.name)), meter


@pytest.mark.parametrize("friends", [2, 60])
def test_a_page_of_advocates_is_two_requests_among_any_friends(friends: int) -> None:
    add_people(advocates=5, friends=friends)
    people, meter = metered()

    page, after = people.page(Role.ADVOCATE, 5)

    assert [each.person_id for each in page] == [f"adv_00{n}" for n in range(5)]
    assert after is None or people.page(Role.ADVOCATE, 5, after) == ([], None)
    assert meter.operations["Query"] <= 2
    assert meter.operations["BatchGetItem"] == 1


def test_pages_go_on_where_they_ended_and_miss_nobody() -> None:
    add_people(advocates=7, friends=3)
    people, found, start = stores.people(), list[str](), None

    while True:
        page, start = people.page(Role.ADVOCATE, 3, start)
        found += [each.person_id for each in page]
        if start is None:
            break

    assert found == [f"adv_00{n}" for n in range(7)]


def test_a_place_within_the_friends_leads_no_advocate_list_astray() -> None:
    add_people(advocates=2, friends=2)

    page, _ = stores.people().page(Role.ADVOCATE, 5, {"person_id": "fri_001"})

    assert page == []
