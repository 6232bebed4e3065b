"""What was given up, at the desk: seen by everybody there, sent again by who helps people."""

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.delivery import ENDPOINT_GONE
from referrals.model.delivery.outbox import Channel, DeliveryState, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.staff.right import StaffRole
from referrals.steps.delivery.deliver import deliver
from referrals.wiring import clock, session_stores, stores
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.steps.code.code_handovers import friend_side, settle
from tests.world import NOW, a_program, refer, store_program

ID = "friends#shopify#1001#hook"
SEND = "/console/deliveries/send"
DONE = "/console/deliveries/done"


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    by_hand = {"hold_days": 0, "codes_by": "manual"}
    store_program(a_program(webhook_url="https://shop.example/hooks", **by_hand))
    come_in()
    park(ID)


def park(item_id: str, program: str = "friends") -> None:
    item = an_item(item_id, Channel.WEBHOOK, "grant.made", program_id=program, at=NOW, data={})
    kept = {"state": DeliveryState.PARKED, "reason": ENDPOINT_GONE.reason, "attempts": 3}
    stores.outbox().add(item.model_copy(update=kept))


def kept() -> OutboxItem:
    return stores.outbox().get(ID)


def test_what_was_given_up_is_told_with_its_reason() -> None:
    park("others#1", "others")

    told = " ".join(page("/console/deliveries").text.split())

    assert "grant.made webhook endpoint gone" in told
    assert "3 tries" in told
    assert "others#1" not in told
    assert ID in get("/console/deliveries?format=csv")["body"]


def test_it_goes_out_again_and_the_log_says_why() -> None:
    stores.endpoints().close("friends", "https://shop.example/hooks", NOW)

    told = post(SEND, item_id=ID, why="the shop's server is back")

    assert told["headers"]["location"] == "/console/deliveries?done=deliveries.resend_delivery"
    assert kept().state is DeliveryState.PENDING
    assert not stores.endpoints().find("friends", "https://shop.example/hooks").gone
    (line,) = session_stores.change_log().changes(f"{clock.now():%Y-%m}")
    assert (line.kind, line.subject["item_id"]) == ("outbox_send_again", ID)


@pytest.mark.parametrize(("item_id", "why", "status"), [(ID, "", 400), ("none", "a try", 404)])
def test_without_a_reason_or_a_thing_nothing_is_sent(item_id: str, why: str, status: int) -> None:
    assert post(SEND, item_id=item_id, why=why)["statusCode"] == status
    assert kept().state is DeliveryState.PARKED


def test_who_only_reads_sends_nothing() -> None:
    come_in(StaffRole.READER)

    made = page("/console/deliveries")

    assert [a for _, a in made.tags if a.get("action") == SEND] == []
    assert post(SEND, item_id=ID, why="a try")["statusCode"] == 403
    assert kept().state is DeliveryState.PARKED


def test_the_list_goes_on_where_it_ended() -> None:
    for number in range(60):
        park(f"{ID}-{number:02}")

    first = page("/console/deliveries")
    further = next(a["href"] or "" for _, a in first.tags if a.get("rel") == "next")

    assert len([a for tag, a in page(further).tags if a.get("name") == "item_id"]) == 11


def promised() -> str:
    """A code that somebody must enter in a till; the item that waits for it."""
    key = refer()
    settle()
    item_id = f"{key}#reward-friend"
    deliver(item_id, delivery_desk.delivery_desk(), now=NOW, jitter=0.5)
    return item_id


def test_a_thing_is_handed_over_at_the_desk_once() -> None:
    item_id = promised()
    shown = page("/console/deliveries?which=hand")
    said = {"item_id": item_id, "code": "SPRING-7", "why": "entered in the till"}

    told = [post(f"{DONE}?which=hand", **said)["headers"]["location"] for _ in range(2)]

    assert told == ["/console/deliveries?which=hand&done=deliveries.finish"] * 2
    assert friend_side().code == "SPRING-7"
    item = stores.outbox().get(item_id)
    assert (item.done_by, item.actor) == ("Jana", "stf_jana")
    assert stores.outbox().get(item_id.replace("reward-friend", "welcome")).data["code"]
    assert "10% off" in shown.text
    links = {a.get("href") for tag, a in shown.tags if tag == "a"}
    assert {"/console/people/fri_ben", "/console/orders/shopify/1001"} <= links
    assert ID not in shown.text
    lines = session_stores.change_log().changes(f"{clock.now():%Y-%m}")
    assert [each.kind for each in lines] == ["todo_finish"] * 2


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"why": "done"}, "A code was promised, and none is given. Enter one in your till"),
        ({"code": "two words", "why": "done"}, "no code that a person could type"),
        ({"code": "SPRING-7"}, "Somebody will ask why."),
    ],
)
def test_what_is_said_of_a_handover_must_be_whole(form: dict[str, str], words: str) -> None:
    item_id = promised()

    told = post(DONE, item_id=item_id, **form)

    assert told["statusCode"] == 400
    assert PortalPage(told["body"]).text.count(words) == 2
    assert friend_side().issued_at is None


def test_the_first_code_that_was_said_of_a_thing_holds() -> None:
    item_id = promised()
    post(DONE, item_id=item_id, code="SPRING-7", why="entered")

    assert post(DONE, item_id=item_id, code="SPRING-8", why="entered")["statusCode"] == 404
    assert friend_side().code == "SPRING-7"


def test_today_leads_to_what_waits_for_hands() -> None:
    promised()

    links = {a.get("href") for tag, a in page("/console").tags if tag == "a"}

    assert {"/console/deliveries?which=hand", "/console/deliveries?which=failed"} <= links
