"""What the API tells of a store's own list: the newest reports, page by page, and what fails."""

from datetime import timedelta

import pytest

from referrals.model.reconciliation.reconciliation import Cursor, Kind, RowTally, WindowReport
from referrals.wiring import stores
from tests.caller import a_shop_with_a_key, body_of, call_api
from tests.world import AT, NOW

PATH = "/v1/reconciliations/friends/shopify"


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def a_report(until: int, missing: int = 0) -> WindowReport:
    tally = RowTally()
    for number in range(missing):
        tally = tally.with_order(Kind.MISSING, str(number))
    return WindowReport(
        program_id="friends",
        source="shopify",
        since=until - 3600,
        until=until,
        opened_at=until,
        tally=tally,
    )


def test_a_store_never_compared_has_no_reports() -> None:
    assert body_of(call_api("list_reconciliations")) == {
        "items": [],
        "next_cursor": None,
        "reached": None,
        "failing": "",
        "failing_since": None,
    }


def test_the_newest_report_comes_first_and_pages_go_on() -> None:
    for hour in range(3):
        stores.reconciliations().add(a_report(AT + hour * 3600, missing=hour))
    first = body_of(call_api("list_reconciliations"))

    query = {"limit": "2", "cursor": first["next_cursor"]}
    second = body_of(call_api("list_reconciliations", queryStringParameters=query))

    assert first["items"][0] == {
        "since": "2026-11-22T10:30:00Z",
        "until": "2026-11-22T11:30:00Z",
        "counts": {"missing": 2},
        "examples": {"missing": ["0", "1"]},
    }
    assert [len(page["items"]) for page in (first, second)] == [2, 1]
    assert second["next_cursor"] is None


def test_the_same_stretch_compared_anew_has_a_report_of_its_own() -> None:
    first, again = a_report(AT, missing=2), a_report(AT)
    for report in (
        first,
        first,
        again.model_copy(update={"opened_at": NOW + timedelta(minutes=1)}),
    ):
        stores.reconciliations().add(report)

    told = body_of(call_api("list_reconciliations"))["items"]

    assert [item["counts"] for item in told] == [{}, {"missing": 2}]


def test_what_fails_is_told_with_how_far_it_came() -> None:
    kept = stores.reconciliations()
    kept.take("friends", "shopify", "run", now=NOW, seconds=60)
    cursor = Cursor(reached=NOW - timedelta(seconds=900)).note_failure("store_refused", NOW)
    kept.leave("friends", "shopify", "run", cursor)

    told = body_of(call_api("list_reconciliations"))

    assert told["reached"] == "2026-11-22T09:15:00Z"
    assert (told["failing"], told["failing_since"]) == ("store_refused", "2026-11-22T09:30:00Z")
