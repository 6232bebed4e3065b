"""The template's event source mappings, turned by hand: which stream wakes which function."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from tests.template import resources, streams


@dataclass(frozen=True)
class Mapping:
    function: str
    table: str
    """Its logical id, which is its name in tests too."""
    patterns: tuple[Any, ...]
    batch_size: int

    def wants(self, record: dict[str, Any]) -> bool:
        return not self.patterns or any(fits(pattern, record) for pattern in self.patterns)


@cache
def mappings() -> tuple[Mapping, ...]:
    functions = resources("AWS::Serverless::Function")
    found = []
    for properties in streams().values():
        folder = functions[properties["FunctionName"]["Ref"]]["CodeUri"]
        filters = properties.get("FilterCriteria", {}).get("Filters", [])
        table = properties["EventSourceArn"]["Fn::GetAtt"][0]
        patterns = tuple(json.loads(each["Pattern"]) for each in filters)
        found.append(Mapping(Path(folder).name, table, patterns, properties["BatchSize"]))
    return tuple(found)


def fits(pattern: Any, value: Any) -> bool:
    """Lambda's filter rules, as far as the template uses them: equality, and any-of lists."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(fits(p, value.get(n)) for n, p in pattern.items())
    return value in pattern


@dataclass
class Streams:
    """Hands every record to every mapping once, in order."""

    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    read: Callable[[str], list[dict[str, Any]]] | None = None
    """How a table's stream is read; from moto's memory unless told otherwise."""

    def waiting(self, mapping: Mapping) -> list[dict[str, Any]]:
        """What came since the last call, filtered as Lambda would."""
        place = (mapping.function, mapping.table)
        records = (self.read or all_records)(mapping.table)
        start = self.seen.get(place, 0)
        self.seen[place] = len(records)
        return [record for record in records[start:] if mapping.wants(record)]


def _as_event(record: dict[str, Any], arn: str) -> dict[str, Any]:
    """As Lambda hands it over: a moment is a number of seconds there."""
    change = dict(record["dynamodb"])
    moment = change.get("ApproximateCreationDateTime")
    if isinstance(moment, datetime):
        change["ApproximateCreationDateTime"] = moment.timestamp()
    return {**record, "dynamodb": change, "eventSourceARN": arn}


def all_records(table: str) -> list[dict[str, Any]]:
    """Everything the table's stream ever said, straight out of moto's memory."""
    kept = dynamodb_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].get_table(table)
    shard = kept.stream_shard
    records = [item.to_json() for item in shard.items] if shard else []
    # moto tells of an update that creates an item twice: first its bare key, then the whole.
    records = [r for r in records if r["dynamodb"].get("NewImage") != r["dynamodb"]["Keys"]]
    arn = f"{kept.table_arn}/stream/{kept.latest_stream_label}"
    return [_as_event(record, arn) for record in records]


def streamed_records(table: str) -> list[dict[str, Any]]:
    """The same through the streams' own API, shard after shard."""
    arn = boto3.client("dynamodb").describe_table(TableName=table)["Table"]["LatestStreamArn"]
    client = boto3.client("dynamodbstreams")
    records: list[dict[str, Any]] = []
    for shard in client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        place = {"StreamArn": arn, "ShardId": shard["ShardId"]}
        found = client.get_shard_iterator(**place, ShardIteratorType="TRIM_HORIZON")
        records += client.get_records(ShardIterator=found["ShardIterator"])["Records"]
    return [_as_event(record, arn) for record in records]
