"""Reviews at the desk: one queue, told whole, decided by a person with a name and a reason."""

import csv
from io import StringIO

import pytest

from referrals.model.risk.case import CaseState
from referrals.model.staff.right import StaffRole
from referrals.wiring import clock, session_stores, stores
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.reviewer import CASE_ID, appeal, decide, decision_now, hold_order
from tests.world import a_key, a_program, store_program

ORDER = f"/console/reviews/{CASE_ID}"


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    hold_order()
    come_in()


def state() -> CaseState:
    return stores.reviews().get(CASE_ID).case.state


def words() -> list[tuple[str, str, str, str]]:
    said = stores.conversions().state(a_key("1001")).reviews
    return [(each.act, each.note, each.made_by, each.actor) for each in said]


def test_an_order_is_told_with_what_was_found() -> None:
    made = page("/console/reviews")
    told = " ".join(made.text.split())

    assert "/console/orders/shopify/1001" in {a.get("href") for _, a in made.tags}
    assert "Order 1001 shopify" in told
    assert "The order was paid with the same card as another of this recommendation." in told
    assert "promised by" in told


def test_it_is_approved_by_one_press_and_the_reward_follows() -> None:
    told = post(f"{ORDER}/approve")

    decision_now()
    assert told["headers"]["location"] == "/console/reviews?done=reviews.approve"
    assert state() is CaseState.CLOSED
    assert words() == [("approve", "", "Jana", "stf_jana")]
    assert "Approved. The reward follows" in page("/console/reviews?done=reviews.approve").text


def test_a_no_needs_a_reason_and_keeps_the_page() -> None:
    told = post(f"{ORDER}/deny", why=" ")

    made = PortalPage(told["body"])
    assert told["statusCode"] == 400
    assert "Somebody will ask why. Say it in a few words." in made.text
    assert words() == []


def test_a_no_keeps_its_reason_on_the_order_and_in_the_log() -> None:
    post(f"{ORDER}/deny", why="the same card twice")

    decision_now()
    assert state() is CaseState.DENIED
    assert words() == [("deny", "the same card twice", "Jana", "stf_jana")]
    (line,) = session_stores.change_log().changes(f"{clock.now():%Y-%m}")
    assert (line.kind, line.reason) == ("review_say", "the same card twice")
    assert (line.subject["review_id"], line.outcome) == (CASE_ID, "done")
    assert line.subject["word"] == "deny"
    links = {a.get("href") for _, a in page("/console/reviews?state=denied").tags}
    assert "/console/orders/shopify/1001" in links


def test_pressed_twice_it_is_said_once() -> None:
    post(f"{ORDER}/note", why="asked the shop")
    post(f"{ORDER}/note", why="asked the shop")

    assert len(words()) == 1


def test_an_appeal_says_that_it_is_the_last_look() -> None:
    decide("deny")
    appeal()

    assert "asks for another look" in page("/console/reviews").text


def test_a_reader_sees_the_queue_and_no_button() -> None:
    come_in(StaffRole.READER)

    made = page("/console/reviews")

    assert "Order 1001" in " ".join(made.text.split())
    assert [a for tag, a in made.tags if "approve" in (a.get("action") or "")] == []
    assert post(f"{ORDER}/approve")["statusCode"] == 403
    assert words() == []


def test_an_order_that_isn_t_there_is_told_on_the_page() -> None:
    told = post("/console/reviews/rev_none/approve")

    assert told["statusCode"] == 404
    assert "No review has the id rev_none" in PortalPage(told["body"]).text


def test_the_queue_of_another_program_is_empty() -> None:
    stores.programs().add(a_program(program="others", name="Others"))

    assert "Nothing waits." in page("/console/reviews?program=others").text


def test_the_queue_comes_as_a_file() -> None:
    rows = list(csv.reader(StringIO(get("/console/reviews?format=csv")["body"])))

    assert [row[0] for row in rows[1:]] == ["1001"]


@pytest.mark.parametrize("cursor", ["x", "e30", "%00", "eyJhIjogMX0", "W10"])
def test_a_made_up_place_is_refused(cursor: str) -> None:
    assert get(f"/console/reviews?after={cursor}")["statusCode"] == 400
