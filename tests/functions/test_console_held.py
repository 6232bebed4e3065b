"""Held deliveries at the desk: why each waits, and reading it again by one key."""

import json

import pytest

from referrals.model.staff.right import StaffRole
from referrals.store.order.body import RawBody
from referrals.wiring import clients, stores
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.world import NOW, a_program, store_program

PAGE = "/console/held?source=signed"
ONE, ALL = "/console/held/replay", "/console/held/replay-all"


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())
    come_in(StaffRole.SUPPORT)


def order(number: int, currency: str = "EUR") -> RawBody:
    data = {"order_id": str(number), "currency": currency, "total": "50.00"}
    body = {"type": "order.paid", "timestamp": "2026-11-22T09:29:00Z", "data": data}
    return RawBody(json.dumps(body).encode(), {"webhook-id": f"msg_{number}"}, NOW)


def hold(*bodies: RawBody) -> None:
    for each in bodies:
        stores.bodies().hold("friends", "signed", each, "wrong_currency: CHF", order_id="4711")


def waiting() -> int:
    return stores.bodies().waiting("friends", "signed")


def test_one_that_is_understood_now_is_recorded() -> None:
    hold(order(1), order(2))
    told = page(PAGE).text
    assert "4711" in told
    assert "wrong currency" in told

    again = post(ONE, source="signed", sha=order(1).sha)

    assert (again["statusCode"], waiting()) == (303, 1)
    assert "understood now" in page(again["headers"]["location"]).text
    assert order(1).sha in str(list(clients.table("changes").scan()))


def test_one_that_is_still_odd_stays_and_says_why() -> None:
    hold(order(1, "CHF"))

    told = post(ONE, source="signed", sha=order(1, "CHF").sha)

    assert (told["statusCode"], waiting()) == (409, 1)
    assert "still not understood" in PortalPage(told["body"]).text


def test_all_are_read_again_in_one_round() -> None:
    hold(order(1), order(2), order(3, "CHF"))

    told = post(ALL, source="signed")

    assert (told["statusCode"], waiting()) == (303, 1)
    assert "what still isn’t stays here" in page(told["headers"]["location"]).text


@pytest.mark.parametrize("sha", ["", "x" * 64, "0" * 64])
def test_what_is_not_there_is_told_as_gone(sha: str) -> None:
    assert post(ONE, source="signed", sha=sha)["statusCode"] == 404


def test_who_only_reads_sees_them_without_buttons() -> None:
    hold(order(1))
    come_in(StaffRole.READER)

    assert "Read it again" not in page(PAGE).text
    assert post(ONE, source="signed", sha=order(1).sha)["statusCode"] == 403
    assert order(1).sha in get(f"{PAGE}&format=csv")["body"]
