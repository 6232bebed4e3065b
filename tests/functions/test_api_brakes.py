"""Brakes of the API: for each key, told with how long to wait, and before anything is read."""

from typing import Any

import pytest

from referrals.edge.api.brakes import A_MINUTE
from referrals.model.session.api_key import Scope, describe_key, key_hash
from referrals.wiring import session_stores, stores
from tests.caller import a_shop_with_a_key, body_of, call_api
from tests.world import NOW

OTHER = "gw_test_" + "b" * 52
MOST = A_MINUTE["letter_send_test"]


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def ask(headers: dict[str, str] | None = None) -> dict[str, Any]:
    """For a letter to be tried out, in a way that costs nothing."""
    return call_api("enroll_advocate", headers, rawPath="/v1/letters/nothing/test", body="{}")


def test_the_one_too_many_is_told_how_long_to_wait() -> None:
    answers = [ask() for _ in range(MOST + 1)]

    assert {answer["statusCode"] for answer in answers[:-1]} == {422}
    last = answers[-1]
    assert (last["statusCode"], body_of(last)["code"]) == (429, "too_many_requests")
    assert 0 < int(last["headers"]["retry-after"]) <= 60
    assert body_of(last)["retry_after_seconds"] == int(last["headers"]["retry-after"])


def test_another_key_has_its_own_share() -> None:
    key = describe_key(OTHER, "other", (Scope.OUTBOX_WRITE,), now=NOW, random=b"\1" * 10)
    stores.sessions().add_key(key_hash(OTHER), key)
    for _ in range(MOST + 1):
        ask()

    answer = ask({"authorization": f"Bearer {OTHER}"})

    assert answer["statusCode"] == 422


def test_what_is_cheap_is_never_counted() -> None:
    for _ in range(3):
        call_api("read_program")

    items = list(session_stores.buckets().table.scan())
    assert [item for item in items if item["token_hash"].startswith("bucket#")] == []
