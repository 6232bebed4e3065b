"""Ids and places that nobody gave out: the caller's fault, by a 4xx, and never ours."""

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.caller import a_shop_with_a_key, body_of, call_api, event

LONG = "😀" * 250
ODD = ["😀", LONG, quote(LONG), "%00", "%0A", "a%E2%80%A8b", "%ED%A0%80", "..%2F..", "'--", "#"]
PATHS = [
    "/v1/conversions/friends/shopify/{}",
    "/v1/conversions/{}/shopify/1001",
    "/v1/claims/friends/shopify/{}/clm_00000000000000000000000000",
    "/v1/advocates/{}",
    "/v1/links/{}",
    "/v1/people/{}/statement",
    "/v1/redemptions/{}",
    "/v1/goodwill/{}",
    "/v1/stories/{}",
    "/v1/reviews/{}",
    "/v1/notes/{}",
    "/v1/held/friends/shopify/{}",
]
LISTS = ["/v1/advocates", "/v1/outbox", "/v1/todo", "/v1/reviews", "/v1/log"]


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


@pytest.mark.parametrize("path", PATHS)
def test_an_id_of_nothing_is_the_caller_s_fault(path: str) -> None:
    statuses = {
        odd: call_api("read_program", rawPath=path.format(odd))["statusCode"] for odd in ODD
    }

    assert {odd: s for odd, s in statuses.items() if not 400 <= s < 500} == {}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("place", [[], {}, {"item_id": 1}, {"entry": LONG}, {"month": "x"}, 7])
def test_a_place_of_nothing_is_the_caller_s_fault(path: str, place: object) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")

    answer = call_api("read_program", rawPath=path, queryStringParameters={"cursor": cursor})

    assert (answer["statusCode"], body_of(answer)["code"]) in (
        (400, "bad_cursor"),
        (422, "malformed"),
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-13-01", "😀", "-1"])
@pytest.mark.parametrize("path", ["/v1/programs/friends/funnel", "/v1/review-harm/friends"])
def test_a_day_beyond_all_time_is_the_caller_s_fault(path: str, day: str) -> None:
    for name in ("from", "to"):
        answer = call_api("read_program", rawPath=path, queryStringParameters={name: day})

        assert 400 <= answer["statusCode"] < 500, (name, day)


@pytest.mark.parametrize(
    "name", ["Ada\nBcc: all", "Ada\u2028Lovelace", "Ada\u0085Lovelace", "A\rB"]
)
def test_a_name_has_no_line_break(name: str) -> None:
    given: dict[str, Any] = json.loads(event("enroll_advocate")["body"])

    answer = call_api("enroll_advocate", body=json.dumps({**given, "name": name}))

    assert answer["statusCode"] == 422
