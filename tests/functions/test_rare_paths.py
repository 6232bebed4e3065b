"""What handlers do on the paths that are seldom taken, so that their roles are tried there too."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from threading import Thread
from typing import Any
from urllib.parse import quote

import boto3
import pytest

from awswire.codec import decode_item
from functions.rewards.app import handler as rewards_handler
from referrals.model.delivery.outbox import DeliveryState
from referrals.model.session.api_key import Scope
from referrals.store.attribution.referral import read_referral
from referrals.wiring import stores
from tests.caller import KEY, call_api, with_key
from tests.template import ROOT
from tests.world import NOW, a_program, a_refund, an_order

TABLES = {
    "attribution": "ConversionsTable",
    "rewards": "ReferralsTable",
    "deliveries": "OutboxTable",
    "insights": "LedgerTable",
    "webhooks": "OutboxTable",
}


def an_event(function: str, name: str) -> Any:
    return json.loads((ROOT / "events" / function / f"{name}.json").read_text())


@pytest.fixture
def failures(account: None, monkeypatch: pytest.MonkeyPatch) -> Any:
    queue = boto3.resource("sqs").create_queue(QueueName="failures")
    monkeypatch.setenv("FAILURES_QUEUE_URL", queue.url)
    return queue


@pytest.mark.parametrize("function", sorted(TABLES))
def test_what_cannot_be_digested_is_parked_by_its_keys(function: str, failures: Any) -> None:
    record: dict[str, Any] = {
        "eventID": "1",
        "eventName": "MODIFY",
        "eventSourceARN": f"arn:aws:dynamodb:eu-west-1:123456789012:table/{TABLES[function]}/s/1",
        "dynamodb": {
            "Keys": {"key": {"S": "1"}},
            "SequenceNumber": "1",
            "NewImage": {
                "revision": {"N": "1"},
                "entry": {"S": "grant"},
                "state": {"S": "pending"},
                "due_at": {"S": "2020-01-01T00:00:00Z"},
            },
        },
    }

    answer = import_module(f"functions.{function}.app").handler({"Records": [record]}, None)

    (message,) = failures.receive_messages()
    assert answer == {"batchItemFailures": []}
    del record["dynamodb"]["NewImage"]
    assert json.loads(message.body)["record"] == record


@pytest.fixture
def gone_address() -> Iterator[str]:
    """A merchant's server that says: never again."""

    class GoneHandler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(410)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), GoneHandler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def test_an_endpoint_that_is_gone_is_opened_by_a_resend(
    gone_address: str, account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAGE", "local")
    secret = json.dumps({"live": ["whsec_Z29vZHdvcmQgb3V0Ym91bmQgc2VjcmV0IQ=="]})
    boto3.client("secretsmanager").create_secret(
        Name="goodword/outbound/friends", SecretString=secret
    )
    stores.programs().add(a_program(webhook_url=gone_address))
    event = an_event("webhooks", "reward_granted")
    item = decode_item(event["Records"][0]["dynamodb"]["NewImage"])
    stores.outbox().table.put(item)

    import_module("functions.webhooks.app").handler(event, None)

    assert stores.outbox().get(item["item_id"]).state is DeliveryState.PARKED
    assert stores.endpoints().find("friends", gone_address).gone

    with_key(KEY, *Scope)
    path = f"/v1/outbox/{quote(item['item_id'], safe='')}/resend"
    answer = call_api("resend_unknown_item", rawPath=path)

    assert answer["statusCode"] == 200
    assert not stores.endpoints().find("friends", gone_address).gone


def test_nothing_is_granted_on_facts_that_were_overtaken(account: None) -> None:
    stores.programs().add(a_program())
    event = an_event("rewards", "order_attributed")
    referral = read_referral(decode_item(event["Records"][0]["dynamodb"]["NewImage"]))
    stores.referrals().add(referral.model_copy(update={"reward": None}))
    for fact in (an_order(), a_refund(1000)):
        stores.conversions().record(referral.conversion_key, fact, body="sha", at=NOW)

    assert rewards_handler(event, None) == {"batchItemFailures": []}

    assert stores.grants().find(referral.key) is None
    assert stores.referrals().get(referral.key).reward is None
