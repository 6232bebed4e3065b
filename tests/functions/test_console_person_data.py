"""People's data at the desk: handed over, or forgotten, for whoever may."""

import json

import pytest

from referrals.model.order.conversion import Signals
from referrals.model.privacy.request import PrivacyKind
from referrals.model.staff.right import StaffRole
from referrals.wiring import session_stores, stores
from tests.corrector import place_order, record_and_wake, shop
from tests.desk import come_in, page, post
from tests.portal import PortalPage
from tests.world import NOW, a_key, a_token, an_order, hash_of

ADA = "/console/people/adv_ada"


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    shop()
    come_in(StaffRole.OWNER)
    place_order("1001")


def requests() -> list[PrivacyKind]:
    return [each.kind for each in stores.privacy_requests().of_program("friends")]


def test_an_erasure_is_asked_for_and_carried_out_by_the_clock() -> None:
    from referrals.desks import privacy as privacy_desk
    from referrals.steps.privacy.answer_privacy import carry_out

    assert post(f"{ADA}/erase", confirm="adv_ada", why="asked by mail")["statusCode"] == 303
    assert "They are to be forgotten: asked on" in page(ADA).text
    for each in list(stores.privacy_requests().of_program("friends")):
        carry_out(each, privacy_desk.privacy(), now=NOW)

    assert stores.people().find("adv_ada") is None


def test_an_export_hands_everything_over_to_who_reads_addresses() -> None:
    form = {"confirm": "adv_ada", "why": "asked by mail"}
    assert post(f"{ADA}/export", **form)["statusCode"] == 403
    come_in(StaffRole.OWNER, sees_addresses=True)

    told = post(f"{ADA}/export", **form)

    assert told["statusCode"] == 200
    assert "attachment" in told["headers"]["content-disposition"]
    assert json.loads(told["body"])["people"][0]["email"] == "ada@example.com"
    kinds = [
        (each.kind, each.outcome) for each in session_stores.change_log().changes(f"{NOW:%Y-%m}")
    ]
    assert ("privacy_ask", "done") in kinds


def test_an_export_has_the_click_that_led_to_an_order() -> None:
    come_in(StaffRole.OWNER, sees_addresses=True)
    record_and_wake(
        an_order(
            signals=Signals(click_tokens=(a_token(),)), customer_hash=hash_of("ada@example.com")
        ),
        order_id="1003",
    )

    told = post(f"{ADA}/export", confirm="adv_ada", why="asked by mail")

    assert told["statusCode"] == 200
    assert "1003" in told["body"]


def test_nothing_leads_to_somebody_of_whom_nothing_is_known() -> None:
    come_in(StaffRole.OWNER, sees_addresses=True)
    told_without = an_order(signals=Signals(ref_codes=("ada-bakes",)), customer_hash="")
    record_and_wake(told_without, order_id="1002")
    stand_in = stores.referrals().get(str(a_key("1002"))).friend_id

    told = post(f"/console/people/{stand_in}/erase", confirm=stand_in, why="asked by mail")

    assert told["statusCode"] == 400
    assert "Name the order instead" in PortalPage(told["body"]).text
    assert requests() == []


def test_support_neither_erases_nor_exports() -> None:
    come_in(StaffRole.SUPPORT, sees_addresses=True)

    told = page(ADA).text

    assert "Forget them for ever" not in told
    assert "Hand over the file" not in told
    assert "Stop all letters" in told
