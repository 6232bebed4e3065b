"""Real bodies and published signature vectors, where a folder of them is at hand."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from referrals.model.era import moment_of
from referrals.model.errors import RefusedError
from referrals.model.order.conversion import (
    Base,
    Held,
    Ignored,
    OrderFact,
    Payment,
    Reading,
    RefundFact,
    Report,
)
from referrals.model.order.fold import fold
from referrals.model.order.loss import loss_of
from referrals.model.privacy.request import PrivacyRequest
from referrals.providers.shops.registry import MODULES, find_source
from referrals.providers.shops.source import Context, Proof
from tests.template import ROOT
from tests.world import IDENTITY, a_key

SAMPLES = Path(os.environ.get("GOODWORD_SAMPLES", ROOT.parent / "shared/samples"))
INDEX: dict[str, Any] = (
    json.loads((SAMPLES / "INDEX.json").read_text())["samples"] if SAMPLES.exists() else {}
)
BODIES = [
    pytest.param(source, sample, id=f"{source}/{sample['file']}")
    for source, samples in INDEX.items()
    if source in MODULES
    for sample in samples
    if sample.get("decision") and sample["file"].endswith(".json")
]
needs_samples = pytest.mark.skipif(not INDEX, reason="no folder of samples here")


def at_pointer(body: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        body = body[part]
    return body


def enveloped(sample: dict[str, Any], body: Any) -> Any:
    """Some of Paddle's samples are the notification's `data` alone, one of Stripe's its object."""
    if sample["file"].endswith(".object-only.json"):
        return {"type": sample["topic"], "created": body["created"], "data": {"object": body}}
    if not sample["file"].endswith(".data-only.json"):
        return body
    moment = body.get("updated_at") or body["created_at"]
    return {"event_type": sample["topic"], "occurred_at": moment, "data": body}


def reading_of(source: str, sample: dict[str, Any]) -> Reading:
    stored = json.loads((SAMPLES / source / sample["file"]).read_text())
    raw = json.dumps(enveloped(sample, at_pointer(stored, sample["body_pointer"]))).encode()
    found = find_source(source)
    assert found is not None
    headers = {"x-shopify-topic": sample["topic"], "x-wc-webhook-topic": sample["topic"]}
    try:
        return found.read(raw, headers, Context("USD", IDENTITY))
    except RefusedError as error:
        return Held(error.code)


def outcome(reading: Reading) -> str:
    """What the sample's body leads to, in the words of the index."""
    if isinstance(reading, PrivacyRequest):
        return "privacy"
    if not isinstance(reading, Report):
        return "ignore" if isinstance(reading, Ignored) else "hold"
    refunds = [fact for fact in reading.facts if isinstance(fact, RefundFact)]
    orders = [fact for fact in reading.facts if isinstance(fact, OrderFact)]
    if not reading.facts:
        return "link"
    if not orders:
        goods = sum(fact.amount_minor - fact.shipping_minor for fact in refunds)
        return "reverse" if goods else "no reversal"
    if orders[0].test:
        return "ignore"
    if refunds:
        return "reverse"
    return "grant" if orders[0].payment is Payment.PAID else "wait"


FITTING = {
    "ignore": {"ignore", "link"},
    "wait": {"wait"},
    "grant-candidate": {"grant"},
    "renewal": {"grant"},
    "reverse-partial": {"reverse"},
    "reverse-full": {"reverse"},
    "no reversal": {"no reversal"},
    "reject or hold": {"hold"},
    "privacy-delete": {"privacy"},
    "disable-shop": {"privacy"},
    "hold": {"hold", "no reversal"},  # an inquiry: what is held goes on waiting
    "link invoice": {"link"},
    "fetch order": {"hold"},  # here nobody can be asked for it
    "stop future rewards": {"ignore"},  # the renewals that don't come earn nothing anyway
    "reverse (action refund/credit": {"ignore"},  # the sample still waits for approval
    "(": {"ignore"},  # what is pulled or written through the API is no order's webhook
}


@needs_samples
@pytest.mark.parametrize(("source", "sample"), BODIES)
def test_a_real_body_leads_where_it_should(source: str, sample: dict[str, Any]) -> None:
    decision = sample["decision"]
    fitting = next(each for name, each in FITTING.items() if decision.startswith(name))

    # Some published orders were paid in a test mode: real shapes, no real money.
    told = (SAMPLES / source / sample["file"]).read_text()
    tried = any(mark in told for mark in ('"_wcpay_mode"', '"livemode": false'))
    assert outcome(reading_of(source, sample)) in (fitting | {"ignore"} if tried else fitting)


@needs_samples
def test_a_published_refund_moves_what_its_transactions_say() -> None:
    sample = next(s for s in INDEX["shopify"] if s["file"] == "refunds_create.null_currency.json")

    reading = reading_of("shopify", sample)

    assert isinstance(reading, Report)
    (fact,) = reading.facts
    assert isinstance(fact, RefundFact)
    assert (fact.amount_minor, reading.order_id) == (8500, "820982911946154500")


@needs_samples
def test_a_published_shipping_refund_leaves_goods_alone() -> None:
    order = next(s for s in INDEX["shopify"] if s["file"].startswith("order_paid.percentage"))
    refund = next(s for s in INDEX["shopify"] if s["file"] == "refund_shipping_only.json")
    readings = [reading_of("shopify", sample) for sample in (order, refund)]

    facts = [fact for each in readings if isinstance(each, Report) for fact in each.facts]

    state = fold(a_key(), 2, facts)
    assert (loss_of(state, Base.NET).total_minor, loss_of(state, Base.GROSS).total_minor) == (
        0,
        500,
    )


def vectors(source: str, file: str) -> list[Any]:
    path = SAMPLES / file
    found = json.loads(path.read_text())["vectors"] if path.exists() else []
    told = [{**v, **HEADERS.get(source, unchanged)(v)} for v in found if "body" in v]
    return [pytest.param(source, v, id=f"{source}: {v['name']}") for v in told]


def unchanged(vector: dict[str, Any]) -> dict[str, Any]:
    return vector


HEADERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "square": lambda v: {
        "secret": f"{v['key']} {v['url']}",
        "headers": {"x-square-hmacsha256-signature": v["header"]},
    },
    "paddle": lambda v: {"headers": {"paddle-signature": v["header"]}},
    "stripe": lambda v: {"headers": {"stripe-signature": v["header"]}},
}


@needs_samples
@pytest.mark.parametrize(
    ("source", "vector"),
    vectors("shopify", "shopify/vectors.json")
    + vectors("signed", "standard-webhooks/vectors_v1.json")
    + vectors("square", "square/vectors.json")
    + vectors("paddle", "paddle/vectors.json")
    + vectors("stripe", "stripe/vectors.json"),
)
def test_a_published_signature_is_judged_rightly(source: str, vector: dict[str, Any]) -> None:
    found = find_source(source)
    assert found is not None
    headers = {name.lower(): value for name, value in vector["headers"].items()}

    proof = found.verify(
        (vector["secret"],), headers, vector["body"].encode(), moment_of(vector.get("now", 0))
    )

    assert (proof is Proof.GENUINE) == vector["valid"]
