"""Everything about a person in one answer, and what doesn't fit is counted."""

import pytest

from referrals.desks import goodwill as goodwill_desk
from referrals.desks import people as people_desk
from referrals.model.order.claim import ReviewFact
from referrals.model.people.suppression import Suppression
from referrals.model.staff.passkey import PasskeyRing
from referrals.model.words.wording import wording
from referrals.steps.goodwill.give_goodwill import GoodwillWish, give_goodwill
from referrals.views.privacy.person_data import PersonData, person_data
from referrals.views.privacy.staff_place import staff_place
from referrals.wiring import session_stores, stores
from tests.desk import a_member, seat
from tests.estate import ADA, BEN, furnish_estate
from tests.migration import a_row, bring
from tests.passkeys import a_passkey
from tests.world import AT, NOW, a_key, hash_of


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish_estate(monkeypatch)


def data(email: str, most_text: int = 10**9) -> PersonData:
    return person_data(
        hash_of(email), [], people_desk.files(), most_text=most_text, words=wording("en"), now=NOW
    )


def test_both_orders_and_every_body_are_found() -> None:
    found = data(BEN[0])

    assert {order.story.order_id for order in found.orders} == {"1001", "1002"}
    assert [len(order.bodies) for order in found.orders] == [1, 1]
    assert (len(found.held), found.left_out) == (1, 0)


def test_texts_that_do_not_fit_are_counted() -> None:
    one = len(data(BEN[0]).orders[0].bodies[0].text)

    found = data(BEN[0], most_text=one)

    assert [len(order.bodies) for order in found.orders] == [1, 0]
    assert (found.held, found.left_out) == ([], 2)


def test_a_named_order_brings_its_friend() -> None:
    found = person_data(
        "",
        [a_key("1001", "signed"), a_key("none")],
        people_desk.files(),
        most_text=0,
        words=wording("en"),
        now=NOW,
    )

    assert [person.name for person in found.people] == [BEN[1]]
    assert len(found.orders) == 1


def test_an_advocate_has_links_and_a_statement() -> None:
    found = data(ADA[0])

    assert [link["words"] for link in found.links] == ["my own words"]
    assert [line.entry.amount for line in found.statement] == [500, 500]
    assert found.letters[0].topic == "advocate.thanked"


def test_what_was_said_in_a_review_is_told_word_for_word() -> None:
    said = ReviewFact("rvw_1", 1, "appeal", "Ada is my aunt", "the person denied", AT * 1000)
    stores.conversions().record(a_key("1001", "signed"), said, body="", at=NOW)

    words = [(word.act, word.note) for order in data(BEN[0]).orders for word in order.reviews]

    assert words == [("appeal", "Ada is my aunt")]


def test_whose_key_gave_goodwill_stays_with_the_shop() -> None:
    words = {"reference": "t-1", "reason": "late", "made_by": "Eve", "actor": "key_secret"}
    wish = GoodwillWish(program_id="friends", person_id="adv_ada", asset="EUR", amount=5, **words)
    give_goodwill(wish, goodwill_desk.goodwill(), now=NOW)

    found = data(ADA[0])

    assert [each.made_by for each in found.goodwill] == ["Eve"]
    assert "key_secret" not in found.model_dump_json()


def test_what_came_from_another_program_is_told() -> None:
    bring(a_row(email=ADA[0]))

    (brought,) = data(ADA[0]).brought
    assert (brought.origin, brought.amounts) == ("rewardful", {"EUR": 1250})
    assert data(BEN[0]).brought == []


def test_why_no_letter_goes_to_their_mailbox_is_told() -> None:
    told = Suppression(email_hash=hash_of(ADA[0]), reason="complained", since=NOW, feedback_id="f1")
    stores.suppressions().add(told)

    assert data(ADA[0]).suppressions == [told]
    assert data(BEN[0]).suppressions == []


def test_a_place_at_the_desk_is_told_to_its_owner_alone() -> None:
    seat(a_member(email=BEN[0]))
    passkey = a_passkey()
    session_stores.staff().replace_passkeys(
        "stf_jana", PasskeyRing(), PasskeyRing().with_passkey(passkey)
    )

    found = staff_place(hash_of(BEN[0]), session_stores.staff())

    assert found
    assert (found.staff_id, found.email, found.passkeys) == ("stf_jana", BEN[0], (passkey,))
    assert data(BEN[0]).desk == found
    assert data(ADA[0]).desk is None
