"""Every events/conversions/*.json through the real handler."""

import json
from base64 import b64encode
from hashlib import shake_256
from typing import Any

import boto3
import pytest

from functions.conversions.app import handler
from referrals.desks import conversion as conversion_desk
from referrals.model.order.conversion import Payment
from referrals.model.order.receipt import Outcome
from referrals.providers.shops.shopify import webhook as shopify
from referrals.steps.order.replay_held_bodies import replay_held_bodies
from referrals.wiring import clients, stores
from tests.shops.fact_modules import FACTS
from tests.shops.facts import RECORDED, REFUSED
from tests.template import ROOT
from tests.world import NOW, a_key, store_program, webhook_secret

EVENTS = ROOT / "events/conversions"
SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())
ANSWERS = {
    "broken_base64": (400, "unreadable_body"),
    "empty_body": (400, "empty_body"),
    "unknown_program": (404, "unknown_source"),
    "unknown_source": (404, "unknown_source"),
} | {
    f"{name}_{case}": answer
    for name, facts in FACTS.items()
    for answer, cases in facts.answers.items()
    for case in cases.split()
}


@pytest.fixture
def shop(account: None) -> None:
    store_program()
    for source, secret in SECRETS.items():
        webhook_secret(source, secret)


def event(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return loaded


def send(name: str) -> tuple[int, str]:
    answer = handler(event(name), None)
    body = json.loads(answer["body"])
    return answer["statusCode"], body.get("outcome") or body["code"]


def test_every_event_has_its_expected_answer() -> None:
    assert sorted(ANSWERS) == sorted(path.stem for path in EVENTS.glob("*.json"))


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_event_gets_its_answer(shop: None, name: str) -> None:
    assert send(name) == ANSWERS[name]


def test_a_paid_order_is_kept_whole(shop: None) -> None:
    send("shopify_orders_paid")

    found = stores.conversions().state(a_key("5730189443226"))
    assert found.order is not None
    assert found.order.payment is Payment.PAID
    assert found.order.amounts.gross_minor == 5000
    assert found.order.signals.ref_codes == ("ada",)


def test_a_secret_changed_a_moment_ago_is_asked_for_again(shop: None) -> None:
    """The container remembers the old one for five minutes; no delivery is refused for it."""
    now = [1_000.0]
    clients.secrets().clock = lambda: now[0]
    assert send("shopify_orders_paid") == (200, "recorded")
    boto3.client("secretsmanager").put_secret_value(
        SecretId="goodword/webhooks/friends/shopify", SecretString='{"live": ["brand-new"]}'
    )
    renewed = event("shopify_orders_paid")
    renewed["headers"] |= shopify.sign(
        "brand-new", renewed["body"].encode(), topic="orders/paid", now=NOW
    )

    now[0] += 11
    answer = handler(renewed, None)

    assert (answer["statusCode"], json.loads(answer["body"])["outcome"]) == (200, "replayed")
    assert send("shopify_orders_paid") == REFUSED


def test_a_replay_says_so_in_a_header(shop: None) -> None:
    send("shopify_orders_paid")

    again = handler(event("shopify_orders_paid"), None)

    assert again["statusCode"] == 200
    assert again["headers"]["goodword-replayed"] == "true"
    assert stores.conversions().state(a_key("5730189443226")).revision == 1


def test_the_newer_header_family_wins(shop: None) -> None:
    both = event("shopify_orders_paid_new_headers")

    assert "x-shopify-hmac-sha256" in both["headers"]
    assert handler(both, None)["statusCode"] == 200


def test_a_refund_in_two_bodies_counts_once(shop: None) -> None:
    for name in ("shopify_orders_paid", "shopify_refunds_create"):
        send(name)
    send("shopify_orders_updated_refunded")

    assert stores.conversions().state(a_key("5730189443226")).refunded_minor == 1250


def test_two_currencies_are_both_kept(shop: None) -> None:
    send("shopify_orders_paid_two_currencies")

    order = stores.conversions().state(a_key("5730189443230")).order
    assert order is not None
    amounts = order.amounts
    assert (amounts.currency, amounts.gross_minor) == ("EUR", 5000)
    assert (amounts.presentment_currency, amounts.presentment_minor) == ("JPY", 8150)


def test_a_held_body_is_kept_with_its_reason(shop: None) -> None:
    send("shopify_wrong_currency")

    (held,) = stores.bodies().held_bodies("friends", "shopify")
    assert held.reason.startswith("wrong_currency")
    sent = event("shopify_wrong_currency")["body"].encode()
    assert stores.bodies().held_raw("friends", "shopify", held.sha).raw == sent


def test_a_body_beyond_what_a_gateway_lets_in_is_refused(shop: None) -> None:
    huge = {**event("shopify_orders_paid"), "body": " " * (10 * 2**20 + 1)}

    answer = handler(huge, None)

    assert answer["statusCode"] == 413
    assert "10485760" in json.loads(answer["body"])["detail"]


def resign(raw: bytes) -> dict[str, Any]:
    given = event("shopify_orders_paid")
    headers = shopify.sign(SECRETS["shopify"], raw, topic="orders/paid", now=NOW)
    return {**given, "headers": {**given["headers"], **headers}, "body": raw.decode()}


def test_a_body_of_six_megabytes_is_read_and_kept_whole(shop: None) -> None:
    # Noise, so that packing makes it no smaller.
    noise = b64encode(shake_256(b"1").digest(4_500_000)).decode()
    order = {**json.loads(event("shopify_orders_paid")["body"]), "note": noise}
    raw = json.dumps(order).encode()

    answer = handler(resign(raw), None)

    assert json.loads(answer["body"])["outcome"] == "recorded"
    (fact,) = stores.conversions().facts(a_key("5730189443226"))
    assert stores.bodies().raw(a_key("5730189443226"), fact.body).raw == raw


def test_a_long_body_that_is_not_understood_is_held_whole(shop: None) -> None:
    raw = b64encode(shake_256(b"2").digest(3_000_000))

    answer = handler(resign(raw), None)

    assert json.loads(answer["body"])["outcome"] == "held"
    (held,) = stores.bodies().held_bodies("friends", "shopify")
    assert stores.bodies().held_raw("friends", "shopify", held.sha).raw == raw


def test_half_a_character_is_held_and_can_be_replayed(shop: None) -> None:
    send("shopify_orders_paid_half_character")

    (held,) = stores.bodies().held_bodies("friends", "shopify")
    replayed = replay_held_bodies(
        "friends", "shopify", conversion_desk.recording(), now=NOW
    ).replayed

    assert held.reason.startswith("unstorable_text")
    assert [each.receipt.outcome for each in replayed] == [Outcome.HELD]


def test_a_source_without_a_secret_is_unknown(account: None) -> None:
    store_program()
    webhook_secret("shopify", "", "  ")

    assert send("shopify_orders_paid") == (404, "unknown_source")


def test_an_older_secret_still_opens_the_door(account: None) -> None:
    store_program()
    webhook_secret("shopify", "the-new-one", SECRETS["shopify"])

    assert send("shopify_orders_paid") == RECORDED


def test_nothing_personal_is_logged(shop: None, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ANSWERS:
        send(name)

    printed = capsys.readouterr().out
    assert "example.com" not in printed
    assert "Ben" not in printed
