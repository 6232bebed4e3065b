"""Orders that somebody has to look at, through the API: listed, read, decided, appealed."""

import json
from typing import Any

import pytest

from referrals.model.session.api_key import Scope
from tests.caller import KEY as API_KEY
from tests.caller import body_of, call_api, with_key
from tests.corrector import place_order, record_and_wake, shop
from tests.reviewer import CASE_ID, bens_order, decide, decision_now, hold_order
from tests.world import hash_of

OTHER_KEY = "gw_test_" + "1" * 52


@pytest.fixture(autouse=True)
def held_order(account: None) -> None:
    shop()
    with_key(API_KEY, *Scope)
    hold_order()


def say(**body: Any) -> dict[str, Any]:
    return call_api("approve_review", body=json.dumps({"made_by": "eve", **body}))


def listed(state: str) -> list[str]:
    return [row["review_id"] for row in page(state=state)["items"]]


def page(**query: str) -> Any:
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return body_of(call_api("list_reviews", rawQueryString=text, queryStringParameters=query))


def read_review() -> Any:
    path = f"/v1/reviews/{CASE_ID}"
    return body_of(call_api("read_unknown_review", rawPath=path))


def test_the_queue_has_the_order_with_its_day() -> None:
    (row,) = body_of(call_api("list_reviews"))["items"]

    assert (row["review_id"], row["order_id"], row["score"]) == (CASE_ID, "1001", 60)
    assert row["answer_by"] == "2026-11-25T09:30:00Z"


def test_the_queue_goes_on_where_a_page_ended() -> None:
    second = bens_order(customer_hash=hash_of("cleo@example.com"))
    record_and_wake(second, order_id="1002")

    first = page(limit="1")
    rest = page(limit="1", cursor=first["next_cursor"])

    orders = [row["order_id"] for each in (first, rest) for row in each["items"]]
    assert sorted(orders) == ["1001", "1002"]


def test_what_was_found_is_told_with_its_remedy() -> None:
    found = read_review()["findings"]

    assert [(each["rule"], each["weight"]) for each in found] == [
        ("risk_same_payment", 40),
        ("risk_same_address", 20),
    ]
    assert "card" in found[0]["sentence"]
    assert found[1]["remedy"]
    assert found[0]["found"] == "the advocate's, 0 other friends'"


def test_an_approval_lets_the_reward_go_ahead() -> None:
    answer = call_api("approve_review")

    assert (answer["statusCode"], decision_now().reason) == (201, "all_checks_passed")
    assert (listed("open"), listed("closed")) == ([], [CASE_ID])
    (word,) = read_review()["words"]
    assert (word["act"], word["note"], word["made_by"]) == ("approve", "a neighbour", "eve")


def test_the_same_word_is_said_once() -> None:
    assert [call_api("approve_review")["statusCode"] for _ in range(2)] == [201, 200]


def test_a_denial_is_in_a_list_of_its_own() -> None:
    say(act="deny", note="the same person")
    decision_now()

    assert (listed("open"), listed("denied")) == ([], [CASE_ID])


def test_who_was_denied_is_heard_once() -> None:
    assert call_api("appeal_review")["statusCode"] == 409
    decide("deny")

    answers = [call_api("appeal_review")["statusCode"] for _ in range(2)]
    decision_now()

    assert answers == [201, 200]
    (row,) = body_of(call_api("list_reviews"))["items"]
    assert row["appealed"]


def test_a_note_without_words_is_refused() -> None:
    assert say(act="note")["statusCode"] == 422


@pytest.mark.parametrize("word", ["appeal", "burn"])
def test_only_a_shop_s_own_words_are_taken(word: str) -> None:
    assert say(act=word)["statusCode"] == 422


@pytest.mark.parametrize("name", ["list_reviews", "approve_review", "appeal_review"])
def test_reviews_need_scopes_of_their_own(name: str) -> None:
    own = {Scope.REVIEWS_READ, Scope.REVIEWS_WRITE}
    with_key(OTHER_KEY, *[scope for scope in Scope if scope not in own])

    answer = call_api(name, {"authorization": f"Bearer {OTHER_KEY}"})

    assert body_of(answer)["code"] == "missing_scope"


def test_harm_is_counted_by_the_shop_s_days() -> None:
    decide("deny")
    decide("approve")
    path = "/v1/review-harm/friends"
    query = {"from": "2026-11-22", "to": "2026-11-22"}
    text = "&".join(f"{name}={value}" for name, value in query.items())

    answer = call_api(
        "list_reviews", rawPath=path, rawQueryString=text, queryStringParameters=query
    )

    found = body_of(answer)
    assert (found["denials"], found["reversed"], found["complete"]) == (1, 1, True)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    query = {"from": "2026-11-22", "to": "2026-11-21"}

    answer = call_api(
        "list_reviews", rawPath="/v1/review-harm/friends", queryStringParameters=query
    )

    assert body_of(answer)["code"] == "bad_period"


def test_an_order_that_nobody_doubts_is_in_no_list() -> None:
    place_order("77", "dora@example.com")

    assert listed("open") == [CASE_ID]
