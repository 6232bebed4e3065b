"""Held bodies go with whom they speak of: by address anywhere, by an order where it came from."""

import json
import random
from typing import Any

import pytest

from referrals.desks import people as people_desk
from referrals.model.order_key import ConversionKey
from referrals.model.privacy.erasure import ErasureCounts
from referrals.model.privacy.request import stand_in
from referrals.model.words.wording import wording
from referrals.steps.privacy.erase_person import erase_person
from referrals.store.order.body import RawBody
from referrals.views.privacy.person_data import person_data
from referrals.wiring import clients, stores
from tests.world import NOW, a_key, a_program, hash_of

SEVEN = a_key("7", "woocommerce")


@pytest.fixture(autouse=True)
def program(account: None) -> None:
    stores.programs().add(a_program())


def hold(body: dict[str, Any], source: str = "woocommerce", **read: str) -> None:
    raw = RawBody(json.dumps(body).encode(), {}, NOW)
    stores.bodies().hold("friends", source, raw, "unread", **read)


def remaining_bodies() -> int:
    bodies = stores.bodies()
    return sum(
        len(list(bodies.held_bodies("friends", source)))
        for source in people_desk.files().mailboxes.sources
    )


def held_of_seven() -> int:
    files, words = people_desk.files(), wording("en")
    data = person_data("", [SEVEN], files, most_text=10**6, words=words, now=NOW)
    return len(data.held)


def erase(*keys: ConversionKey, email: str = "") -> ErasureCounts:
    named = hash_of(email) if email else ""
    return erase_person(named, keys, people_desk.files(), lambda h: stand_in("seed", h), now=NOW)


def test_a_small_number_in_a_body_is_not_an_order() -> None:
    hold({"id": 8, "billing": {"email": "eve@example.com"}, "line_items": [{"quantity": 7}]})

    assert held_of_seven() == 0
    assert (erase(SEVEN), remaining_bodies()) == (ErasureCounts(), 1)


def test_the_same_order_of_another_source_stays() -> None:
    hold({"id": 7, "email": "eve@example.com"}, "shopify")

    assert (erase(SEVEN), remaining_bodies()) == (ErasureCounts(), 1)


def test_what_the_source_read_has_the_say() -> None:
    hold({"id": 7, "email": "eve@example.com"}, order_id="8")
    hold({"number": "A-7"}, order_id="7")

    assert held_of_seven() == 1
    assert (erase(SEVEN), remaining_bodies()) == (ErasureCounts(bodies=1), 1)


def test_an_unread_order_is_found_by_its_key() -> None:
    hold({"id": 7, "total": "fifty"})

    assert (erase(SEVEN), remaining_bodies()) == (ErasureCounts(bodies=1), 0)


def test_an_address_is_found_in_any_source() -> None:
    hold({"id": 9, "email": "ben@example.com"}, "shopify")
    hold({"id": 9, "email": "eve@example.com"})

    assert (erase(email="ben@example.com"), remaining_bodies()) == (ErasureCounts(bodies=1), 1)


def test_a_body_that_is_gone_is_passed_over() -> None:
    hold({"id": 7})
    half = RawBody(b'{"id":7,"note":"' + random.Random(1).randbytes(600_000) + b'"}', {}, NOW)  # noqa: S311
    stores.bodies().hold("friends", "woocommerce", half, "unread", order_id="7")
    place = {"conversion_key": "friends#woocommerce#held", "fact": f"body#{half.sha}#1"}
    clients.table("conversions").delete(place)

    assert held_of_seven() == 1
