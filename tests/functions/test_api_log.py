"""`GET /v1/log`: who changed what by which key, and that no write of the API leaves no line."""

import json
from typing import Any

import pytest

from referrals.edge.api.log_of_changes import operation_of
from referrals.edge.api.replay import WRITES
from referrals.model.session.api_key import Scope
from referrals.routes.api import the_api
from referrals.wiring import clients
from tests.caller import a_shop_with_a_key, body_of, call_api, event, with_key

NAMELESS = "gw_test_" + "n" * 52


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def logged(**query: str) -> list[dict[str, Any]]:
    answer = call_api("read_log", queryStringParameters=query or None)
    assert answer["statusCode"] == 200, answer
    return list(body_of(answer)["items"])


def test_a_correction_is_logged_with_key_order_and_end() -> None:
    made = body_of(call_api("correct_conversion"))

    (line,) = logged()

    assert line["actor"].startswith("key_")
    assert line["actor"] == made["actor"]
    assert (line["kind"], line["door"], line["outcome"]) == ("correction_make", "api", "done")
    assert line["subject"]["order_id"] == made["order_id"]
    assert line["subject"]["correction_id"] == made["correction_id"]


def test_goodwill_keeps_the_key_that_the_log_names() -> None:
    made = body_of(call_api("give_goodwill"))

    (line,) = logged()

    assert made["actor"].startswith("key_")
    assert (line["actor"], line["kind"]) == (made["actor"], "goodwill_give")


def test_words_and_addresses_never_reach_the_log() -> None:
    call_api("enroll_advocate")
    call_api("correct_conversion")
    call_api("make_claim")

    text = json.dumps(list(clients.table("changes").scan()))

    assert "@" not in text
    assert body_of({"body": event("correct_conversion")["body"]})["reason"] not in text
    assert "made_by" not in text


def test_a_refused_change_is_logged_with_its_reason() -> None:
    call_api("correct_unknown_conversion")

    assert [line["outcome"] for line in logged()] == ["conversion_not_found"]


def test_reading_and_nonsense_leave_no_line() -> None:
    call_api("read_program")
    call_api("enroll_malformed")
    call_api("no_key")

    assert logged() == []


def test_a_repetition_by_its_name_is_no_second_change() -> None:
    for _ in range(2):
        call_api("enroll_advocate", {"idempotency-key": "once"})

    assert len(logged()) == 1


class DyingProcess:
    """DynamoDB, until the end of a change would be written: then the process is gone."""

    def __init__(self) -> None:
        self.real = clients.dynamo()

    def call(self, operation: str, request: Any) -> Any:
        if operation == "UpdateItem" and request["TableName"].endswith("ChangesTable"):
            raise KeyboardInterrupt
        return self.real.call(operation, request)


def test_a_change_that_broke_off_has_a_line_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    dying = DyingProcess()
    with monkeypatch.context() as patch:
        patch.setattr(clients, "dynamo", lambda: dying)
        with pytest.raises(KeyboardInterrupt):
            call_api("enroll_advocate")

    assert [line["outcome"] for line in logged()] == [""]


def test_pages_and_filters_find_every_line_once() -> None:
    for name in ("enroll_advocate", "correct_conversion", "make_claim"):
        call_api(name)

    seen, cursor = [], ""
    while cursor is not None:
        query = {"limit": "1", **({"cursor": cursor} if cursor else {})}
        page = body_of(call_api("read_log", queryStringParameters=query))
        seen += [line["kind"] for line in page["items"]]
        cursor = page["next_cursor"]

    assert sorted(seen) == ["advocate_enroll", "claim_make", "correction_make"]
    assert [line["kind"] for line in logged(kind="claim_make")] == ["claim_make"]
    assert logged(actor="key_of_nobody") == []
    assert logged(to="2026-01-01") == []


@pytest.mark.parametrize("query", [{"from": "2026-12-02", "to": "2026-12-01"}, {"cursor": "e30"}])
def test_a_log_that_cannot_be_is_refused(query: dict[str, str]) -> None:
    assert call_api("read_log", queryStringParameters=query)["statusCode"] == 400


def test_the_log_needs_its_own_scope() -> None:
    with_key(NAMELESS, Scope.PROGRAMS_READ)

    answer = call_api("read_log", {"authorization": f"Bearer {NAMELESS}"})

    assert (answer["statusCode"], body_of(answer)["code"]) == (403, "missing_scope")


def test_scope_is_asked_before_anything_of_the_body() -> None:
    with_key(NAMELESS, Scope.PROGRAMS_READ)
    shown = {"authorization": f"Bearer {NAMELESS}"}
    writes = [r for r in the_api().described_routes() if r.method in WRITES]

    statuses = {
        operation_of(route): call_api(
            "enroll_advocate",
            shown,
            rawPath=route.path.replace("<", "x").replace(">", ""),
            requestContext={
                **event("enroll_advocate")["requestContext"],
                "http": {"method": route.method},
            },
            body="{not json",
        )["statusCode"]
        for route in writes
    }

    assert len(statuses) > 20
    assert {name for name, status in statuses.items() if status != 403} == set()


def test_every_route_but_the_description_names_its_scope() -> None:
    assert [operation_of(r) for r in the_api().described_routes() if not r.security] == []
