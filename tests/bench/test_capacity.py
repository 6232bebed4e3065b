"""Our count of capacity units, beside what AWS's own DynamoDB Local says it consumed."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from awswire.codec import encode_item
from bench.capacity import Write, indexes_of, item_size, read_units, write_units
from tests.oracle import oracle_account
from tests.template import resources

INDEXES = {
    name: tuple(indexes_of(each)) for name, each in resources("AWS::DynamoDB::Table").items()
}
LINK = {"code": "ada", "advocate_id": "adv_ada", "program_id": "friends", "words": "w" * 900}
CLICK = {"click_id": "clk_1", "clicked_at": 1_795_339_800, "scanned": True, "user_agent": "x"}
TOLD: Any = {"ReturnConsumedCapacity": "TOTAL"}


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    with oracle_account(monkeypatch):
        yield boto3.client("dynamodb")


def put(client: Any, table: str, item: dict[str, Any]) -> float:
    answer = client.put_item(TableName=table, Item=encode_item(item), **TOLD)
    return float(answer["ConsumedCapacity"]["CapacityUnits"])


@pytest.mark.parametrize("letters", [0, 800, 1_000, 3_000])
def test_a_new_item_costs_as_counted(oracle: Any, letters: int) -> None:
    item = {**CLICK, "user_agent": "x" * letters}

    counted = write_units(Write("ClicksTable", None, encode_item(item)), INDEXES)

    assert put(oracle, "ClicksTable", item) == counted


def test_indexes_cost_as_counted(oracle: Any) -> None:
    moved = {**LINK, "advocate_id": "adv_eve"}
    stored, after = encode_item(LINK), encode_item(moved)

    first = put(oracle, "LinksTable", LINK)
    second = put(oracle, "LinksTable", moved)

    assert first == write_units(Write("LinksTable", None, stored), INDEXES)
    assert second == write_units(Write("LinksTable", stored, after), INDEXES)


def test_an_index_of_keys_costs_nothing_while_they_stay(oracle: Any) -> None:
    """A link's day enters its list once, however much it counts."""
    day = {"series": "link#friends#ada", "bucket": "2026-11-22", "link_of": "friends"}
    stored, after = encode_item({**day, "people@2": 1}), encode_item({**day, "people@2": 2})

    first = put(oracle, "InsightsTable", {**day, "people@2": 1})
    second = put(oracle, "InsightsTable", {**day, "people@2": 2})

    assert first == write_units(Write("InsightsTable", None, stored), INDEXES) == 2
    assert second == write_units(Write("InsightsTable", stored, after), INDEXES) == 1


def test_a_transaction_costs_double() -> None:
    # Not asked of DynamoDB Local: it says four where AWS documents (and bills) two.
    write = Write("ClicksTable", None, encode_item(CLICK))

    assert write_units(write, INDEXES, transactional=True) == 2 * write_units(write, INDEXES)


@pytest.mark.parametrize("consistent", [True, False])
@pytest.mark.parametrize("letters", [0, 5_000, 9_000])
def test_a_read_costs_as_counted(oracle: Any, letters: int, consistent: bool) -> None:
    item = {**CLICK, "user_agent": "x" * letters}
    put(oracle, "ClicksTable", item)
    key = encode_item({"click_id": "clk_1"})

    answer = oracle.get_item(TableName="ClicksTable", Key=key, ConsistentRead=consistent, **TOLD)

    counted = read_units([item_size(encode_item(item))], consistent=consistent)
    assert answer["ConsumedCapacity"]["CapacityUnits"] == counted
