"""`Idempotency-Key`: the first answer again, and what it never does."""

import json

import pytest

from referrals import wiring
from tests.caller import a_shop_with_a_key, asked, body_of, enrollment
from tests.world import a_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def test_an_idempotency_key_gets_the_first_answer_again() -> None:
    first = asked("enroll_advocate")

    again = asked("enroll_advocate")

    assert again["statusCode"] == 201
    assert again["body"] == first["body"]
    assert again["headers"]["idempotent-replayed"] == "true"


def test_an_idempotency_key_is_for_one_request() -> None:
    asked("enroll_advocate")

    answer = asked("enroll_advocate", body=enrollment("other@example.com"))

    assert (answer["statusCode"], body_of(answer)["code"]) == (422, "idempotency_key_reused")


def test_a_refusal_is_not_remembered() -> None:
    named = {"idempotency-key": "try-1"}
    assert asked("enroll_unknown_program", named)["statusCode"] == 404
    wiring.programs().add(a_program(program="strangers"))

    assert asked("enroll_unknown_program", named)["statusCode"] == 201


@pytest.mark.parametrize("name", ["", "x" * 256, "two\nlines", "ü"])
def test_an_odd_idempotency_key_is_refused(name: str) -> None:
    answer = asked("issue_link", {"idempotency-key": name})

    assert body_of(answer)["code"] == "bad_idempotency_key"


def test_a_named_request_makes_one_link_even_at_once() -> None:
    named = {"idempotency-key": "one-link"}
    body = json.dumps({"advocate_id": "adv_ada", "program": "friends"})
    first = body_of(asked("issue_link", named, body=body))
    for item in wiring.sessions().table.scan():
        if item["token_hash"].startswith("answer#"):
            wiring.sessions().table.delete({"token_hash": item["token_hash"]})

    again = asked("issue_link", named, body=body)

    assert (again["statusCode"], body_of(again)["code"]) == (200, first["code"])


def test_a_kept_answer_holds_no_personal_data() -> None:
    asked("enroll_advocate")

    assert "grace" not in repr(list(wiring.sessions().table.scan())).lower()
