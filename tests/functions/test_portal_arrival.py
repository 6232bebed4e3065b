"""A friend's page after the order: who sent them, and what came of it and why."""

import pytest

from functions.portal.app import handler
from referrals.desks import people as people_desk
from referrals.model.order.conversion import Amounts, Payment
from referrals.model.people.person import Consents
from referrals.model.privacy.request import stand_in
from referrals.model.words.wording import languages
from referrals.steps.privacy.erase_person import erase_person
from referrals.wiring import clock, stores
from tests.arrival import BEN, give_address, read, unsent_order
from tests.corrector import CANCELLED, place_order, record_and_wake, shop
from tests.portal import answer, event, page
from tests.world import NOW, a_key, a_program, a_refund, an_order, hash_of


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop(hold_days=14)
    monkeypatch.setattr(clock, "pause", lambda _: None)


class TestWhatCameOfIt:
    def test_both_are_named_where_both_agreed(self) -> None:
        place_order()
        stores.people().change("adv_ada", consents=Consents(show_first_name=True).model_dump())
        give_address(show_first_name=True)

        found = read(BEN)

        assert "Welcome to Friends of the Bakery, Ben" in found.text
        assert "Ada sent you to us, and we are glad you came." in found.text
        assert "10% off your next order" in found.text
        assert "It will be yours on 6 December 2026." in found.text

    def test_nobody_is_named_who_did_not_agree(self) -> None:
        place_order()
        give_address()

        text = read(BEN).text

        assert "A friend sent you to us" in text
        assert "Ada" not in text
        assert "Ben" not in text

    def test_nothing_is_said_of_what_was_bought_or_paid(self) -> None:
        place_order()
        record_and_wake(an_order(amounts=Amounts("EUR", 6137), version_ms=9**15))
        give_address(show_first_name=True)

        text = read(BEN).text

        told = stores.conversions().state(a_key()).order
        assert told
        assert told.amounts.gross_minor == 6137
        assert "61" not in text

    def test_no_reward_is_told_with_what_would_change_it(self) -> None:
        stores.programs().add(
            a_program(qualifies={"minimum_minor": 9900}).model_copy(update={"version": 2})
        )
        place_order()

        text = read(BEN).text

        assert "Your order is smaller than the program asks for." in text
        assert "So there is no reward this time." in text
        assert "A larger order would count." in text

    def test_an_order_that_went_back_says_so(self) -> None:
        place_order()
        record_and_wake(a_refund(5000))

        assert "Your order went back." in read(BEN).text

    def test_a_cancelled_order_says_so(self) -> None:
        place_order()
        record_and_wake(CANCELLED)

        assert "Your order was cancelled." in read(BEN).text


class TestStates:
    def test_an_order_that_is_not_told_yet_is_awaited(self) -> None:
        found = read()

        assert "We have yet to hear of your order" in found.text
        assert "Look again" in found.text

    def test_an_unpaid_order_waits_for_its_payment(self) -> None:
        unpaid = an_order(payment=Payment.PENDING)
        stores.conversions().record(a_key(), unpaid, body="", at=NOW)

        assert "As soon as it is paid" in read().text

    def test_an_order_between_two_stages_is_being_looked_at(self) -> None:
        stores.conversions().record(a_key(), an_order(), body="", at=NOW)
        assert "We are looking at your order just now" in read().text

    def test_a_letter_of_a_former_friend_shows_nothing_of_the_present_one(self) -> None:
        place_order()

        text = read("fri_somebody_else").text

        assert "turned out to be somebody else's" in text
        assert "10%" not in text

    def test_an_erased_friend_s_page_is_empty(self) -> None:
        place_order()
        give_address(show_first_name=True)
        hashed = hash_of("ben@example.com")
        erase_person(
            hashed, [a_key()], people_desk.files(), lambda each: stand_in("seed", each), now=NOW
        )

        text = read(BEN).text

        assert "was erased" in text
        assert "Ben" not in text

    @pytest.mark.parametrize("tag", languages())
    def test_it_is_told_in_every_language(self, tag: str) -> None:
        place_order()

        found = read(BEN, tag)

        assert found.first("html")["lang"] == tag
        assert "{" not in found.text


class TestWhoMayRead:
    def test_an_order_number_opens_nothing(self) -> None:
        assert answer("arrival_bad_link")["statusCode"] == 400

    def test_a_signature_of_another_purpose_opens_nothing(self) -> None:
        asked = event("arrival")
        asked["queryStringParameters"] = {"token": event("appeal")["rawQueryString"][6:]}

        assert handler(asked, None)["statusCode"] == 400

    @pytest.mark.parametrize("odd", ["", ".", "~.x", "é.é", "a" * 5000])
    def test_an_odd_token_is_a_broken_link(self, odd: str) -> None:
        asked = event("arrival")
        asked["queryStringParameters"] = {"token": odd}

        assert handler(asked, None)["statusCode"] == 400


def test_reading_changes_nothing() -> None:
    unsent_order()
    before = stores.conversions().state(a_key())

    page("arrival")

    assert stores.conversions().state(a_key()) == before
