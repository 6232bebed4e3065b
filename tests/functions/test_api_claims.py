"""Claims and corrections through the API, and what the stages make of them."""

import json
from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import reward as reward_desk
from referrals.model.order.claim import MOST_CLAIMS, MOST_CORRECTIONS
from referrals.model.session.api_key import Scope
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import clients, stores
from tests.caller import a_shop_with_a_key, body_of, call_api, event, with_key
from tests.world import NOW, a_key, an_order, hash_of

CLAIM = json.loads(event("make_claim")["body"])
OTHER_KEY = "gw_test_" + "1" * 52


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def wake_stages(order_id: str = "1001") -> None:
    """Attribution and rewards, woken once."""
    attribute_conversion(a_key(order_id), attribution_desk.attribution(), now=NOW)
    settle_rewards(str(a_key(order_id)), reward_desk.orders(), reward_desk.books(), now=NOW)


def post_claim(**changes: Any) -> Any:
    return call_api("make_claim", body=json.dumps({**CLAIM, **changes}))


def standing(claim: Any) -> Any:
    path = f"/v1/claims/friends/shopify/{claim['order_id']}/{claim['claim_id']}"
    return body_of(call_api("read_unknown_claim", rawPath=path))


def story() -> Any:
    return body_of(call_api("read_conversion"))


class TestClaimAnswers:
    def test_a_claim_waits_and_is_accepted_with_its_trace(self) -> None:
        made = body_of(call_api("make_claim"))
        assert (made["status"], made["reason"]) == ("waiting", "not_judged_yet")

        wake_stages()

        found = standing(made)
        assert (found["status"], found["reason"]) == ("accepted", "last_valid_claim")
        assert {check["rule"]: check["verdict"] for check in found["candidate"]["checks"]} == {
            "accepted": "pass",
            "genuine": "pass",
            "link": "pass",
            "program": "pass",
            "live": "pass",
            "window": "pass",
            "self_referral": "pass",
            "same_friend": "pass",
            "existing_customer": "pass",
            "paid_search": "pass",
            "test_order": "pass",
        }
        assert found["decision"]["candidates"] == [found["candidate"]]

    def test_a_claim_before_the_order_waits_for_it(self) -> None:
        made = body_of(call_api("make_claim_before_the_order"))
        assert made["reason"] == "order_not_reported"

        stores.conversions().record(
            a_key("2002"), an_order(occurred_at=NOW - timedelta(seconds=60)), body="sha", at=NOW
        )
        wake_stages("2002")

        assert standing(made)["status"] == "accepted"

    def test_the_address_is_kept_as_a_hash_and_nothing_else(self) -> None:
        call_api("make_claim")

        stored = repr(list(clients.table("conversions").scan()))
        assert "ben@example.com" not in stored + repr(list(stores.sessions().table.scan()))
        assert hash_of("ben@example.com") in stored

    def test_an_address_that_did_not_buy_is_refused(self) -> None:
        made = body_of(post_claim(email="mallory@example.com"))

        wake_stages()

        assert (standing(made)["status"], standing(made)["reason"]) == (
            "refused",
            "another_customer",
        )

    def test_the_same_claim_is_the_same_for_ever(self) -> None:
        first, again = post_claim(), post_claim(said="in other words", email="BEN+shop@example.com")

        assert (first["statusCode"], again["statusCode"]) == (201, 200)
        assert body_of(first) == body_of(again)
        assert stores.conversions().state(a_key()).revision == 2

    def test_an_order_takes_so_many_claims_and_no_more(self) -> None:
        answers = [
            post_claim(happened_at=f"2026-11-{day:02d}T12:00:00Z")
            for day in range(1, MOST_CLAIMS + 2)
        ]

        assert [answer["statusCode"] for answer in answers] == [201] * MOST_CLAIMS + [400]
        assert body_of(answers[-1])["code"] == "too_many_claims"
        assert post_claim(happened_at="2026-11-01T12:00:00Z")["statusCode"] == 200

    def test_who_is_attributed_is_not_displaced(self) -> None:
        call_api("make_claim")
        wake_stages()

        late = body_of(post_claim(code="bens-code", happened_at="2026-11-21T18:00:00Z"))
        wake_stages()

        assert standing(late)["status"] == "already_attributed"
        assert story()["attribution"]["advocate_id"] == "adv_ada"
        assert [each["code"] for each in story()["heard"]] == ["bens-code"]
        assert [each["status"] for each in story()["claims"]] == ["accepted", "already_attributed"]

    @pytest.mark.parametrize("source", ["nowhere", "UPPER"])
    def test_a_source_that_is_none_is_refused(self, source: str) -> None:
        assert post_claim(source=source)["statusCode"] in (404, 422)

    def test_words_have_a_length(self) -> None:
        assert post_claim(said="x" * 281)["statusCode"] == 422
        assert post_claim(order_id="x" * 301)["statusCode"] == 422

    def test_an_advocate_is_named_by_id_where_they_have_a_link(self) -> None:
        stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
        named = {name: value for name, value in CLAIM.items() if name != "code"}

        answer = call_api("make_claim", body=json.dumps({**named, "advocate_id": "adv_ada"}))

        assert body_of(answer)["code"] == "ada-bakes"

    def test_an_advocate_without_a_link_is_none_here(self) -> None:
        named = {name: value for name, value in CLAIM.items() if name != "code"}

        answer = call_api("make_claim", body=json.dumps({**named, "advocate_id": "adv_ada"}))

        assert (answer["statusCode"], body_of(answer)["code"]) == (400, "no_link_here")


class TestCorrectionAnswers:
    def test_a_correction_names_its_maker_and_keeps_what_was(self) -> None:
        call_api("make_claim")
        wake_stages()

        made = call_api("correct_conversion")
        wake_stages()

        assert (made["statusCode"], body_of(made)["made_by"]) == (201, "eve")
        decided = story()["attribution"]
        assert (decided["advocate_id"], decided["decided_by"]) == ("adv_ben", "eve")
        assert (decided["reason"], decided["note"]) == (
            "corrected",
            "Ben wrote to us: it was he",
        )
        assert [each["signal"] for each in decided["candidates"]] == ["claim", "correction"]
        assert [each["advocate_id"] for each in story()["corrected"]] == ["adv_ada"]
        assert {side["side"]: side["status"] for side in story()["grants"]} == {
            "advocate.2": "held",
            "friend": "held",
            "advocate": "withdrawn",
        }

    def test_a_named_request_corrects_once_whatever_came_between(self) -> None:
        first = body_of(call_api("correct_conversion"))
        body = json.dumps({"nobody": True, "reason": "no, nobody", "made_by": "eve"})
        call_api("correct_conversion_to_nobody", body=body)
        forget_answers()

        again = call_api("correct_conversion")

        assert (again["statusCode"], body_of(again)) == (200, first)
        wake_stages()
        assert story()["attribution"]["reason"] == "corrected_to_nobody"

    def test_the_same_correction_is_made_once(self) -> None:
        answers = [call_api("correct_conversion_to_nobody") for _ in range(2)]

        assert [answer["statusCode"] for answer in answers] == [201, 200]

    def test_an_advocate_s_own_order_is_refused_clearly(self) -> None:
        own = an_order(customer_hash=hash_of("ada@example.com"), version_ms=9**15)
        stores.conversions().record(a_key(), own, body="sha", at=NOW)
        body = json.dumps({"code": "ada-bakes", "reason": "I want it", "made_by": "ada"})

        answer = call_api("correct_conversion_to_nobody", body=body)

        assert (answer["statusCode"], body_of(answer)["code"]) == (400, "self_referral")
        assert stores.conversions().state(a_key()).corrections == ()

    def test_an_order_is_corrected_so_often_and_no_more(self) -> None:
        answers = [
            call_api(
                "correct_conversion_to_nobody",
                body=json.dumps({"nobody": True, "reason": f"time {n}", "made_by": "eve"}),
            )
            for n in range(MOST_CORRECTIONS + 1)
        ]

        assert [a["statusCode"] for a in answers] == [201] * MOST_CORRECTIONS + [400]
        assert body_of(answers[-1])["code"] == "too_many_corrections"


@pytest.mark.parametrize("name", ["make_claim", "read_unknown_claim", "correct_conversion"])
def test_each_errand_needs_its_own_scope(name: str) -> None:
    without = [s for s in Scope if not s.startswith(("claims", "corrections"))]
    with_key(OTHER_KEY, *without)

    answer = call_api(name, {"authorization": f"Bearer {OTHER_KEY}"})

    assert (answer["statusCode"], body_of(answer)["code"]) == (403, "missing_scope")


def forget_answers() -> None:
    for item in stores.sessions().table.scan():
        if item["token_hash"].startswith("answer#"):
            stores.sessions().table.delete({"token_hash": item["token_hash"]})
