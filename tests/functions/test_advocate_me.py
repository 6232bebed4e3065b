"""The advocate's page: link and words, friends and why, what is theirs, and what to do with it."""

from typing import Any
from urllib.parse import unquote

import pytest

from functions.advocate.app import handler
from referrals.model.insight.insight import Counter
from referrals.wiring import session_stores, stores
from tests.advocate import answer, event, page, sign_in
from tests.corrector import place_order, record_and_wake, shop
from tests.credit import credit
from tests.letters import stop_clock
from tests.portal import PortalPage
from tests.world import NOW, a_key, an_order

KEY = a_key()


@pytest.fixture(autouse=True)
def ada(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)
    shop(webhook_url="https://shop.example/hook")
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    sign_in()


def text() -> str:
    return page("me").text


class TestOwnLink:
    def test_every_way_to_share_has_the_link_and_says_it_is_rewarded(self) -> None:
        made = page("me")

        ways = {
            str(a["data-channel"]): str(a["data-place"])
            for _, a in made.tags
            if "data-channel" in a
        }
        assert ways.keys() == {"whatsapp", "mail", "telegram", "sms", "qr", "print"}
        for way in ("whatsapp", "mail", "telegram", "sms"):
            assert "https://go.shop.example/r/ada-bakes" in unquote(ways[way])
            assert "(I get a thank-you if you order.)" in unquote(ways[way])
            assert "+" not in ways[way]

    def test_words_are_saved_and_stand_on_the_card_as_text(self) -> None:
        assert answer("me_words")["headers"]["location"] == "/me#link"

        assert stores.links().get("ada-bakes").words == "The rye bread <b>keeps</b> for a week."
        assert "<b>keeps" not in answer("me")["body"]
        assert "The rye bread <b>keeps</b> for a week." in text()

    def test_a_link_leads_to_any_page_of_the_shop(self) -> None:
        answer("me_destination")

        assert stores.links().get("ada-bakes").destination == "https://shop.example/bread/rye"

    @pytest.mark.parametrize(
        "address",
        [
            "https://evil.example/",
            "http://shop.example/",
            "https://shop.example@evil.example/",
            "javascript:alert(1)",
            "https://shop.example:8443/",
            "//evil.example",
            "https://shop.example/\\evil",
        ],
    )
    def test_a_link_leads_to_no_other_host(self, address: str) -> None:
        told = answer("me_destination", {"destination": address})

        assert told["statusCode"] == 400
        assert "shop.example" in PortalPage(told["body"]).text
        assert stores.links().get("ada-bakes").destination == "https://shop.example/"

    def test_the_qr_code_is_a_picture_of_ours(self) -> None:
        told = answer("me_qr")

        assert told["headers"]["content-type"] == "image/svg+xml"
        assert told["body"].startswith("<svg")

    def test_the_card_can_be_said_aloud(self) -> None:
        assert "ada-bakes" in page("me_card").text


class TestOwnFriends:
    def test_nobody_yet_is_told_kindly(self) -> None:
        assert "Nobody has come through your link yet" in text()

    def test_a_friend_is_named_only_if_they_agreed(self) -> None:
        place_order()

        assert "A friend came through you on 22 November 2026" in text()
        assert "Ben" not in text()

    def test_what_came_of_it_is_told_with_why(self) -> None:
        place_order()

        shown = text()

        assert "Waiting to be yours" in shown
        assert "€5.00 of store credit" in shown
        assert "6 December 2026" in shown
        assert "50" not in shown.replace("€5.00", "")  # What the friend paid is nobody's business.

    def test_a_claim_that_fits_is_judged_and_told(self) -> None:
        record_and_wake(an_order())

        told = answer("me_claim")

        claims = stores.conversions().state(KEY).claims
        assert (told["statusCode"], len(claims)) == (200, 1)
        assert (claims[0].claimant, claims[0].code) == ("advocate", "ada-bakes")
        assert "We have noted it" in PortalPage(told["body"]).text
        record_and_wake()
        assert "You are right" in page("me_claim").text

    @pytest.mark.parametrize(
        "form",
        [{"order": "1001", "email": "eve@example.com"}, {"order": "9", "email": "ben@example.com"}],
        ids=["another's", "unknown"],
    )
    def test_a_claim_that_fits_nothing_tells_nothing(self, form: dict[str, str]) -> None:
        record_and_wake(an_order())

        told = answer("me_claim", form)

        assert told["statusCode"] == 404
        assert "no order with that number and that address" in PortalPage(told["body"]).text
        assert stores.conversions().state(KEY).claims == ()


def test_a_session_of_another_sees_none_of_it() -> None:
    place_order()
    credit(500)
    stranger = (
        stores.people()
        .get("adv_ada")
        .model_copy(
            update={
                "person_id": "adv_eve",
                "name": "Eve",
                "email": "eve@example.com",
                "email_hash": "hash of eve",
                "codes": {"friends": "eve-bakes"},
            }
        )
    )
    stores.people().add(stranger)
    stores.links().create(
        stores.links().get("ada-bakes")._replace(code="eve-bakes", advocate_id="adv_eve")
    )
    session_stores.person_sessions().remove_person("adv_ada")
    sign_in("adv_eve")

    shown: dict[str, Any] = handler(event("me"), None)

    assert "eve-bakes" in shown["body"]
    for theirs in ("ada-bakes", "Lovelace", "€5.00 of store credit is"):
        assert theirs not in shown["body"]
    answer("me_words", {"words": "Eve's", "code": "ada-bakes", "person_id": "adv_ada"})
    assert stores.links().get("ada-bakes").words == ""
    assert stores.links().get("eve-bakes").words == "Eve's"


def test_a_person_without_a_link_is_told_so() -> None:
    stores.people().change("adv_ada", codes={})

    assert answer("me")["statusCode"] == 409


def test_a_look_counts_once_a_month() -> None:
    page("me")
    page("me")

    (day,) = stores.insights().days("friends", NOW.date(), NOW.date())
    assert day.total(Counter.VIEWERS) == 1
