"""The circle: who came through whom, named only while each of them agrees to it."""

import pytest

from referrals.model.people.person import Consents, friend_id_of
from referrals.views.people.own_circle import (
    MOST_FRIENDS,
    CirclePerson,
    CircleShelf,
    OwnCircle,
    own_circle,
)
from referrals.wiring import community_stores, stores
from tests.corrector import CANCELLED, place_order, record_and_wake, shop
from tests.world import a_link, an_advocate

AGREED = Consents(circle=True)


@pytest.fixture(autouse=True)
def bakery(account: None) -> None:
    """Ada brought Ben, who brought Cleo, who brought Dora; all of them have a link."""
    shop()
    stores.people().change("adv_ada", consents=AGREED.model_dump(), codes={"friends": "ada-bakes"})
    for number, (sender, name) in enumerate(
        [("ada-bakes", "Ben"), ("ben", "Emma"), ("emma", "Dora")], start=1001
    ):
        bring(sender, name, str(number))
        join(name)


def bring(code: str, name: str, order_id: str) -> str:
    place_order(order_id, f"{name.lower()}@example.com", code)
    friend_id = friend_id_of(f"friends#shopify#{order_id}")
    stores.people().change(friend_id, name=name, email=f"{name.lower()}@example.com")
    return friend_id


def join(name: str, consents: Consents = AGREED) -> None:
    person_id, code = f"adv_{name.lower()}", name.lower()
    person = an_advocate(f"{code}@example.com", person_id)
    changes = {"name": f"{name} Lind", "consents": consents, "codes": {"friends": code}}
    stores.people().add(person.model_copy(update=changes))
    stores.links().create(a_link(code, advocate_id=person_id))


def agree(name: str, *, circle: bool) -> None:
    stores.people().change(
        f"adv_{name.lower()}", consents=Consents(circle=circle, show_first_name=True).model_dump()
    )


def circle_of(name: str, program_id: str = "friends") -> OwnCircle:
    shelf = CircleShelf(
        stores.people(),
        stores.referrals(),
        community_stores.brought_orders(),
        stores.conversions(),
    )
    return own_circle(stores.people().get(f"adv_{name.lower()}"), program_id, shelf)


def test_it_goes_two_steps_down_and_no_further() -> None:
    found = circle_of("Ada")

    assert found.senders == ()
    assert found.friends == (CirclePerson("Ben", (CirclePerson("Emma"),)),)


def test_it_goes_two_steps_up_and_no_further() -> None:
    assert circle_of("Dora").senders == ("Emma", "Ben")
    assert circle_of("Ben").senders == ("Ada",)


def test_who_does_not_agree_is_a_friend_and_hides_who_came_on() -> None:
    agree("Ben", circle=False)

    assert circle_of("Ada").friends == (CirclePerson(""),)
    assert circle_of("Emma").senders == ("",)


def test_a_consent_taken_back_takes_the_name_away_at_once() -> None:
    before = circle_of("Ada").friends[0].friends
    agree("Emma", circle=False)

    assert before == (CirclePerson("Emma"),)
    assert circle_of("Ada").friends[0].friends == (CirclePerson(""),)


def test_who_is_not_in_it_sees_nothing_of_it() -> None:
    agree("Ada", circle=False)

    assert circle_of("Ada") == OwnCircle(is_member=False)


def test_who_has_no_page_can_not_agree() -> None:
    bring("ada-bakes", "Finn", "1010")

    assert circle_of("Ada").friends == (
        CirclePerson(""),
        CirclePerson("Ben", (CirclePerson("Emma"),)),
    )


def test_an_order_that_went_back_leaves_it() -> None:
    record_and_wake(CANCELLED, order_id="1001")

    assert circle_of("Ada").friends == ()
    assert circle_of("Ben").senders == ()


def test_who_was_erased_is_named_nowhere() -> None:
    for person_id in ("adv_ben", friend_id_of("friends#shopify#1001")):
        stores.people().remove(stores.people().get(person_id))

    assert circle_of("Ada").friends == (CirclePerson(""),)
    assert circle_of("Emma").senders == ("",)


def test_another_program_has_a_circle_of_its_own() -> None:
    found = circle_of("Ada", "others")

    assert (found.senders, found.friends) == ((), ())


def test_of_many_only_the_newest_are_listed() -> None:
    for number in range(MOST_FRIENDS):
        bring("ada-bakes", f"Guest{number}", str(2000 + number))

    found = circle_of("Ada")

    assert (len(found.friends), found.has_more) == (MOST_FRIENDS, True)
    assert "Ben" not in [each.name for each in found.friends]


def test_two_who_sent_each_other_end_at_themselves() -> None:
    bring("ben", "Ada", "1020")

    found = circle_of("Ada")

    assert found.senders == ("Ben",)
    assert found.friends == (CirclePerson("Ben", (CirclePerson("Ada"), CirclePerson("Emma"))),)
