"""The advocate's page, its lower half: what is theirs, what becomes of it, and settings."""

from datetime import timedelta

import pytest

from referrals.model.order.conversion import Signals
from referrals.model.people.person import Consents, QuietHours
from referrals.model.privacy.request import PrivacyKind
from referrals.wiring import session_stores, stores
from tests.advocate import answer, page, sign_in
from tests.clicks import a_click
from tests.corrector import record_and_wake, shop
from tests.credit import credit, has
from tests.letters import stop_clock
from tests.portal import PortalPage
from tests.world import NOW, a_program, a_token, an_item, an_order, hash_of


@pytest.fixture(autouse=True)
def ada(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, NOW)
    shop(webhook_url="https://shop.example/hook")
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    sign_in()


def text() -> str:
    return page("me").text


def hidden(name: str, made: PortalPage) -> str:
    return next(str(a["value"]) for tag, a in made.tags if a.get("name") == name)


class TestOwnAccount:
    def test_credit_becomes_a_code_once_a_press(self) -> None:
        credit(500)
        form = {"reference": hidden("reference", page("me")), "amount": "3,00"}

        told = [answer("me_exchange", form)["statusCode"] for _ in range(2)]

        assert told == [303, 303]
        assert has() == 200
        (made,) = stores.redemptions().of_person("adv_ada", 10)[0]
        assert (made.amount, made.exchange and made.exchange.terms["amount_minor"]) == (300, 300)
        assert "€3.00 off your next order" in text()

    @pytest.mark.parametrize(
        "amount", ["99999", "-1", "0", "1e9", "NaN", "", "five", "9" * 30, "5.005"]
    )
    def test_no_amount_takes_more_than_there_is(self, amount: str) -> None:
        credit(500)

        told = answer("me_exchange", {"reference": "abc", "amount": amount})

        assert told["statusCode"] == 400
        assert has() == 500

    def test_the_statement_says_each_thing_that_moved(self) -> None:
        credit(500)

        assert "Yours to use: €5.00" in text()

    def test_points_buy_what_they_reach(self) -> None:
        catalogue = [
            {"item": "tote", "points": 500, "gives": {"kind": "free_gift", "sku": "TOTE"}},
            {"item": "ten-off", "points": 9, "gives": {"kind": "discount_code", "percent": 10}},
        ]
        rules = a_program(catalogue=catalogue, webhook_url="https://shop.example/hook")
        stores.programs().add(rules.model_copy(update={"version": 2}))
        credit(20, asset="points")

        shown = text()

        assert "10% off your next order for 9 points" in shown
        assert "500 points" not in shown
        told = answer("me_exchange", {"reference": "abc", "item": "ten-off"})
        assert (told["statusCode"], has(asset="points")) == (303, 11)


class TestOwnSettings:
    def test_each_box_is_as_it_was_left(self) -> None:
        stores.people().change("adv_ada", consents={"mail": False, "circle": True})

        answer("me_consents")

        ada = stores.people().get("adv_ada")
        assert ada.consents == Consents(mail=True, surveys=True)
        kept = [(c.consent, c.given) for c in session_stores.consent_records().of_person(ada)]
        assert kept == [("mail", True), ("surveys", True), ("circle", False)]

    def test_who_agrees_to_mail_again_is_written_to_again(self) -> None:
        stores.people().stop_mail("adv_ada")
        assert "You have asked for no mails at all" in text()

        answer("me_consents")

        assert not stores.people().get("adv_ada").mail_stopped

    def test_language_zone_and_quiet_hours_are_kept(self) -> None:
        answer("me_settings")

        ada = stores.people().get("adv_ada")
        assert (ada.locale, ada.time_zone) == ("de", "Europe/Berlin")
        assert ada.quiet_hours == QuietHours(start=22, end=7)
        assert "Guten Tag, Ada" in text()

    def test_what_cannot_be_meant_changes_nothing(self) -> None:
        before = stores.people().get("adv_ada")

        answer("me_settings", {"locale": "xx", "time_zone": "Mars/Base", "quiet_start": "25"})

        assert stores.people().get("adv_ada") == before

    def test_the_download_has_all_of_it_and_is_kept_by_nobody(self) -> None:
        stores.outbox().add(an_item())
        own = an_order(
            signals=Signals(click_tokens=(a_token(),)), customer_hash=hash_of("ada@example.com")
        )
        record_and_wake(own, order_id="7")
        (click_id,) = stores.referrals().get("friends#shopify#7").click_ids
        stores.clicks().record(a_click(click_id))

        told = answer("me_data")

        assert "advocate.thanked" in told["body"]
        assert '"user_agent": "Firefox"' in told["body"]
        assert '"email": "ada@example.com"' in told["body"]
        assert '"ses_of_adv_ada"' in told["body"]
        assert told["headers"]["cache-control"] == "no-store"

    def test_leaving_asks_first_and_is_carried_out_by_the_clock(self) -> None:
        assert page("me_leave_page").first("form")["action"] == "/me/leave"
        told = answer("me_leave")

        (request,) = stores.privacy_requests().of_program("friends")
        assert request.kind is PrivacyKind.CUSTOMER_REDACT
        assert request.customer_hash == stores.people().get("adv_ada").email_hash
        assert "Max-Age=0" in told["cookies"][0]
        assert answer("me")["statusCode"] == 401
        assert request.received_at <= NOW + timedelta(seconds=1)
