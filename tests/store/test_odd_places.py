"""Places to start from that the table won't take: DynamoDB says so, and the caller is told."""

from collections.abc import Mapping
from typing import Any

import pytest

from awswire.dynamo import AwsError
from referrals.model.errors import BadCursorError
from referrals.store.table import Table


class PickyDynamo:
    """Takes no place that is outside of what is asked for, as the real one does."""

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        raise AwsError("ValidationException", f"{operation}: {[*request]} is no place")


TABLE = Table(PickyDynamo(), "outbox")
PLACE = {"item_id": "somebody else's"}


def test_a_query_from_a_made_up_place_is_the_caller_s_fault() -> None:
    with pytest.raises(BadCursorError):
        TABLE.page("a = :a", {":a": "x"}, start=PLACE)


def test_a_scan_from_a_made_up_place_is_the_caller_s_fault() -> None:
    with pytest.raises(BadCursorError):
        TABLE.scan_page(start=PLACE)


def test_a_question_that_is_wrong_in_itself_stays_ours() -> None:
    with pytest.raises(AwsError):
        TABLE.page("a = :a", {":a": "x"})
