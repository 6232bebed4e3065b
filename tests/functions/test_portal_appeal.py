"""An appeal by the address in the letter: asked on a page, passed to the queue, answered kindly."""

import base64
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.portal.app import handler
from referrals.model.order.claim import LONGEST_SAID
from referrals.model.risk.case import CaseState
from referrals.wiring import stores
from tests.corrector import shop
from tests.portal import PortalPage, answer, event, page
from tests.reviewer import CASE_ID, decide, decision_now, filed_case, hold_order
from tests.world import a_key


@pytest.fixture(autouse=True)
def denied_order(account: None) -> None:
    shop()
    hold_order()
    decide("deny")


def plea(said: str) -> dict[str, Any]:
    body = base64.b64encode(urlencode({"said": said}).encode()).decode()
    return handler({**event("appeal"), "body": body}, None)


def said() -> list[str]:
    reviews = stores.conversions().state(a_key()).reviews
    return [word.note for word in reviews if word.act == "appeal"]


def test_reading_the_page_appeals_nothing() -> None:
    made = page("appeal_page")

    assert "Was there a mistake?" in made.text
    assert made.first("textarea")["maxlength"] == str(LONGEST_SAID)
    assert said() == []


def test_the_page_s_form_leads_back_with_its_token() -> None:
    action = page("appeal_page").first("form")["action"]

    assert action == f"/appeal?{event('appeal')['rawQueryString']}"


def test_what_was_written_goes_to_the_queue_on_one_line() -> None:
    told = answer("appeal")

    assert told["statusCode"] == 200
    assert "Somebody looks at it once more" in PortalPage(told["body"]).text
    assert said() == ["She is my neighbour, we share the router"]
    assert decision_now().reason == "under_review"
    assert (filed_case().state, filed_case().appeals) == (CaseState.OPEN, True)


def test_pressing_twice_is_pressing_once() -> None:
    assert [answer("appeal")["statusCode"] for _ in range(2)] == [200, 200]
    assert len(said()) == 1


@pytest.mark.parametrize(
    "words", ["", "\x00\u2028\ud83d", "ا" * 400, "<b>" * 300], ids=["none", "odd", "arabic", "long"]
)
def test_no_plea_is_refused_for_its_form(words: str) -> None:
    told = plea(words.encode("utf-8", "replace").decode())

    assert told["statusCode"] == 200
    (kept,) = said()
    assert len(kept) <= LONGEST_SAID
    assert kept.isprintable()


def test_a_body_that_is_no_form_is_an_appeal_without_words() -> None:
    told = handler({**event("appeal"), "body": base64.b64encode(b"\xff" * 9000).decode()}, None)

    assert (told["statusCode"], said()) == (200, [""])


def test_after_the_second_answer_there_is_no_third() -> None:
    answer("appeal")
    decision_now()
    decide("deny", "looked again")

    told = answer("appeal")

    assert told["statusCode"] == 200  # The same appeal as before, and nothing new.
    assert decision_now().reason == "risk_denied"


def test_an_approved_order_has_nothing_to_appeal() -> None:
    decide("approve")

    told = answer("appeal")

    assert told["statusCode"] == 409
    assert "We have looked at this" in PortalPage(told["body"]).text


def test_another_s_signature_opens_no_appeal() -> None:
    assert answer("appeal_page_bad_link")["statusCode"] == 400
    assert CASE_ID in event("appeal_page")["rawQueryString"]


def test_a_long_plea_is_cut_to_its_280_letters() -> None:
    plea("m" * 400)

    assert said() == ["m" * 280]
