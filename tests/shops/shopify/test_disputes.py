"""What Shopify's disputes and inquiries mean."""

import json
from typing import Any

import pytest

from referrals.model.era import moment_of
from referrals.model.order.conversion import Fact, Report
from referrals.model.order.dispute import Dispute, DisputeFact
from referrals.model.order.fold import fold
from referrals.model.order.precedence import rank_of
from referrals.providers.shops.shopify import webhook as shopify
from referrals.providers.shops.source import SourceContext
from tests.world import AT, IDENTITY, a_key, an_order


def read(given: dict[str, Any]) -> DisputeFact:
    found = shopify.read(json.dumps(given).encode(), {}, SourceContext("EUR", IDENTITY))
    assert isinstance(found, Report)
    fact = found.facts[0]
    assert isinstance(fact, DisputeFact)
    return fact


def read_dispute_facts(at: int = 0, **changes: Any) -> list[Fact]:
    given = json.dumps(dispute(**changes)).encode()
    found = shopify.read(given, {}, SourceContext("EUR", IDENTITY, moment_of(at)))
    assert isinstance(found, Report)
    return list(found.facts)


@pytest.mark.parametrize(
    ("kind", "status", "stands"),
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
    kind: str, status: str, stands: Dispute
) -> None:
    fact = read(dispute(type=kind, status=status))

    assert (fact.standing, fact.amount_minor, fact.currency) == (stands, 1000, "EUR")


def test_a_dispute_without_an_amount_is_about_all_of_it() -> None:
    fact = read(dispute(amount=None, currency=None))

    assert (fact.amount_minor, fact.currency) == (None, "")


def test_a_dispute_of_nothing_takes_nothing() -> None:
    assert read(dispute(amount="0.00")).amount_minor == 0


def test_a_chargeback_ends_the_inquiry_of_its_id_however_old_its_moment() -> None:
    asked = read_dispute_facts(
        type="inquiry", status="under_review", evidence_sent_on="2026-11-22T09:31:00Z"
    )
    opened = read_dispute_facts(
        AT + 600, status="needs_response", initiated_at="2026-11-22T09:00:00Z"
    )

    before = fold(a_key(), 2, [an_order(), *asked])
    newest = {fact.name: fact for fact in sorted([*asked, *opened], key=rank_of)}
    after = fold(a_key(), 3, [an_order(), *newest.values()])

    assert (before.inquired, before.disputed_minor) == (True, 0)
    assert (after.inquired, after.disputed_minor) == (False, 1000)


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
