"""Real bodies and published signature vectors, where a folder of them is at hand."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from referrals.model.era import moment_of
from referrals.model.order.conversion import Base, RefundFact, Report
from referrals.model.order.fold import fold
from referrals.model.order.loss import loss_of
from referrals.providers.shops.registry import find_source
from referrals.providers.shops.source import Proof
from tests.shops.samples import BODIES, INDEX, SAMPLES, needs_samples, outcome, reading_of
from tests.world import a_key

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
    told = [{**v, **HEADERS.get(source, same_vector)(v)} for v in found if "body" in v]
    return [pytest.param(source, v, id=f"{source}: {v['name']}") for v in told]


def same_vector(vector: dict[str, Any]) -> dict[str, Any]:
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
