"""The clock and privacy requests: each told once, counted when due, and carried out."""

import pytest

from referrals.model.delivery.outbox import DeliveryState
from referrals.model.privacy.request import DUE_AFTER, PrivacyState
from referrals.wiring import stores
from tests.estate import (
    BEN,
    SHOP,
    advance_clock,
    clock,
    deliver_webhook,
    dump,
    erase_by_webhook,
    furnish_estate,
    redact,
    traces,
)
from tests.streams import Streams
from tests.world import AT, DAY


@pytest.fixture
def streams(account: None, monkeypatch: pytest.MonkeyPatch) -> Streams:
    return furnish_estate(monkeypatch)


def test_the_merchant_is_told_of_each_request_once(streams: Streams) -> None:
    deliver_webhook("shopify", redact(BEN[0], 77), "customers/redact")
    for _ in range(3):
        clock("answer_privacy")

    items, _ = stores.outbox().page(DeliveryState.PENDING, 100)
    (notice,) = [item for item in items if item.topic == "privacy.requested"]
    assert notice.data["kind"] == "customer_redact"
    assert notice.data["due_at"] == "2026-12-22T09:30:00Z"
    assert traces(BEN, str(notice)) == []


def test_a_request_told_again_is_the_same(streams: Streams) -> None:
    erase_by_webhook(BEN[0])

    again = deliver_webhook("shopify", redact(BEN[0]), "customers/redact")

    assert again["outcome"] == "replayed"
    (asked,) = stores.privacy_requests().of_program("friends")
    assert (asked.state, asked.customer_hash, asked.seed) == (PrivacyState.DONE, "", "")
    assert asked.found == 2


def test_a_request_made_anew_later_is_carried_out_anew(streams: Streams) -> None:
    erase_by_webhook(BEN[0])

    deliver_webhook("shopify", redact(BEN[0]), "customers/redact", at=AT + 2 * DAY)

    (asked,) = stores.privacy_requests().of_program("friends")
    assert asked.state is PrivacyState.OPEN


def test_a_data_request_waits_and_is_counted_when_due(
    streams: Streams, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = {
        **SHOP,
        "customer": {"email": BEN[0]},
        "orders_requested": [],
        "data_request": {"id": 9},
    }
    deliver_webhook("shopify", body, "customers/data_request")

    assert clock("answer_privacy")["due_soon"] == 0
    advance_clock(monkeypatch, days=24)
    assert clock("answer_privacy")["due_soon"] == 1
    advance_clock(monkeypatch, days=DUE_AFTER.days)
    assert clock("answer_privacy")["late"] == 1

    assert '"PrivacyRequestsDue": [1]' in capsys.readouterr().out


def test_an_uninstalled_app_is_told_and_over(streams: Streams) -> None:
    body = {"id": 1, "shop_owner": "Olga", "email": "olga@example.com"}

    assert deliver_webhook("shopify", body, "app/uninstalled")["outcome"] == "noted"
    assert clock("answer_privacy")["uninstalled"] == 1
    assert clock("answer_privacy")["uninstalled"] == 0
    assert "olga" not in dump().lower()
