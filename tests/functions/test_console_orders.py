"""Orders at the desk: the newest ones, and any by its number, a code or somebody's mail."""

import csv
from io import StringIO

import pytest

from referrals.model.staff.right import StaffRole
from referrals.wiring import session_stores, stores
from tests.corrector import place_order, shop
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.world import NOW, a_key, a_program, an_order

STORY = "/console/orders/shopify/1001"


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    shop()
    come_in(StaffRole.SUPPORT)
    place_order("1001")


def next_page(made: PortalPage) -> str:
    return next(a["href"] or "" for _, a in made.tags if a.get("rel") == "next")


def links(made: PortalPage) -> list[str]:
    return [a["href"] or "" for tag, a in made.tags if tag == "a" and "href" in a]


def told_log() -> list[tuple[str, str, str]]:
    found = session_stores.change_log().changes(f"{NOW:%Y-%m}")
    return [(each.kind, each.outcome, each.reason) for each in found]


def test_the_newest_orders_stand_in_the_list() -> None:
    place_order("1002", "cleo@shop.example", code="")

    made = page("/console/orders")

    assert links(made).index("/console/orders/shopify/1002") >= 0
    assert STORY in links(made)
    assert "ada-bakes" in made.text
    assert "nobody’s word" in made.text
    assert "€50.00" in made.text


def test_the_list_goes_on_by_its_cursor() -> None:
    for number in range(60):
        place_order(f"2{number:03}", f"friend-{number}@example.com")

    first = page("/console/orders")
    further = next_page(first)
    rows = [each for each in links(first) + links(page(further)) if "/orders/shopify/" in each]

    assert len(rows) == 61
    assert len(set(rows)) == 61


def test_a_cursor_of_another_program_is_none() -> None:
    for number in range(60):
        place_order(f"2{number:03}", f"friend-{number}@example.com")
    stores.programs().add(a_program(program="others", name="Others"))
    further = next(
        a["href"] or "" for _, a in page("/console/orders").tags if a.get("rel") == "next"
    )

    assert get(f"{further}&program=others")["statusCode"] == 400
    assert get("/console/orders?after=made-up")["statusCode"] == 400


def test_the_file_of_orders_has_amounts_as_numbers() -> None:
    told = get("/console/orders?format=csv")

    rows = list(csv.reader(StringIO(told["body"].removeprefix("\ufeff"))))
    assert rows[1][:2] == ["1001", "shopify"]
    assert rows[0][3:5] == ["total", "currency"]
    assert rows[1][3:5] == ["50.00", "EUR"]


def test_a_number_leads_to_its_order() -> None:
    told = get("/console/orders?q=1001")

    assert (told["statusCode"], told["headers"]["location"]) == (303, STORY)


def test_a_code_lists_what_came_by_it() -> None:
    place_order("1002", "dana@shop.example", code="cleos")

    made = page("/console/orders?q=ada-bakes")

    assert STORY in links(made)
    assert "/console/orders/shopify/1002" not in links(made)


def test_orders_of_a_code_go_on_behind_the_last_one() -> None:
    for number in range(60):
        place_order(f"2{number:03}", f"friend-{number}@example.com")

    first = page("/console/orders?q=ada-bakes")
    further = next_page(first)
    rows = [each for each in links(first) + links(page(further)) if "/orders/shopify/" in each]

    assert (len(rows), len(set(rows))) == (61, 61)


@pytest.mark.parametrize("wanted", ["4711", "x" * 300, "no-such-code", "%F0%9F%A5%90"])
def test_what_nobody_is_called_is_found_nowhere(wanted: str) -> None:
    told = get(f"/console/orders?q={wanted}")

    assert told["statusCode"] == 200
    assert "/console/orders/shopify" not in told["body"]


def test_mail_is_searched_by_who_may_read_addresses() -> None:
    assert post("/console/orders/find", email="ben@example.com")["statusCode"] == 403
    come_in(StaffRole.SUPPORT, sees_addresses=True)

    told = post("/console/orders/find", email="Ben@Example.com ")

    friend = stores.referrals().get(str(a_key())).friend_id
    assert told["headers"]["location"] == f"/console/people/{friend}?done=orders.find"
    assert "ben@" not in told["headers"]["location"]


def test_an_address_without_a_person_leads_to_its_order() -> None:
    come_in(StaffRole.SUPPORT, sees_addresses=True)
    key = a_key("3001")
    unpaid = an_order(customer_hash=an_order().customer_hash)
    stores.people().remove(stores.people().get(stores.referrals().get(str(a_key())).friend_id))
    stores.conversions().record(key, unpaid, body="", at=NOW)

    told = post("/console/orders/find", email="ben@example.com")

    assert told["headers"]["location"].startswith("/console/orders/shopify/")


def test_an_unknown_address_is_told_at_its_field() -> None:
    come_in(StaffRole.SUPPORT, sees_addresses=True)

    unknown = post("/console/orders/find", email="nobody@example.com")
    wrong = post("/console/orders/find", email="nobody")

    assert (unknown["statusCode"], wrong["statusCode"]) == (404, 400)
    assert "nobody is known by this address" in PortalPage(unknown["body"]).text
