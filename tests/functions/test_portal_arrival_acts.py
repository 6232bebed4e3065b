"""What a friend says on the page after the order: who sent them, and that they want a link, too."""

from datetime import timedelta

import pytest

from referrals.desks import claim as claim_desk
from referrals.model.order.claim import Claimant
from referrals.model.people.person import Consents, Role
from referrals.steps.order.make_claim import ClaimWish, make_claim
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.wiring import clock, stores
from tests.arrival import BEN, give_address, press, read, unsent_order, wake
from tests.corrector import place_order, shop
from tests.gifts import FRIEND, OFFER, a_gift_program
from tests.portal import PortalPage, answer
from tests.world import NOW, a_key, a_link, hash_of


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop(hold_days=14)
    monkeypatch.setattr(clock, "pause", lambda _: None)


class TestClaim:
    def test_a_recommendation_is_judged_on_the_page(self) -> None:
        unsent_order()
        assert "nobody sent you" in read().text

        told = press("claim", code="https://go.shop.example/r/ada-bakes?q=1")
        assert "We are looking at it" in read().text
        wake()

        assert told["statusCode"] == 303
        text = read().text
        assert "A friend sent you to us" in text
        assert "it counts for whoever sent you" in text

    def test_one_s_own_code_is_refused_with_the_reason(self) -> None:
        unsent_order(customer_hash=hash_of("ada@example.com"))
        press("claim", code="ada-bakes")
        wake()

        text = read().text

        assert "A reward needs two people." in text
        assert "Only a friend's order counts." in text

    def test_a_code_of_nobody_keeps_what_was_typed(self) -> None:
        unsent_order()

        told = answer("arrival_claim_unknown_code")

        assert told["statusCode"] == 400
        found = PortalPage(told["body"])
        assert "No link here has that code." in found.text
        assert found.first("input")["value"] == "nobodys-code"

    def test_an_order_that_was_brought_needs_no_claim(self) -> None:
        place_order()

        assert press("claim", code="cleos")["statusCode"] == 303
        assert stores.conversions().state(a_key()).claims == ()
        assert "Did somebody send you?" not in read().text

    def test_words_that_others_made_up_hide_no_field_and_are_not_theirs(self) -> None:
        unsent_order()
        for number in range(8):
            wish = ClaimWish(
                key=a_key(),
                claimant=Claimant.FRIEND,
                named=AdvocateReference(code="ada-bakes"),
                email=f"eve{number}@example.com",
                happened_at=NOW - timedelta(days=1),
            )
            make_claim(wish, claim_desk.claims(), now=NOW)
        wake()

        found = read(BEN)

        assert "Ada sent me" not in found.text
        assert [tag for tag, given in found.tags if given.get("name") == "code"]

    def test_pressing_twice_is_one_claim(self) -> None:
        unsent_order()
        press("claim", code="ada-bakes")
        press("claim", code="ADA-BAKES")

        assert len(stores.conversions().state(a_key()).claims) == 1

    def test_who_guesses_codes_comes_to_an_end(self) -> None:
        unsent_order()
        for number in range(11):
            stores.links().create(a_link(f"guess-{number}", advocate_id="adv_cleo"))

        answers = [press("claim", code=f"guess-{number}") for number in range(11)]

        assert [each["statusCode"] for each in answers] == [303] * 10 + [400]
        assert "Enough was said about this order" in answers[-1]["body"]


class TestJoin:
    def test_one_press_from_the_letter_makes_an_advocate(self) -> None:
        place_order()
        give_address()
        assert "Would you like a link, too?" in read(BEN).text

        assert press("join", BEN, show_first_name="yes")["statusCode"] == 303

        person = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))
        assert person
        assert person.consents == Consents(show_first_name=True)
        assert f"/r/{person.codes['friends']}" in read(BEN).text

    def test_a_new_link_carries_the_code_that_its_friends_share(self) -> None:
        joint = a_gift_program(offers=[{**OFFER, "friend": {**FRIEND, "codes": "shared"}}])
        stores.programs().add(joint.model_copy(update={"version": 2}))
        place_order()
        give_address()

        press("join", BEN)

        person = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))
        assert person
        link = stores.links().get(person.codes["friends"])
        gift = stores.gift_codes().find("friends", link.gift)
        assert gift
        assert (gift.link_code, gift.joint) == (link.code, True)

    def test_no_box_is_ticked_beforehand(self) -> None:
        place_order()
        give_address()

        boxes = [a for tag, a in read(BEN).tags if tag == "input" and a.get("type") == "checkbox"]

        assert [box["name"] for box in boxes] == ["name", "mail", "show_first_name"]
        assert not [box for box in boxes if "checked" in box]

    def test_a_thank_you_page_agrees_to_nothing_and_shows_no_link(self) -> None:
        place_order()
        give_address()

        press("join", "", show_first_name="yes")

        person = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))
        assert person
        assert person.consents == Consents()
        assert person.codes["friends"] not in read().text

    def test_pressing_twice_makes_one_advocate(self) -> None:
        place_order()
        give_address()
        press("join", BEN)
        first = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))

        press("join", BEN, show_first_name="yes")

        again = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))
        assert first
        assert again
        assert (again.person_id, again.codes) == (first.person_id, first.codes)
        assert again.consents == Consents(show_first_name=True)

    def test_an_order_of_nobody_makes_nobody_an_advocate(self) -> None:
        unsent_order()

        assert press("join")["statusCode"] == 404

    def test_who_joins_gets_one_letter_with_the_link(self) -> None:
        place_order()
        give_address()

        press("join", BEN)
        press("join", BEN)

        person = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))
        assert person
        sent = stores.outbox().get(f"enrolled#{person.person_id}#friends")
        assert (sent.topic, sent.person_id) == ("advocate.enrolled", person.person_id)

    def test_who_had_a_link_before_gets_no_letter(self) -> None:
        place_order()
        give_address()
        stores.people().change(BEN, email="ada@example.com", email_hash=hash_of("ada@example.com"))

        press("join", BEN)

        assert not stores.outbox().find("enrolled#adv_ada#friends")
