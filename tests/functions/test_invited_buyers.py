"""A buyer who came by no link is asked once whether they would share, through the real handlers."""

import importlib
import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import boto3
import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from referrals.model.delivery.outbox import DeliveryState
from referrals.model.delivery.unsubscribe import PURPOSE, StopLink, sign_unsubscribe
from referrals.model.people.buyer import buyer_id, invitation_id
from referrals.model.people.person import Role
from referrals.model.session.api_key import Scope
from referrals.providers.shops.registry import find_source
from referrals.wiring import clock, keys, stores
from tests.account import forget_clients
from tests.caller import KEY, call_api, with_key
from tests.estate import (
    SECRETS,
    EstateContext,
    deliver_webhook,
    dump,
    erase_by_webhook,
    order,
    rest,
    traces,
)
from tests.estate import clock as run_job
from tests.lives import Step, put
from tests.shops.fact_modules import FACTS
from tests.streams import Streams, mappings
from tests.world import AT, NOW, a_program, hash_of, store_program, webhook_secret

DORA = ("dora@example.com", "Theodora", hash_of("dora@example.com"))
LETTER = invitation_id(DORA[2])


@pytest.fixture(autouse=True)
def streams(account: None, monkeypatch: pytest.MonkeyPatch) -> Streams:
    monkeypatch.setenv("MAIL_FROM", "Bakery <hello@shop.example>")
    forget_clients()
    boto3.client("ses").verify_email_identity(EmailAddress="hello@shop.example")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    store_program(a_program(join={"invitation": {"after_days": 3}}))
    for source, secret in SECRETS.items():
        webhook_secret(source, secret, shop="bakery.myshopify.com")
    return Streams()


def buy(streams: Streams, order_id: str = "1001") -> None:
    deliver_webhook("signed", order(order_id, DORA[0], DORA[1], signals={}))
    rest(streams)


def send_what_is_due(streams: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=18))
    run_job("sweep_outbox")
    (mapping,) = (each for each in mappings() if each.function == "deliveries")
    handler: Any = importlib.import_module("functions.deliveries.app").handler
    handler({"Records": streams.waiting(mapping)}, EstateContext())


def mails() -> list[str]:
    backend = ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"]
    return [str(vars(each)) for each in backend.sent_messages]


def press_stop() -> None:
    token = sign_unsubscribe(keys.signing_keys(PURPOSE)[0], StopLink(buyer_id(DORA[2])))
    handler: Any = importlib.import_module("functions.portal.app").handler
    event = {
        "version": "2.0",
        "routeKey": "POST /unsubscribe",
        "rawPath": "/unsubscribe",
        "rawQueryString": f"token={quote(token)}",
        "queryStringParameters": {"token": token},
        "headers": {},
        "requestContext": {"http": {"method": "POST", "path": "/unsubscribe"}},
        "isBase64Encoded": False,
    }
    assert handler(event, EstateContext())["statusCode"] == 200


def test_one_letter_goes_out_after_the_order_stayed(
    streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    buy(streams)
    buy(streams, "1002")
    assert mails() == []

    send_what_is_due(streams, monkeypatch)

    (letter,) = mails()
    assert DORA[0] in letter
    assert "/join/friends" in letter
    assert "unsubscribe?token=byr_" in letter
    assert stores.outbox().get(LETTER).state is DeliveryState.DONE
    assert stores.people().find_by_hash(Role.FRIEND, DORA[2]) is None


def test_a_stop_from_that_letter_holds_when_they_come_as_a_friend(
    streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    buy(streams)

    press_stop()

    kept = stores.people().find_by_hash(Role.FRIEND, DORA[2])
    assert kept
    assert (kept.mail_stopped, kept.name, kept.email) == (True, "", "")
    send_what_is_due(streams, monkeypatch)
    assert stores.outbox().get(LETTER).reason == "mail_stopped"
    assert mails() == []


def test_an_erased_buyer_leaves_no_letter(streams: Streams) -> None:
    buy(streams)
    assert traces(DORA, dump()) == list(DORA)

    erase_by_webhook(DORA[0])

    assert traces(DORA, dump()) == []


@pytest.mark.parametrize("name", ["woocommerce", "square", "lemonsqueezy", "segment-server"])
@pytest.mark.parametrize("agrees", [True, False], ids=["agreed", "not asked"])
def test_a_tick_of_an_own_till_leads_to_the_letter(
    name: str, agrees: bool, streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, source = FACTS[name], find_source(name)
    assert source
    body = Step("pay", facts.paid_topic).body(name, 0)
    for path, yes in facts.agreed.items() if agrees else ():
        put(body, path.split("."), json.dumps(yes))
    raw = json.dumps(body).encode()
    secret = facts.given_secret or "a-secret-of-the-shop"
    webhook_secret(name, secret)

    told = take(name, raw, source.sign(secret, raw, topic=facts.paid_topic, now=NOW))
    rest(streams)
    send_what_is_due(streams, monkeypatch)

    assert told["statusCode"] == 200
    assert sum("/join/friends" in letter for letter in mails()) == agrees


def take(name: str, raw: bytes, headers: dict[str, str]) -> Any:
    """A webhook's answer, through the real handler."""
    event = {
        "headers": headers,
        "body": raw.decode(),
        "isBase64Encoded": False,
        "pathParameters": {"program": "friends", "source": name},
        "requestContext": {"requestId": "request", "timeEpoch": AT * 1000},
    }
    handler: Any = importlib.import_module("functions.conversions.app").handler
    return handler(event, EstateContext())


WHEN = pytest.mark.parametrize("moment", ["before the order", "while its letter waits"])


@WHEN
@pytest.mark.parametrize("agrees", [True, False], ids=["agreed", "took it back"])
def test_what_the_shop_tells_leads_to_the_letter_or_stops_it(
    moment: str, agrees: bool, streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_key(KEY, *Scope)
    body = order("1001", DORA[0], DORA[1], signals={})
    body["data"]["customer"]["accepts_mail"] = not agrees
    if moment == "while its letter waits":
        deliver_webhook("signed", body)
        rest(streams)

    told = tell_consent(agrees)
    if moment == "before the order":
        deliver_webhook("signed", body)
        rest(streams)
    send_what_is_due(streams, monkeypatch)

    assert told["statusCode"] == 200
    assert sum("/join/friends" in letter for letter in mails()) == agrees


def tell_consent(mail: bool) -> Any:
    """Newer than what the order said."""
    body = {
        "program": "friends",
        "email": DORA[0],
        "consents": {"mail": mail},
        "said_at": NOW.isoformat(),
        "sentence": "Write to me once whether I would like to recommend you.",
    }
    return call_api("tell_consent", body=json.dumps(body))
