"""Moments that cannot be meant: refused with the field and the remedy before anything is kept."""

import base64
import json
from typing import Any

import pytest

from referrals.wiring import clients
from tests.caller import a_shop_with_a_key, body_of, call_api, event

CLAIM = json.loads(event("make_claim")["body"])
LINK = json.loads(event("issue_link")["body"])
EARLY = ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "1999-12-31T23:59:59Z")
LATE = ("2100-01-01T00:00:01Z", "9999-12-31T23:59:59-12:00")


def refusals(early: str, late: str) -> list[tuple[str, str]]:
    return [(each, early) for each in EARLY] + [(each, late) for each in LATE]


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def assert_refusal(answer: dict[str, Any], field: str, code: str) -> None:
    problem = body_of(answer)
    assert (answer["statusCode"], problem["field"], problem["code"]) == (400, field, code)
    assert problem["remedy"]


@pytest.mark.parametrize(("moment", "code"), refusals("impossible_moment", "not_yet_happened"))
def test_a_claim_of_an_impossible_day_is_not_kept(moment: str, code: str) -> None:
    answer = call_api("make_claim", body=json.dumps({**CLAIM, "happened_at": moment}))

    assert_refusal(answer, "happened_at", code)
    items = clients.table("conversions").scan()
    assert not any("clm_" in repr(item) for item in items)


@pytest.mark.parametrize("moment", ["0000-01-01T00:00:00Z", "yesterday", "99999-01-01T00:00:00Z"])
def test_what_no_calendar_has_is_malformed(moment: str) -> None:
    answer = call_api("make_claim", body=json.dumps({**CLAIM, "happened_at": moment}))

    assert answer["statusCode"] == 422
    assert body_of(answer)["field"] == "happened_at"


@pytest.mark.parametrize(("moment", "code"), refusals("expiry_passed", "impossible_moment"))
def test_a_link_ends_on_a_day_that_can_be(moment: str, code: str) -> None:
    issued = call_api("issue_link", body=json.dumps({**LINK, "expires_at": moment}))
    changed = call_api("pause_link", body=json.dumps({"expires_at": moment}))

    for answer in (issued, changed):
        assert_refusal(answer, "expires_at", code)


@pytest.mark.parametrize(
    ("field", "query"),
    [
        ("to", {"to": "0001-01-05"}),
        ("to", {"to": "9999-12-31"}),
        ("from", {"from": "0001-01-01", "to": "2026-11-22"}),
        ("from", {"from": "1999-12-31"}),
        ("from", {"from": "2026-11-22", "to": "2026-11-21"}),
    ],
)
def test_a_funnel_is_asked_for_days_that_can_be(field: str, query: dict[str, str]) -> None:
    assert_refusal(call_api("read_funnel", queryStringParameters=query), field, "bad_period")


@pytest.mark.parametrize(
    "place",
    [
        {"account": "adv_ada#store_credit", "entry": 10**30},
        {"account": "adv_ada#store_credit", "entry": -1},
        {"account": "half \ud83d", "entry": 1},
    ],
)
def test_a_cursor_names_a_place_that_can_be(place: dict[str, Any]) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")

    assert_refusal(
        call_api("read_statement", queryStringParameters={"cursor": cursor}), "cursor", "bad_cursor"
    )
