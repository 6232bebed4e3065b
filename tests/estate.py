"""Everything a deployment holds, as one text: what an erased person must not be found in."""

import base64
import importlib
import json
import zlib
from datetime import timedelta
from typing import Any

import boto3
import pytest

from referrals.desks import audit as audit_desk
from referrals.model.era import moment_of
from referrals.providers.shops.shopify import webhook as shopify
from referrals.providers.shops.signed import webhook as signed
from referrals.providers.shops.stripe import webhook as stripe
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.wiring import clients, stores
from referrals.wiring import clock as wiring_clock
from tests.streams import Streams, mappings
from tests.template import tables
from tests.world import (
    AT,
    NOW,
    a_link,
    a_program,
    a_token,
    hash_of,
    store_program,
    webhook_secret,
)

STAGES = ("attribution", "rewards", "insights")
SECRETS = {
    "signed": "whsec_Z29vZHdvcmQtc3dlZXAtc2VjcmV0LW9mLTMyLWJ5dGVzIQ==",
    "shopify": "hush",
    "stripe": "whsec_hush",
}

CODE = "k7mwq2rp"
BEN = ("ben@example.com", "Benedikt", hash_of("ben@example.com"))
ADA = ("ada@example.com", "Lovelace", "my own words", hash_of("ada@example.com"))
EVE = ("eve@example.com", "Evelina", hash_of("eve@example.com"))
SHOP = {"shop_id": 1, "shop_domain": "bakery.myshopify.com"}


class EstateContext:
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


def deliver_webhook(
    source: str, body: dict[str, Any], topic: str = "", at: int = AT
) -> dict[str, Any]:
    """The answer to a webhook, through the real handler."""
    raw = json.dumps(body).encode()
    sign = {"signed": signed, "shopify": shopify, "stripe": stripe}[source].sign
    event = {
        "headers": sign(SECRETS[source], raw, topic=topic, now=moment_of(at)),
        "body": raw.decode(),
        "isBase64Encoded": False,
        "pathParameters": {"program": "friends", "source": source},
        "requestContext": {"requestId": "request", "timeEpoch": at * 1000},
    }
    answer = importlib.import_module("functions.conversions.app").handler(event, EstateContext())
    return {"status": answer["statusCode"], **json.loads(answer["body"])}


def clock(job: str) -> dict[str, Any]:
    # Each function is a process of its own: what one remembers, another doesn't.
    clients.secrets.cache_clear()
    told: dict[str, Any] = importlib.import_module("functions.schedule.app").handler(
        {"job": job}, EstateContext()
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
                assert handler({"Records": records}, EstateContext()) == {"batchItemFailures": []}


def sound() -> bool:
    """Whether every chain, balance and sum of the ledger holds."""
    return audit_full_ledger(audit_desk.audits(), now=wiring_clock.now()).sound


def advance_clock(monkeypatch: pytest.MonkeyPatch, **time: float) -> None:
    monkeypatch.setattr(wiring_clock, "now", lambda: NOW + timedelta(**time))


def traces(person: tuple[str, ...], where: str) -> list[str]:
    return [trace for trace in person if trace.lower() in where.lower()]


def erase_by_webhook(email: str, *orders: int) -> None:
    """Asked for, then two runs of the clock: the second finds nothing more."""
    assert (
        deliver_webhook("shopify", redact(email, *orders), "customers/redact")["outcome"] == "noted"
    )
    assert clock("answer_privacy")["open"] == 1
    assert clock("answer_privacy")["done"] == 1


def furnish_estate(monkeypatch: pytest.MonkeyPatch) -> Streams:
    """Ada's link brought Ben and Eve; Ben bought twice, and a body of his could not be read."""
    monkeypatch.setattr(wiring_clock, "now", lambda: NOW)
    store_program(
        a_program(webhook_url="https://shop.example/hooks"),
        a_link(CODE, words="my own words", window_days=30),
    )
    for source, secret in SECRETS.items():
        webhook_secret(source, secret, shop=str(SHOP["shop_domain"]))
    turned = Streams()
    stores.former_customers().add("friends", hash_of(BEN[0]), NOW.date())
    deliver_webhook("signed", order("1001", BEN[0], BEN[1]))
    deliver_webhook("signed", order("2002", EVE[0], EVE[1]))
    deliver_webhook("signed", order("1002", "Ben+again@example.com", BEN[1]))
    deliver_webhook("signed", order("1003", BEN[0], BEN[1], total="fifty"))
    rest(turned)
    return turned


def order(order_id: str, email: str, name: str, **changes: Any) -> dict[str, Any]:
    data = {
        "order_id": order_id,
        "placed_at": "2026-11-22T09:28:00Z",
        "updated_at": "2026-11-22T09:29:00Z",
        "currency": "EUR",
        "total": "50.00",
        "customer": {"email": email, "first_name": name, "accepts_mail": True},
        "signals": {"gw": a_token(CODE)},
    }
    return {"type": "order.paid", "timestamp": "2026-11-22T09:29:00Z", "data": {**data, **changes}}


def redact(email: str, *orders: int) -> dict[str, Any]:
    person = {"id": 5, "email": email, "phone": "555-0100"}
    return {**SHOP, "customer": person, "orders_to_redact": list(orders)}
