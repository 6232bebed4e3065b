"""What was claimed about a person goes with them, wherever it stands; nothing of others does."""

from datetime import timedelta

import pytest

from referrals.desks import claim as claim_desk
from referrals.desks import people as people_desk
from referrals.model.order.claim import Claimant
from referrals.model.order.conversion import Contact
from referrals.model.order_key import ConversionKey
from referrals.model.privacy.erasure import ErasureCounts
from referrals.model.privacy.request import stand_in
from referrals.model.words.wording import wording
from referrals.steps.order.make_claim import ClaimWish, make_claim
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.steps.privacy.erase_person import erase_orders, erase_person
from referrals.store.order.body import RawBody
from referrals.views.privacy.person_data import PersonData, person_data
from referrals.wiring import stores
from tests.estate import dump
from tests.world import NOW, a_key, an_order, hash_of, store_program

KIM = hash_of("kim@example.com")


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    """Ben's order, and Kim's claims: on it and on one that never came."""
    store_program()
    stores.conversions().record(a_key(), an_order(), body="", at=NOW)
    stores.bodies().keep(a_key(), RawBody(b"Ben's", {}, NOW), Contact("ben@example.com"))
    for key in (a_key(), a_key("never")):
        claim(key)


def claim(key: ConversionKey) -> None:
    wish = ClaimWish(
        key=key,
        claimant=Claimant.FRIEND,
        named=AdvocateReference(code="ada-bakes"),
        email="kim@example.com",
        happened_at=NOW - timedelta(days=2),
        said=f"told at the market {key.order_id}",
    )
    make_claim(wish, claim_desk.claims(), now=NOW)


def erase() -> ErasureCounts:
    files = people_desk.files()
    return erase_person(KIM, files.theirs(KIM, []), files, lambda h: stand_in("seed", h), now=NOW)


def export(customer_hash: str) -> PersonData:
    return person_data(
        customer_hash, [], people_desk.files(), most_text=10**6, words=wording("en"), now=NOW
    )


def test_claims_on_any_order_go_and_the_order_stays() -> None:
    assert erase() == ErasureCounts(orders=2)

    assert [each for each in (KIM, "at the market") if each in dump()] == []
    order = stores.conversions().state(a_key()).order
    assert order is not None
    assert order.customer_hash == hash_of("ben@example.com")
    assert len(list(stores.bodies().all_raw(a_key()))) == 1
    assert erase() == ErasureCounts()


def test_an_export_has_the_words_and_nobody_else_s_order() -> None:
    kim = export(KIM)

    assert sorted(each.said for each in kim.claims) == [
        "told at the market 1001",
        "told at the market never",
    ]
    assert kim.orders == []
    assert [each.order_id for each in export(hash_of("ben@example.com")).claims] == ["1001"]


def test_whoever_erases_the_order_erases_what_leads_to_its_claims() -> None:
    erase_orders(
        [a_key(), a_key("never")], people_desk.files(), lambda h: stand_in("seed", h), now=NOW
    )

    assert KIM not in dump()


def test_bodies_without_an_order_are_exported() -> None:
    stores.bodies().keep(a_key("9"), RawBody(b"lonely", {}, NOW), Contact())

    data = person_data(
        "", [a_key("9")], people_desk.files(), most_text=10**6, words=wording("en"), now=NOW
    )

    assert [each.text for each in data.loose] == ["lonely"]
