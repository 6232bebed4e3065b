"""One order at the desk: told whole, corrected, claimed, held, and what of it is sent again."""

import pytest

from referrals.model.delivery.outbox import DeliveryState
from referrals.model.order.claim import HoldAction
from referrals.model.staff.right import StaffRole
from referrals.wiring import session_stores, stores
from tests.corrector import place_order, shop
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.world import NOW, a_key, an_item, an_order

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


def test_an_order_tells_its_whole_story() -> None:
    made = page(STORY)

    for words in ("Attribution: attributed", "ada-bakes", "€50.00", "Reward: granted"):
        assert words in made.text
    assert "/console/people/adv_ada" in links(made)
    assert "Ada Lovelace" not in made.text


def test_names_are_read_by_who_may() -> None:
    come_in(StaffRole.SUPPORT, sees_addresses=True)

    assert "Ada Lovelace" in page(STORY).text


def test_an_order_of_any_id_has_an_address() -> None:
    key = a_key("gid://shop/Order 7#ä")
    stores.conversions().record(key, an_order(), body="", at=NOW)
    address = get("/console/orders?q=gid%3A%2F%2Fshop%2FOrder+7%23%C3%A4")["headers"]["location"]

    assert "gid://shop/Order 7#ä" in page(address).text
    told = post(f"{address}/hold", action="freeze", why="asked by phone")
    assert told["headers"]["location"] == f"{address}?done=order.hold"
    assert stores.conversions().state(key).holds[-1].action == HoldAction.FREEZE


def test_an_order_that_nobody_told_is_not_there() -> None:
    assert get("/console/orders/shopify/none")["statusCode"] == 404
    assert get("/console/orders/shopify/~x")["statusCode"] == 404


def test_a_correction_is_the_order_s_with_reason_and_staff_id() -> None:
    told = post(f"{STORY}/correct", by="somebody", whom="cleos", why="she showed the message")

    assert told["statusCode"] == 303
    made = stores.conversions().state(a_key()).correction
    assert made is not None
    assert (made.code, made.made_by, made.actor) == ("cleos", "stf_jana", "stf_jana")
    assert told_log() == [("correction_make", "done", "she showed the message")]
    assert "Jana says it came by cleos: she showed the message" in page(STORY).text


def test_an_order_can_be_nobody_s() -> None:
    assert post(f"{STORY}/correct", by="nobody", why="a mistake")["statusCode"] == 303
    made = stores.conversions().state(a_key()).correction
    assert made is not None
    assert made.code == ""


def test_a_correction_without_a_name_says_so_and_stays_open() -> None:
    told = post(f"{STORY}/correct", by="somebody", whom="", why="a try")

    made = PortalPage(told["body"])
    assert told["statusCode"] == 400
    assert "Who recommended it?" in made.text
    assert [a for tag, a in made.tags if tag == "details" and "open" in a]
    assert stores.conversions().state(a_key()).correction is None


@pytest.mark.parametrize("name", ["correct", "hold", "claim"])
def test_an_act_without_a_reason_is_refused(name: str) -> None:
    form = {"whom": "cleos", "action": "freeze", "claimant": "friend", "day": "2026-11-21"}

    assert post(f"{STORY}/{name}", **form)["statusCode"] == 400


def test_a_claim_of_a_known_buyer_needs_no_address() -> None:
    form = {"whom": "adv_ada", "claimant": "friend", "day": "2026-11-21", "why": "told by phone"}
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")

    assert post(f"{STORY}/claim", **form)["statusCode"] == 303

    (claim,) = stores.conversions().state(a_key()).claims
    assert (claim.code, claim.friend_hash) == ("ada-bakes", an_order().customer_hash)


def test_a_claim_of_an_order_without_a_buyer_asks_for_the_address() -> None:
    key = a_key("3002")
    stores.conversions().record(key, an_order(customer_hash=""), body="", at=NOW)
    form = {"whom": "ada-bakes", "claimant": "friend", "day": "2026-11-21", "why": "by phone"}
    address = "/console/orders/shopify/3002/claim"

    assert post(address, **form)["statusCode"] == 400
    assert post(address, **form, email="eve@example.com")["statusCode"] == 303
    assert len(stores.conversions().state(key).claims) == 1


@pytest.mark.parametrize(
    "wrong", [{"day": "soon"}, {"day": "2099-01-01"}, {"claimant": "me"}, {"whom": "no such"}]
)
def test_a_claim_that_can_be_none_is_refused(wrong: dict[str, str]) -> None:
    form = {"whom": "cleos", "claimant": "friend", "day": "2026-11-21", "why": "by phone"}

    assert post(f"{STORY}/claim", **form | wrong)["statusCode"] in (400, 404)
    assert stores.conversions().state(a_key()).claims == ()


def test_a_reward_is_frozen_lifted_and_released() -> None:
    for action in HoldAction:
        assert post(f"{STORY}/hold", action=action.value, why="asked")["statusCode"] == 303
    assert post(f"{STORY}/hold", action="melt", why="asked")["statusCode"] == 400

    said = [each.action for each in stores.conversions().state(a_key()).holds]
    assert said == [each.value for each in HoldAction]


def test_a_parked_letter_is_sent_again_from_its_order() -> None:
    cause = str(a_key())
    parked = an_item(item_id=f"{cause}#thanks-2", cause=cause, state=DeliveryState.PARKED)
    stores.outbox().add(parked)
    assert "Send again" in page(STORY).text

    told = post(f"{STORY}/send", item_id=parked.item_id, why="the mailbox works again")

    assert told["statusCode"] == 303
    assert stores.outbox().get(parked.item_id).state is DeliveryState.PENDING


def test_nothing_of_another_order_is_sent_from_here() -> None:
    other = an_item(item_id="other", cause="friends#shopify#9", state=DeliveryState.PARKED)
    stores.outbox().add(other)

    assert post(f"{STORY}/send", item_id="other", why="a try")["statusCode"] == 404
    assert post(f"{STORY}/send", item_id="", why="a try")["statusCode"] == 404
    assert stores.outbox().get("other").state is DeliveryState.PARKED


def test_a_reader_sees_an_order_and_no_form() -> None:
    come_in(StaffRole.READER)

    made = page(STORY)

    assert "Correct who brought it" not in made.text
    assert not [a for tag, a in made.tags if tag == "form" and STORY in (a.get("action") or "")]
