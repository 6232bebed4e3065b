"""What came of a change is told once, and never at the expense of the change."""

from datetime import timedelta

import pytest

from referrals.model.change.change_record import ChangeRecord, Door, new_change
from referrals.views.change.change_page import ChangeFilter, change_page
from referrals.wiring import session_stores
from tests.world import NOW


@pytest.fixture(autouse=True)
def tables(account: None) -> None:
    pass


def a_change() -> ChangeRecord:
    record = new_change("x", {"code": "a"}, actor="k", door=Door.API, now=NOW, random=bytes(10))
    session_stores.change_log().add(record)
    return record


def stored() -> ChangeRecord:
    later = NOW + timedelta(days=1)
    (record,) = change_page(ChangeFilter(), session_stores.change_log(), limit=9, now=later).changes
    return record


def test_a_line_sent_twice_is_one_and_keeps_its_end() -> None:
    record, log = a_change(), session_stores.change_log()
    log.finish(record, "done", {})

    log.add(record)

    assert stored().outcome == "done"


def test_the_first_end_stays() -> None:
    record, log = a_change(), session_stores.change_log()

    log.finish(record, "done", {"claim_id": "clm_1"})
    log.finish(record, "refused", {})

    assert stored().outcome == "done"
    assert stored().subject == {"code": "a", "claim_id": "clm_1"}


def test_a_table_that_is_away_takes_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    record = a_change()
    log = session_stores.change_log()
    with monkeypatch.context() as patch:
        patch.setattr(log.table.dynamo, "call", away)
        log.finish(record, "done", {})

    assert stored().outcome == ""


def away(*_: object) -> None:
    from awswire.dynamo import AwsError

    raise AwsError("ThrottlingException", "slow down")
