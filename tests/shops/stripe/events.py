"""Stripe's events of events/conversions, read one by one with parts of them changed."""

import json
from typing import Any

from referrals.model.order.conversion import ActFact, OrderFact, Reading, Report
from referrals.providers.shops.source import SourceContext
from referrals.providers.shops.stripe import webhook as stripe
from tests.template import ROOT
from tests.world import IDENTITY

CONTEXT = SourceContext("EUR", IDENTITY)


def event(name: str) -> dict[str, Any]:
    path = ROOT / f"events/conversions/stripe_{name}.json"
    found: dict[str, Any] = json.loads(json.loads(path.read_text())["body"])
    return found


def reading(name: str, **changes: Any) -> Reading:
    body = event(name)
    body["data"]["object"].update(changes)
    return stripe.read(json.dumps(body).encode(), {}, CONTEXT)


def report(name: str, **changes: Any) -> Report:
    found = reading(name, **changes)
    assert isinstance(found, Report)
    return found


def fact(name: str, **changes: Any) -> Any:
    (found,) = (each for each in report(name, **changes).facts if not isinstance(each, ActFact))
    return found


def order(name: str, **changes: Any) -> OrderFact:
    found = fact(name, **changes)
    assert isinstance(found, OrderFact)
    return found
