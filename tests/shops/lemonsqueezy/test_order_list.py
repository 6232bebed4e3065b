"""Lemon Squeezy's list: no time to ask by, no custom data, and three hundred questions a minute."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from goodword.trial import lemonsqueezy
from referrals.model.order.conversion import OrderFact, Report
from referrals.providers.shops.lemonsqueezy import webhook as source
from referrals.providers.shops.source import SourceContext
from tests.shops.platforms import PLATFORMS, days_ago, line_to, orders, page_of, pull_rows, serving
from tests.world import IDENTITY, NOW, a_conversion

(ORDER,) = orders(1)
OLD = replace(ORDER, placed_at=NOW - timedelta(days=40))


def read(raw: bytes) -> Report:
    reading = source.read(raw, {}, SourceContext("EUR", IDENTITY))
    assert isinstance(reading, Report)
    return reading


def test_lemon_squeezys_refund_weeks_later_comes() -> None:
    refunded = lemonsqueezy.TOPICS["order_refunded"](OLD)
    newer = [
        lemonsqueezy.TOPICS["order_created"](days_ago(ORDER, days)) for days in range(1, 40, 4)
    ]

    with serving(PLATFORMS["lemonsqueezy"], refunded, *newer) as (shop, server):
        shop.most = 3
        (row,) = pull_rows(PLATFORMS["lemonsqueezy"], server)

    assert row.order_id == str(OLD.order_id)


def test_lemon_squeezys_list_is_read_no_further_than_it_can_change() -> None:
    made = [
        lemonsqueezy.TOPICS["order_created"](days_ago(ORDER, days)) for days in range(0, 400, 20)
    ]

    with serving(PLATFORMS["lemonsqueezy"], *made) as (shop, server):
        shop.most = 1
        pull_rows(PLATFORMS["lemonsqueezy"], server)
        asked = [each for each in server.asked if each.path == "/v1/orders"]

    assert len(asked) == 5


def test_lemon_squeezys_invoices_follow_its_orders() -> None:
    order = lemonsqueezy.TOPICS["order_created"](ORDER)
    invoice = lemonsqueezy.TOPICS["subscription_payment_refunded"](ORDER)

    with serving(PLATFORMS["lemonsqueezy"], order, invoice) as (_, server):
        rows = pull_rows(PLATFORMS["lemonsqueezy"], server)

    number = str(ORDER.order_id)
    assert [row.order_id for row in rows] == [number, f"invoice-{number}"]


def test_lemon_squeezys_discount_stands_in_for_custom_data() -> None:
    with serving(PLATFORMS["lemonsqueezy"], lemonsqueezy.TOPICS["order_created"](ORDER)) as found:
        shop, server = found
        told = {"order_id": ORDER.order_id, "discount_code": "ada-bakes"}
        shop.redemptions = [{"type": "discount-redemptions", "id": "1", "attributes": told}]
        (row,) = pull_rows(PLATFORMS["lemonsqueezy"], server)

    (fact,) = read(row.raw).facts
    assert isinstance(fact, OrderFact)
    assert fact.signals.coupon_codes == ("ada-bakes",)


def test_lemon_squeezys_list_takes_no_hints_away() -> None:
    webhook = lemonsqueezy.TOPICS["order_created"](ORDER)
    later = lemonsqueezy.TOPICS["order_refunded"](
        replace(ORDER, changed_at=NOW + timedelta(minutes=5))
    )
    told = read(json.dumps(webhook).encode()).facts

    with serving(PLATFORMS["lemonsqueezy"], later) as (_, server):
        (row,) = pull_rows(PLATFORMS["lemonsqueezy"], server)

    state = a_conversion(*told, *read(row.raw).facts)
    assert state.order is not None
    assert state.order.signals.ref_codes == ("ada",)
    assert state.refunded_minor == 5000


def test_lemon_squeezy_is_given_a_minute_when_it_has_none_left() -> None:
    pauses: list[float] = []

    with serving(PLATFORMS["lemonsqueezy"]) as (shop, server):
        shop.left = 1
        line = line_to(PLATFORMS["lemonsqueezy"], server, pauses)
        cursor = page_of(PLATFORMS["lemonsqueezy"], server, ask=line).next
        assert pauses == []
        page_of(PLATFORMS["lemonsqueezy"], server, cursor, ask=line)

    assert pauses == [60.0]


@pytest.mark.parametrize("listed_last", [True, False])
def test_the_newer_of_list_and_webhook_says_how_an_order_stands(listed_last: bool) -> None:
    later = replace(ORDER, changed_at=NOW + timedelta(minutes=5))
    bodies = [lemonsqueezy.TOPICS["order_created"](order) for order in (ORDER, later)]
    bodies[0]["data"]["attributes"]["status"] = "fraudulent"
    bodies[int(listed_last)]["meta"] = {"listed": True}

    facts = [fact for body in bodies for fact in read(json.dumps(body).encode()).facts]

    state = a_conversion(*facts)
    assert not state.cancelled
    assert state.order is not None
    assert state.order.signals.ref_codes == ("ada",)
    assert a_conversion(*reversed(facts)) == state
