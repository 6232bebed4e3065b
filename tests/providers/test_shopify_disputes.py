"""What Shopify's disputes and inquiries mean."""

import json
from typing import Any

import pytest

from referrals.model.conversion import Report
from referrals.model.dispute import Dispute, DisputeFact
from referrals.providers.sources import shopify
from referrals.providers.sources.source import Context
from tests.world import IDENTITY


def read(given: dict[str, Any]) -> DisputeFact:
    found = shopify.read(json.dumps(given).encode(), {}, Context("EUR", IDENTITY))
    assert isinstance(found, Report)
    (fact,) = found.facts
    assert isinstance(fact, DisputeFact)
    return fact


@pytest.mark.parametrize(
    ("kind", "status", "standing"),
    [
        ("chargeback", "needs_response", Dispute.OPEN),
        ("chargeback", "lost", Dispute.LOST),
        ("chargeback", "charge_refunded", Dispute.WON),
        ("inquiry", "needs_response", Dispute.INQUIRY),
        ("inquiry", "under_review", Dispute.INQUIRY),
        ("inquiry", "lost", Dispute.WON),
        ("inquiry", "charge_refunded", Dispute.WON),
    ],
)
def test_a_dispute_stands_where_its_kind_and_status_say(
    kind: str, status: str, standing: Dispute
) -> None:
    fact = read(dispute(type=kind, status=status))

    assert (fact.standing, fact.amount_minor, fact.currency) == (standing, 1000, "EUR")


def test_a_dispute_without_an_amount_is_about_all_of_it() -> None:
    fact = read(dispute(amount=None, currency=None))

    assert (fact.amount_minor, fact.currency) == (0, "")


def dispute(**changes: Any) -> dict[str, Any]:
    return {
        "id": 7,
        "order_id": 1001,
        "type": "chargeback",
        "status": "lost",
        "amount": "10.00",
        "currency": "EUR",
        "initiated_at": "2026-11-22T09:30:00Z",
        **changes,
    }
