"""What the API refuses, and how it says so."""

import pytest

from referrals.model.session.api_key import Scope
from referrals.wiring import stores
from tests.caller import a_shop_with_a_key, body_of, call_api, enroll, with_key
from tests.world import NOW


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def test_every_fault_is_told_with_its_remedy() -> None:
    problem = body_of(call_api("enroll_malformed"))

    faults = {fault["field"]: fault for fault in problem["errors"]}
    assert set(faults) == {"name", "email", "consent", "time_zone"}
    assert all(fault["remedy"] and fault["detail"] for fault in faults.values())
    assert faults["time_zone"]["remedy"] == "Use an IANA name such as Europe/Berlin."
    assert problem["field"] in faults


def test_a_problem_is_an_rfc_9457_object() -> None:
    answer = call_api("read_unknown_link")

    assert body_of(answer) == {
        "type": "urn:goodword:error:link_not_found",
        "title": "Not Found",
        "status": 404,
        "code": "link_not_found",
        "detail": "no link has the code nobody-here.",
        "request_id": "read_unknown_link=",
        "field": "code",
    }


def test_a_wrong_method_is_told_the_right_ones() -> None:
    assert call_api("wrong_method")["headers"]["allow"] == "GET, PATCH"


def test_a_key_without_the_scope_is_refused() -> None:
    with_key("gw_test_narrow", Scope.LINKS_READ)
    narrow = {"authorization": "Bearer gw_test_narrow"}

    assert call_api("read_link", narrow)["statusCode"] == 200
    assert body_of(call_api("read_program", narrow))["code"] == "missing_scope"


def test_a_revoked_key_opens_nothing() -> None:
    key = next(stores.sessions().keys())
    stores.sessions().revoke_key(key.key_id, NOW)

    assert call_api("read_link")["statusCode"] == 401


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", "Basic eDp5", "Bearer " + "x" * 5000])
def test_an_odd_authorization_is_simply_unknown(shown: str) -> None:
    assert body_of(call_api("read_link", {"authorization": shown}))["code"] == "unknown_key"


@pytest.mark.parametrize(
    "body",
    ["[]", "null", "1", '"text"', "{", '{"name": "\\ud800"}', "[" * 100_000, "9" * 5000, "\udce4"],
)
def test_a_body_that_is_no_object_is_malformed(body: str) -> None:
    answer = call_api("enroll_advocate_base64", body=body, isBase64Encoded=False)

    assert (answer["statusCode"], body_of(answer)["code"]) == (422, "malformed")


@pytest.mark.parametrize(
    "email",
    ["a@b", "a b@c.de", "@c.de", "a@@c.de", "<x>@c.de", "a@-c.de", "x" * 65 + "@c.de"],
)
def test_an_address_no_mail_reaches_is_malformed(email: str) -> None:
    answer = enroll(email)

    assert (answer["statusCode"], body_of(answer)["field"]) == (422, "email")


def test_a_path_of_five_thousand_characters_is_told_no() -> None:
    for path in ("/v1/links/", "/v1/advocates/", "/v1/conversions/friends/shopify/"):
        assert call_api("read_link", rawPath=path + "x" * 5000)["statusCode"] in (400, 404, 422)


def test_a_surprise_shows_no_stack_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINKS_TABLE", "LedgerTable")

    answer = call_api("read_link")

    assert answer["statusCode"] == 500
    assert "Traceback" not in answer["body"]
    assert body_of(answer)["code"] == "unexpected"
