"""`Idempotency-Key`: the first answer again, and what it never does."""

import json
from datetime import timedelta
from typing import Any

import pytest

from referrals.wiring import clock, stores
from tests.caller import a_shop_with_a_key, body_of, call_api, enrollment, event
from tests.world import NOW, a_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def test_an_idempotency_key_gets_the_first_answer_again() -> None:
    first = call_api("enroll_advocate")

    again = call_api("enroll_advocate")

    assert again["statusCode"] == 201
    assert again["body"] == first["body"]
    assert again["headers"]["idempotent-replayed"] == "true"


def test_an_idempotency_key_is_for_one_request() -> None:
    call_api("enroll_advocate")

    answer = call_api("enroll_advocate", body=enrollment("other@example.com"))

    assert (answer["statusCode"], body_of(answer)["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    "other", [{"rawPath": "/v1/links"}, {"rawQueryString": "program=strangers"}]
)
def test_the_same_key_on_another_address_is_another_request(other: dict[str, Any]) -> None:
    """Else the first answer would be given to a question that was never asked."""
    call_api("enroll_advocate")

    answer = call_api("enroll_advocate", **other)

    assert (answer["statusCode"], body_of(answer)["code"]) == (422, "idempotency_key_reused")


def test_the_same_key_with_another_method_is_another_request() -> None:
    call_api("enroll_advocate")
    changed = event("enroll_advocate")["requestContext"]
    changed["http"]["method"] = "PATCH"

    answer = call_api("enroll_advocate", requestContext=changed)

    assert body_of(answer)["code"] == "idempotency_key_reused"


@pytest.mark.parametrize(("seconds", "replayed"), [(86_399, True), (86_400, False)])
def test_an_answer_is_remembered_for_a_day(
    monkeypatch: pytest.MonkeyPatch, seconds: int, replayed: bool
) -> None:
    """By its own moment: DynamoDB's clean-up may be two days late."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    call_api("enroll_advocate")

    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=seconds))
    again = call_api("enroll_advocate")

    assert ("idempotent-replayed" in again["headers"]) is replayed


def test_a_new_answer_takes_the_place_of_one_too_old(monkeypatch: pytest.MonkeyPatch) -> None:
    for days in (0, 2):
        moment = NOW + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        call_api("enroll_advocate")

    assert call_api("enroll_advocate")["headers"]["idempotent-replayed"] == "true"


def test_a_refusal_is_not_remembered() -> None:
    named = {"idempotency-key": "try-1"}
    assert call_api("enroll_unknown_program", named)["statusCode"] == 404
    stores.programs().add(a_program(program="strangers"))

    assert call_api("enroll_unknown_program", named)["statusCode"] == 201


@pytest.mark.parametrize("name", ["", "x" * 256, "two\nlines", "ü"])
def test_an_odd_idempotency_key_is_refused(name: str) -> None:
    answer = call_api("issue_link", {"idempotency-key": name})

    assert body_of(answer)["code"] == "bad_idempotency_key"


def test_a_named_request_makes_one_link_even_at_once() -> None:
    named = {"idempotency-key": "one-link"}
    body = json.dumps({"advocate_id": "adv_ada", "program": "friends"})
    first = body_of(call_api("issue_link", named, body=body))
    for item in stores.sessions().table.scan():
        if item["token_hash"].startswith("answer#"):
            stores.sessions().table.delete({"token_hash": item["token_hash"]})

    again = call_api("issue_link", named, body=body)

    assert (again["statusCode"], body_of(again)["code"]) == (200, first["code"])


def test_a_kept_answer_holds_no_personal_data() -> None:
    call_api("enroll_advocate")

    assert "grace" not in repr(list(stores.sessions().table.scan())).lower()
