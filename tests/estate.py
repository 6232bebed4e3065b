"""Everything a deployment holds, as one text: what an erased person must not be found in."""

import base64
import importlib
import json
import zlib
from typing import Any

import boto3

from referrals import wiring
from referrals.providers.sources import shopify, signed
from tests.streams import Streams, mappings
from tests.template import tables
from tests.world import AT

STAGES = ("attribution", "rewards", "insights")
SECRETS = {"signed": "whsec_Z29vZHdvcmQtc3dlZXAtc2VjcmV0LW9mLTMyLWJ5dGVzIQ==", "shopify": "hush"}


class Context:
    """What Lambda passes beside the event, as far as anybody reads it."""

    function_name = "estate"
    memory_limit_in_mb = 256
    invoked_function_arn = "arn:aws:lambda:eu-west-1:000000000000:function:estate"
    aws_request_id = "00000000-0000-0000-0000-000000000000"


def dump() -> str:
    """All items of all tables, raw bodies unpacked."""
    client, found = boto3.client("dynamodb"), []
    for table in tables().values():
        for item in client.scan(TableName=table["TableName"])["Items"]:
            found.append(json.dumps(item, default=str, ensure_ascii=False))
            if "piece" in item:
                packed = base64.b64decode(item["piece"]["S"])
                found.append(zlib.decompress(packed).decode(errors="replace"))
    return "\n".join(found)


def told(source: str, body: dict[str, Any], topic: str = "", at: int = AT) -> dict[str, Any]:
    """The answer to a webhook, through the real handler."""
    raw = json.dumps(body).encode()
    sign = {"signed": signed, "shopify": shopify}[source].sign
    event = {
        "headers": sign(SECRETS[source], raw, topic=topic, now=at),
        "body": raw.decode(),
        "isBase64Encoded": False,
        "pathParameters": {"program": "friends", "source": source},
        "requestContext": {"requestId": "request", "timeEpoch": at * 1000},
    }
    answer = importlib.import_module("functions.conversions.app").handler(event, Context())
    return {"status": answer["statusCode"], **json.loads(answer["body"])}


def clock(job: str) -> dict[str, Any]:
    told: dict[str, Any] = importlib.import_module("functions.schedule.app").handler(
        {"job": job}, Context()
    )
    return told


def rest(streams: Streams) -> None:
    """Turns the streams until nothing moves; letters stay in the outbox."""
    moved = True
    while moved:
        moved = False
        for mapping in (each for each in mappings() if each.function in STAGES):
            records = streams.waiting(mapping)
            if records:
                moved = True
                handler = importlib.import_module(f"functions.{mapping.function}.app").handler
                assert handler({"Records": records}, Context()) == {"batchItemFailures": []}


def sound() -> bool:
    """Whether every chain, balance and sum of the ledger holds."""
    from referrals.steps.audit_ledger import audit_whole_ledger

    audit = audit_whole_ledger(wiring.ledger(), wiring.now())
    return audit.sound
