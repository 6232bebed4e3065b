"""People at the desk: listed, found by mail, told in parts; given to, left alone, handed over."""

import pytest

from referrals.model.people.person import Consents
from referrals.model.privacy.request import PrivacyKind
from referrals.model.reward.ledger import Part
from referrals.model.staff.right import StaffRole
from referrals.wiring import session_stores, stores
from tests.corrector import has, place_order, shop
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.world import NOW, a_key, an_advocate

ADA = "/console/people/adv_ada"
GIFT = {"asset": "EUR", "amount": "5.00", "reference": "desk-1", "why": "a late parcel"}


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    shop()
    come_in(StaffRole.OWNER)
    place_order("1001")


def friend() -> str:
    return stores.referrals().get(str(a_key())).friend_id


def links(made: PortalPage) -> list[str]:
    return [a["href"] or "" for tag, a in made.tags if tag == "a" and "href" in a]


def requests() -> list[PrivacyKind]:
    return [each.kind for each in stores.privacy_requests().of_program("friends")]


def test_advocates_are_listed_without_names_or_addresses() -> None:
    told = get("/console/people")

    assert ADA in links(PortalPage(told["body"]))
    assert "Ada Lovelace" not in told["body"]
    assert "ada@example.com" not in told["body"]


def test_who_may_reads_names_and_addresses_in_list_and_file() -> None:
    come_in(StaffRole.OWNER, sees_addresses=True)

    for address in ("/console/people", "/console/people?format=csv", ADA):
        told = get(address)["body"]
        assert "Ada Lovelace" in told
        assert "ada@example.com" in told


@pytest.mark.parametrize("address", ["/console/people?format=csv", ADA, f"{ADA}?part=consents"])
def test_nobody_else_reads_a_name_or_an_address(address: str) -> None:
    told = get(address)["body"]

    assert "Ada Lovelace" not in told
    assert "ada@example.com" not in told


def test_people_go_on_by_their_cursor() -> None:
    for number in range(60):
        stores.people().add(an_advocate(f"a{number}@example.com", f"adv_n{number:02}"))

    first = page("/console/people")
    further = next(a["href"] or "" for _, a in first.tags if a.get("rel") == "next")
    rows = [each for each in links(first) + links(page(further)) if "/people/adv" in each]

    assert len(set(rows)) == 62
    assert get("/console/people?after=made-up")["statusCode"] == 400


def test_friends_are_a_list_of_their_own() -> None:
    assert f"/console/people/{friend()}" in links(page("/console/people?role=friend"))


def test_somebody_is_found_by_mail_and_the_address_holds_none() -> None:
    come_in(StaffRole.OWNER, sees_addresses=True)

    told = post("/console/people/find", email="ADA@example.com")

    assert told["headers"]["location"] == f"{ADA}?done=people.find"
    assert post("/console/people/find", email="zoe@example.com")["statusCode"] == 404
    assert post("/console/people/find", email="zoe")["statusCode"] == 400


def test_mail_is_no_search_for_who_may_not_read_it() -> None:
    assert post("/console/people/find", email="ada@example.com")["statusCode"] == 403


def test_an_advocate_is_told_with_links_holdings_and_orders() -> None:
    made = page(ADA)

    assert "/console/orders/shopify/1001" in links(made)
    assert "/console/orders?q=ada-bakes" in links(made)
    assert "€5.00 wait" in made.text


def test_a_friend_is_told_with_their_own_orders() -> None:
    assert "/console/orders/shopify/1001" in links(page(f"/console/people/{friend()}"))


def test_somebody_in_both_roles_is_told_so() -> None:
    place_order("1002", "ada@example.com", code="cleos")
    twin = stores.referrals().get(str(a_key("1002"))).friend_id

    assert f"/console/people/{twin}" in links(page(ADA))


@pytest.mark.parametrize("part", ["statement", "words", "consents", "made-up"])
def test_every_part_of_a_person_is_shown(part: str) -> None:
    assert "adv_ada" in page(f"{ADA}?part={part}").text


def test_a_statement_reads_as_its_person_does() -> None:
    assert "€5.00 came" in page(f"{ADA}?part=statement").text
    assert get(f"{ADA}?part=statement&after=made-up")["statusCode"] == 400


def test_consents_are_told_with_where_they_were_said() -> None:
    from referrals.model.people.consent_word import ConsentPlace
    from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents

    wish = ConsentWish(consents={"mail": True}, place=ConsentPlace.SHOP, sentences={})
    desk = ConsentDesk(stores.people(), session_stores.consent_records())
    change_consents("adv_ada", wish, desk, now=NOW)

    told = page(f"{ADA}?part=consents").text

    assert "mail: agreed" in told
    assert "by the shop’s server" in told


def test_nobody_unknown_has_a_page() -> None:
    assert get("/console/people/adv_nobody")["statusCode"] == 404


def test_a_gesture_is_given_once_however_often_it_is_sent() -> None:
    for _ in range(2):
        assert post(f"{ADA}/goodwill", **GIFT)["statusCode"] == 303

    assert has("adv_ada", Part.AVAILABLE) == 500
    (gesture,), _ = stores.goodwill().of_person("adv_ada", 5)
    assert (gesture.made_by, gesture.actor) == ("stf_jana", "stf_jana")
    assert gesture.reason == "a late parcel"
    assert "a late parcel" in page(ADA).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "much"},
        {"amount": "-5"},
        {"amount": "0"},
        {"amount": "1e99"},
        {"amount": "9" * 20},
        {"asset": "USD"},
        {"why": ""},
        {"asset": "points", "amount": "1.5"},
    ],
)
def test_a_gesture_that_cannot_be_is_refused(wrong: dict[str, str]) -> None:
    assert post(f"{ADA}/goodwill", **GIFT | wrong)["statusCode"] == 400
    assert has("adv_ada", Part.AVAILABLE) == 0


def test_letters_stop_for_both_roles_of_a_mailbox() -> None:
    stores.people().change("adv_ada", consents=Consents(mail=True).model_dump())

    assert post(f"{ADA}/stop", why="asked by phone")["statusCode"] == 303

    assert stores.people().get("adv_ada").mail_stopped
    assert "Stop all letters" not in page(ADA).text


def test_an_erasure_wants_the_id_typed() -> None:
    told = post(f"{ADA}/erase", confirm="adv_cleo", why="asked by mail")

    assert told["statusCode"] == 400
    assert "This isn't the id of the person" in PortalPage(told["body"]).text
    assert requests() == []


def test_a_refused_form_stays_open_and_no_other_is_at_fault() -> None:
    told = post(f"{ADA}/stop", why=" ")

    assert told["statusCode"] == 400
    made = PortalPage(told["body"])
    opened = [tag for tag, a in made.tags if tag == "details" and "open" in a]
    assert len(opened) == 1
    assert told["body"].count('class="fault"') == 1
    assert {"#why"} <= set(links(made))
    assert "why" in {a.get("id") for _, a in made.tags}
