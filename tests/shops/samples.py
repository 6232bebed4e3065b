"""Real bodies, where a folder of them is at hand, and what is read of them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from referrals.model.errors import RefusedError
from referrals.model.order.conversion import (
    ActFact,
    Held,
    Ignored,
    OrderFact,
    Payment,
    Reading,
    RefundFact,
    Report,
)
from referrals.model.privacy.request import PrivacyRequest
from referrals.providers.shops.registry import MODULES, find_source
from referrals.providers.shops.source import SourceContext
from tests.template import ROOT
from tests.world import IDENTITY

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


def wrap_sample(sample: dict[str, Any], body: Any) -> Any:
    """Some of Paddle's samples are the notification's `data` alone, one of Stripe's its object."""
    if sample["file"].endswith(".object-only.json"):
        return {"type": sample["topic"], "created": body["created"], "data": {"object": body}}
    if not sample["file"].endswith(".data-only.json"):
        return body
    moment = body.get("updated_at") or body["created_at"]
    return {"event_type": sample["topic"], "occurred_at": moment, "data": body}


def reading_of(source: str, sample: dict[str, Any]) -> Reading:
    stored = json.loads((SAMPLES / source / sample["file"]).read_text())
    raw = json.dumps(wrap_sample(sample, at_pointer(stored, sample["body_pointer"]))).encode()
    found = find_source(source)
    assert found is not None
    headers = {"x-shopify-topic": sample["topic"], "x-wc-webhook-topic": sample["topic"]}
    try:
        return found.read(raw, headers, SourceContext("USD", IDENTITY))
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
    if all(isinstance(fact, ActFact) for fact in reading.facts):
        return "link"
    if not orders:
        goods = sum(fact.amount_minor - fact.shipping_minor for fact in refunds)
        return "reverse" if goods else "no reversal"
    if orders[0].test:
        return "ignore"
    if refunds:
        return "reverse"
    return "grant" if orders[0].payment is Payment.PAID else "wait"
