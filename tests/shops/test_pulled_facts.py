"""A pulled order tells the same facts as its webhook: read from every event of the platforms."""

import json
from dataclasses import replace
from typing import Any

import pytest

from referrals.model.errors import RefusedError
from referrals.model.order.conversion import ActFact, OrderFact, Report, Signals
from referrals.providers.shops.order_list import Row, Span
from referrals.providers.shops.registry import find_source
from referrals.providers.shops.source import SourceContext
from tests.shops.platforms import PLATFORMS, pull_rows, serving
from tests.shops.samples import INDEX, SAMPLES, at_pointer, wrap_sample
from tests.template import ROOT
from tests.world import AT, DAY, IDENTITY

CONTEXT = SourceContext("EUR", IDENTITY)
# Stripe alone keeps nothing old: it is asked on the day.
EVER = Span(0, AT + DAY)


def report(source: str, raw: bytes, headers: dict[str, str]) -> Report | None:
    found = find_source(source)
    assert found is not None
    try:
        reading = found.read(raw, headers, CONTEXT)
    except RefusedError:
        return None
    # A subscription that begins tells of names and an act alone, and stands in no list of its own;
    # nor does a sign-up.
    told = isinstance(reading, Report) and not all(
        isinstance(fact, ActFact) for fact in reading.facts
    )
    if isinstance(reading, Report) and reading.order_id.startswith("signup-"):
        return None
    return reading if told and isinstance(reading, Report) else None


def sample_bodies() -> list[Any]:
    """Each body that tells of an order, by the name of its file."""
    found = []
    for path in sorted((ROOT / "events/conversions").glob("*.json")):
        source, event = path.name.partition("_")[0], json.loads(path.read_text())
        if source in PLATFORMS and report(source, event["body"].encode(), {}):
            found.append(pytest.param(source, event["body"], id=path.stem))
    return found


def public_bodies() -> list[Any]:
    """Real bodies, where a folder of them is at hand; BigCommerce's are thin and tell nothing."""
    found = []
    for source in PLATFORMS:
        for sample in INDEX.get(source, []):
            pointer = sample.get("body_pointer")
            if pointer is None or not sample.get("topic"):
                continue
            stored = json.loads((SAMPLES / source / sample["file"]).read_text())
            body = json.dumps(wrap_sample(sample, at_pointer(stored, pointer)))
            if report(source, body.encode(), {}):
                found.append(pytest.param(source, body, id=f"{source}/{sample['file']}"))
    return found


def rows_for(source: str, body: str) -> list[Row]:
    platform = PLATFORMS[source]
    with serving(platform, json.loads(body)) as (shop, server):
        span = EVER
        if source == "stripe":
            created = json.loads(body)["created"]
            shop.now = shop.now.fromtimestamp(created + DAY, shop.now.tzinfo)
            span = Span(created, created + 1)
        return pull_rows(platform, server, span)


def by_its_list(report: Report) -> Report:
    """Custom data are in webhooks alone, so that the list is a witness of its own."""
    facts = [
        replace(fact, signals=Signals(), witness=fact.witness or "list")
        if isinstance(fact, OrderFact)
        else fact
        for fact in report.facts
    ]
    return replace(report, facts=tuple(facts))


@pytest.mark.parametrize(("source", "body"), sample_bodies() + public_bodies())
def test_a_pulled_order_equals_its_webhook(source: str, body: str) -> None:
    told = report(source, body.encode(), {})

    listed = {report(source, row.raw, {}) for row in rows_for(source, body)}

    assert told is not None
    if source == "lemonsqueezy":
        told = by_its_list(told)
    assert listed == {told}


@pytest.mark.parametrize(("source", "body"), sample_bodies() + public_bodies())
def test_a_row_is_named_as_its_facts_are(source: str, body: str) -> None:
    (row, *_) = rows_for(source, body)

    told = report(source, row.raw, {})

    assert told is not None
    assert row.order_id == told.order_id
