"""Every events/conversions/*.json through the real handler."""

import json
from typing import Any

import pytest

from functions.conversions.app import handler
from referrals import wiring
from referrals.model.conversion import Payment
from tests.functions.conversion_answers import ANSWERS as FURTHER_ANSWERS
from tests.template import ROOT
from tests.world import a_key, settled, webhook_secret

EVENTS = ROOT / "events/conversions"
SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())
RECORDED, IGNORED, HELD = (200, "recorded"), (200, "ignored"), (200, "held")
NOTED = (200, "noted")
ANSWERS = {
    **FURTHER_ANSWERS,
    "broken_base64": (400, "unreadable_body"),
    "empty_body": (400, "empty_body"),
    "unknown_program": (404, "unknown_source"),
    "unknown_source": (404, "unknown_source"),
    "shopify_app_uninstalled": NOTED,
    "shopify_customers_create": IGNORED,
    "shopify_customers_data_request": NOTED,
    "shopify_customers_data_request_new_headers": NOTED,
    "shopify_customers_delete": IGNORED,
    "shopify_customers_merge": IGNORED,
    "shopify_customers_redact": NOTED,
    "shopify_customers_redact_forged": (401, "bad_signature"),
    "shopify_customers_redact_no_person": HELD,
    "shopify_customers_redact_orders_only": NOTED,
    "shopify_customers_update": IGNORED,
    "shopify_disputes_create": RECORDED,
    "shopify_disputes_create_inquiry": IGNORED,
    "shopify_disputes_update_won": RECORDED,
    "shopify_order_transactions_create": IGNORED,
    "shopify_orders_edited": IGNORED,
    "shopify_shop_redact": NOTED,
    "shopify_shop_redact_other_topic": HELD,
    "shopify_forged": (401, "bad_signature"),
    "shopify_negative_amount": HELD,
    "shopify_not_json": HELD,
    "shopify_not_utf8": HELD,
    "shopify_orders_cancelled": RECORDED,
    "shopify_orders_create_pending": RECORDED,
    "shopify_orders_paid": RECORDED,
    "shopify_orders_paid_base64": RECORDED,
    "shopify_orders_paid_new_headers": RECORDED,
    "shopify_orders_paid_nulls": RECORDED,
    "shopify_orders_paid_test_notification": RECORDED,
    "shopify_orders_paid_two_currencies": RECORDED,
    "shopify_orders_updated_refunded": RECORDED,
    "shopify_products_update": IGNORED,
    "shopify_refunds_create": RECORDED,
    "shopify_refunds_create_shipping_only": RECORDED,
    "shopify_unsigned": (401, "bad_signature"),
    "shopify_wrong_currency": HELD,
    "signed_bad_total": HELD,
    "signed_dispute_opened": RECORDED,
    "signed_forged": (401, "bad_signature"),
    "signed_order_cancelled": RECORDED,
    "signed_order_paid": RECORDED,
    "signed_order_updated": RECORDED,
    "signed_refund_created": RECORDED,
    "signed_stale": (401, "bad_signature"),
    "signed_unknown_type": IGNORED,
    "woocommerce_auto_draft": IGNORED,
    "woocommerce_forged": (401, "bad_signature"),
    "woocommerce_order_created": RECORDED,
    "woocommerce_order_deleted": IGNORED,
    "woocommerce_order_gift_card": RECORDED,
    "woocommerce_order_guest_coupon": RECORDED,
    "woocommerce_order_renewal": RECORDED,
    "woocommerce_order_test_mode": RECORDED,
    "woocommerce_order_updated_cancelled": RECORDED,
    "woocommerce_order_updated_paid": RECORDED,
    "woocommerce_order_updated_refunded": RECORDED,
    "woocommerce_ping": IGNORED,
}


@pytest.fixture
def shop(account: None) -> None:
    settled()
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

    found = wiring.conversions().state(a_key("5730189443226"))
    assert found.order is not None
    assert found.order.payment is Payment.PAID
    assert found.order.amounts.gross_minor == 5000
    assert found.order.signals.ref_codes == ("ada",)


def test_a_replay_says_so_in_a_header(shop: None) -> None:
    send("shopify_orders_paid")

    again = handler(event("shopify_orders_paid"), None)

    assert again["statusCode"] == 200
    assert again["headers"]["goodword-replayed"] == "true"
    assert wiring.conversions().state(a_key("5730189443226")).revision == 1


def test_the_newer_header_family_wins(shop: None) -> None:
    both = event("shopify_orders_paid_new_headers")

    assert "x-shopify-hmac-sha256" in both["headers"]
    assert handler(both, None)["statusCode"] == 200


def test_a_refund_in_two_bodies_counts_once(shop: None) -> None:
    for name in ("shopify_orders_paid", "shopify_refunds_create"):
        send(name)
    send("shopify_orders_updated_refunded")

    assert wiring.conversions().state(a_key("5730189443226")).refunded_minor == 1250


def test_two_currencies_are_both_kept(shop: None) -> None:
    send("shopify_orders_paid_two_currencies")

    order = wiring.conversions().state(a_key("5730189443230")).order
    assert order is not None
    amounts = order.amounts
    assert (amounts.currency, amounts.gross_minor) == ("EUR", 5000)
    assert (amounts.presentment_currency, amounts.presentment_minor) == ("JPY", 8150)


def test_a_held_body_is_kept_with_its_reason(shop: None) -> None:
    send("shopify_wrong_currency")

    (held,) = wiring.bodies().held("friends", "shopify")
    assert held.reason.startswith("wrong_currency")
    sent = event("shopify_wrong_currency")["body"].encode()
    assert wiring.bodies().held_raw("friends", "shopify", held.sha).raw == sent


def test_a_body_over_one_megabyte_is_refused(shop: None) -> None:
    huge = {**event("shopify_orders_paid"), "body": " " * (2**20 + 1)}

    answer = handler(huge, None)

    assert answer["statusCode"] == 413
    assert "1048576" in json.loads(answer["body"])["detail"]


def test_a_source_without_a_secret_is_unknown(account: None) -> None:
    settled()
    webhook_secret("shopify", "", "  ")

    assert send("shopify_orders_paid") == (404, "unknown_source")


def test_an_older_secret_still_opens_the_door(account: None) -> None:
    settled()
    webhook_secret("shopify", "the-new-one", SECRETS["shopify"])

    assert send("shopify_orders_paid") == RECORDED


def test_nothing_personal_is_logged(shop: None, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ANSWERS:
        send(name)

    printed = capsys.readouterr().out
    assert "example.com" not in printed
    assert "Ben" not in printed
