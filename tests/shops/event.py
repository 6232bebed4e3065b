"""Writes events/conversions/<source>_<case>.json: a body made up, signed at the tests' own now.

Such as `python -m tests.shops.event paddle/transaction.completed forged --forged`.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from goodword.trial.pretend_order import PretendOrder
from goodword.trial.signed_sample import shapes_of
from tests.lives import put
from tests.shops.fact_modules import facts_of
from tests.shops.signing import another_secret, secret_of
from tests.shops.signing import source as source_of
from tests.template import ROOT
from tests.world import AT

EVENTS = ROOT / "events/conversions"
ROUTE = "POST /webhooks/{program}/{source}"
NOW = datetime.fromtimestamp(AT, UTC)


def body(source: str, topic: str, wanted: argparse.Namespace) -> bytes:
    shapes = shapes_of(source)
    if topic not in shapes:
        raise SystemExit(f"{source} has no body for {topic!r}, only {', '.join(shapes)}.")
    made = shapes[topic](
        PretendOrder(
            order_id=wanted.order,
            total=Decimal(wanted.total),
            currency="EUR",
            placed_at=NOW - timedelta(minutes=30),
            changed_at=NOW - timedelta(minutes=1),
            ref="" if wanted.coupon else "ada",
            coupon=wanted.coupon,
            test=wanted.test,
            refunded=Decimal(wanted.back),
        )
    )
    for change in wanted.set:
        path, _, value = change.partition("=")
        put(made, path.split("."), value)
    return json.dumps(made, separators=(",", ":")).encode()


def headers(source: str, topic: str, raw: bytes, way: str) -> dict[str, str]:
    found, secret = source_of(source), secret_of(source)
    other = another_secret(source)
    match way:
        case "unsigned":
            return {"content-type": "application/json"}
        case "stale":
            return found.sign(secret, raw, topic=topic, now=NOW - timedelta(seconds=301))
        case "forged":
            return found.sign(other, raw, topic=topic, now=NOW)
    signed = found.sign(secret, raw, topic=topic, now=NOW)
    if way == "twice":
        return joined_headers(found.sign(other, raw, topic=topic, now=NOW), signed, source)
    return signed


def joined_headers(first: dict[str, str], second: dict[str, str], source: str) -> dict[str, str]:
    """One header with the signatures of two secrets; the same parts are there once."""
    between = facts_of(source).two_signatures
    if not between:
        raise SystemExit(f"{source} never sends two signatures (its facts say so).")
    return {
        name: between.join(dict.fromkeys(value.split(between) + second[name].split(between)))
        for name, value in first.items()
    }


def envelope(source: str, case: str, raw: str, sent: dict[str, str]) -> dict[str, Any]:
    """As API Gateway hands a request to a function, payload format 2.0."""
    path, agent = f"/webhooks/friends/{source}", source.capitalize()
    length = {"content-length": str(len(raw.encode())), "user-agent": agent}
    http = {"method": "POST", "path": path, "protocol": "HTTP/1.1"}
    return {
        "version": "2.0",
        "routeKey": ROUTE,
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "go.shop.example", **length, **sent},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "a1b2c3d4e5",
            "domainName": "go.shop.example",
            "stage": "$default",
            "http": http | {"sourceIp": "203.0.113.7", "userAgent": agent},
            "requestId": f"{source}_{case}=",
            "routeKey": ROUTE,
            "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(AT)),
            "timeEpoch": AT * 1000,
        },
        "pathParameters": {"program": "friends", "source": source},
        "body": raw,
        "isBase64Encoded": False,
    }


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.shops.event", description=__doc__)
    parser.add_argument("topic", help="source/topic, as cli/goodword/trial/<source>.py names it")
    parser.add_argument("case", help="the file is events/conversions/<source>_<case>.json")
    parser.add_argument("--set", action="append", default=[], metavar="path.to.it=JSON")
    parser.add_argument("--raw", help="these bytes instead of a body made up")
    parser.add_argument("--total", default="50.00")
    parser.add_argument("--back", default="0", help="what is given back; 0 means all of it")
    parser.add_argument("--order", type=int, default=1001, help="the order's number")
    parser.add_argument("--coupon", default="", help="a discount code instead of the ref `ada`")
    parser.add_argument("--test", action="store_true", help="a test order")
    ways = parser.add_mutually_exclusive_group()
    for way in ("forged", "stale", "twice", "unsigned"):
        ways.add_argument(f"--{way}", dest="way", action="store_const", const=way, default="")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None, folder: Path = EVENTS) -> None:
    wanted = parse_arguments(arguments)
    source, _, topic = wanted.topic.partition("/")
    raw = body(source, topic, wanted) if wanted.raw is None else wanted.raw.encode()
    sent = headers(source, topic, raw, wanted.way or "")
    path = folder / f"{source}_{wanted.case}.json"
    event = envelope(source, wanted.case, raw.decode(), sent)
    path.write_text(json.dumps(event, indent=2, ensure_ascii=False) + "\n")
    facts = f"tests/shops/{source.replace('-', '_')}/facts.py"
    sys.stdout.write(f"{path.name} is written; say in {facts} what it is answered.\n")


if __name__ == "__main__":
    main()
