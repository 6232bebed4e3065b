"""Our own endpoint: Standard Webhooks v1, with its reference library as the judge."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook

from referrals.model.era import moment_of
from referrals.model.errors import RefusedError
from referrals.model.order.conversion import (
    CancellationFact,
    Dispute,
    DisputeFact,
    Ignored,
    OrderFact,
    Payment,
    RefundFact,
    Report,
)
from referrals.providers.shops.signed import webhook as signed
from referrals.providers.shops.source import Proof, SourceContext
from tests.world import AT, IDENTITY, NOW

SECRET = "whsec_Z29vZHdvcmQtbG9jYWwtc2lnbmVkLXNlY3JldCE="
RAW = '{"type":"order.paid","name":"Søren \\/ Жанна"}'.encode()
CONTEXT = SourceContext("EUR", IDENTITY)
ORDER = {
    "order_id": "A-1001",
    "currency": "EUR",
    "total": "50.00",
    "tax": "7.98",
    "customer": {"email": "ben@example.com", "first_order": True},
    "signals": {"ref": "ada-bakes", "coupons": ["ADA-BAKES"], "landing_url": "/?gw=t"},
}


def read(kind: str, **data: Any) -> Any:
    given = {"type": kind, "timestamp": "2026-11-22T09:30:00Z", "data": data}
    return signed.read(json.dumps(given).encode(), {}, CONTEXT)


def test_the_reference_library_signs_what_we_accept() -> None:
    at = datetime.fromtimestamp(AT, UTC)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(AT),
        "webhook-signature": Webhook(SECRET).sign("msg_1", at, RAW.decode()),
    }

    assert signed.verify((SECRET,), headers, RAW, NOW) is Proof.GENUINE


def test_the_reference_library_accepts_what_we_sign() -> None:
    now = int(datetime.now(UTC).timestamp())

    Webhook(SECRET).verify(RAW, signed.sign(SECRET, RAW, topic="order.paid", now=moment_of(now)))


@pytest.mark.parametrize(
    ("seconds", "proof"),
    [(300, Proof.GENUINE), (-300, Proof.GENUINE), (301, Proof.STALE), (-301, Proof.STALE)],
)
def test_a_signature_holds_for_five_minutes(seconds: int, proof: Proof) -> None:
    headers = signed.sign(SECRET, RAW, topic="order.paid", now=NOW)

    assert signed.verify((SECRET,), headers, RAW, NOW + timedelta(seconds=seconds)) is proof


def test_one_good_signature_among_several_is_enough() -> None:
    headers = signed.sign(SECRET, RAW, topic="order.paid", now=NOW)
    listed = f"v1,AAAA v2,{headers['webhook-signature'][3:]} {headers['webhook-signature']}"

    assert (
        signed.verify((SECRET,), {**headers, "webhook-signature": listed}, RAW, NOW)
        is Proof.GENUINE
    )


@pytest.mark.parametrize("sent_at", ["1614.9", "²", " 1", "-1", "1e3", "9" * 30])
def test_a_time_that_is_no_whole_number_is_forged(sent_at: str) -> None:
    headers = signed.sign(SECRET, RAW, topic="order.paid", now=NOW)

    forged = signed.verify((SECRET,), {**headers, "webhook-timestamp": sent_at}, RAW, NOW)

    assert forged is Proof.FORGED


def test_an_order_is_read_whole() -> None:
    report = read("order.paid", **ORDER)

    (fact,) = report.facts
    assert isinstance(fact, OrderFact)
    assert (report.order_id, fact.payment, fact.first_order) == ("A-1001", Payment.PAID, True)
    assert (fact.amounts.gross_minor, fact.amounts.tax_minor) == (5000, 798)
    assert (fact.signals.click_tokens, fact.signals.ref_codes) == (("t",), ("ada-bakes",))
    assert fact.version_ms == AT * 1000


def test_an_update_states_its_payment() -> None:
    report = read("order.updated", **ORDER, payment="partial")

    assert report.facts[0].payment is Payment.PARTIAL
    with pytest.raises(RefusedError):
        read("order.updated", **ORDER, payment="maybe")


@pytest.mark.parametrize(
    ("kind", "data", "fact"),
    [
        ("order.cancelled", {"reason": "customer"}, CancellationFact("customer", AT * 1000)),
        (
            "refund.created",
            {"refund_id": "r1", "amount": "12.50", "shipping": "2.50"},
            RefundFact("r1", 1250, AT * 1000, shipping_minor=250),
        ),
        (
            "dispute.lost",
            {"dispute_id": "d1", "amount": "50.00"},
            DisputeFact("d1", Dispute.LOST, 5000, AT * 1000),
        ),
    ],
)
def test_later_news_is_one_fact(kind: str, data: dict[str, str], fact: object) -> None:
    assert read(kind, order_id="1001", **data) == Report("1001", (fact,))  # type: ignore[arg-type]


def test_another_type_is_ignored() -> None:
    assert isinstance(read("order.shipped", order_id="1"), Ignored)


@pytest.mark.parametrize("order_id", ["", "#1001", "a/b", "å", "x" * 101, None, 1.5, True])
def test_an_id_that_cannot_be_a_key_is_refused(order_id: object) -> None:
    with pytest.raises(RefusedError):
        read("order.paid", **{**ORDER, "order_id": order_id})
