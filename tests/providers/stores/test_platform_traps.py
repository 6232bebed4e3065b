"""What only one platform's list does: what it forgets, what it cannot be asked, when it tires."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from goodword.bodies import bigcommerce, lemonsqueezy, paddle, square, stripe
from goodword.bodies.pretend import PretendOrder
from referrals.model.conversion import OrderFact, Report
from referrals.providers.sources.registry import find_source
from referrals.providers.sources.source import Context
from referrals.providers.stores.asking import StoreUnavailableError
from referrals.providers.stores.store_list import Row, Span
from referrals.providers.stores.stripe import TYPES, NotKeptError
from tests.stores import square_shop
from tests.stores.platforms import PLATFORMS, line_to, orders, page_of, pulled, serving
from tests.world import AT, DAY, IDENTITY, NOW, a_conversion

(ORDER,) = orders(1)
OLD = replace(ORDER, placed_at=NOW - timedelta(days=40))


def changed(days: int, order: PretendOrder = ORDER) -> PretendOrder:
    moment = NOW - timedelta(days=days)
    return replace(order, order_id=order.order_id + days, placed_at=moment, changed_at=moment)


def read(source: str, row: Row) -> Report:
    found = find_source(source)
    assert found is not None
    reading = found.read(row.raw, {}, Context("EUR", IDENTITY))
    assert isinstance(reading, Report)
    return reading


def test_stripe_says_what_it_no_longer_lists() -> None:
    with serving(PLATFORMS["stripe"]) as (_, server):
        pulled(PLATFORMS["stripe"], server, Span(AT - 29 * DAY, AT))

        with pytest.raises(NotKeptError, match="30 days") as raised:
            pulled(PLATFORMS["stripe"], server, Span(AT - 31 * DAY, AT))

    assert raised.value.field == "since"


def test_stripe_is_asked_for_all_that_its_source_reads() -> None:
    told = {topic.partition("/")[0] for topic in stripe.TOPICS}

    assert told <= set(TYPES)
    assert len(TYPES) <= 20


def test_stripes_refunds_and_disputes_come_by_the_payments_name() -> None:
    topics = ("refund.created", "charge.refunded", "charge.dispute.created")
    events = [stripe.TOPICS[topic](ORDER) for topic in topics]

    with serving(PLATFORMS["stripe"], *events) as (_, server):
        rows = pulled(PLATFORMS["stripe"], server)

    assert {row.order_id for row in rows} == {f"pi_{ORDER.order_id}"}
    assert len(rows) == len(topics)


def test_paddles_refund_approved_weeks_later_comes() -> None:
    refund = paddle.TOPICS["adjustment.updated"](ORDER)
    refund["data"]["created_at"] = "2026-10-10T09:00:00.000000Z"

    with serving(PLATFORMS["paddle"], refund) as (_, server):
        (row,) = pulled(PLATFORMS["paddle"], server)

    assert row.order_id == f"txn_{ORDER.order_id}"


def test_paddles_adjustments_are_read_no_further_than_they_can_change() -> None:
    made = [paddle.TOPICS["adjustment.updated"](changed(days)) for days in range(0, 400, 20)]
    for number, event in enumerate(made):
        event["data"]["id"] = f"adj_{99 - number}"

    with serving(PLATFORMS["paddle"], *made) as (shop, server):
        shop.most = 1
        pulled(PLATFORMS["paddle"], server)
        asked = [each for each in server.asked if each.path == "/adjustments"]

    assert len(asked) == 5


def test_squares_every_location_and_kind_is_asked() -> None:
    names = ("payment.updated", "refund.updated", "dispute.created")
    events = [square.TOPICS[name](ORDER) for name in names]
    words = (square_shop.TOKEN, f"{square_shop.LOCATION},LTHEOTHER")

    with serving(PLATFORMS["square"], *events) as (shop, server):
        elsewhere = json.loads(json.dumps(shop.payments[0]))
        shop.payments.append({**elsewhere, "id": "payOTHER", "location_id": "LTHEOTHER"})
        shop.payments.append({**elsewhere, "id": "payNOBODYS", "location_id": "LNOBODYS"})
        rows = pulled(replace(PLATFORMS["square"], words=words), server)

    assert [row.order_id for row in rows] == [f"pay{ORDER.order_id}ZY"] * 3 + ["payOTHER"]


def at_one_moment(count: int) -> list[dict[str, Any]]:
    many = [replace(ORDER, order_id=ORDER.order_id + number) for number in range(count)]
    return [square.TOPICS["payment.updated"](order) for order in many]


def test_squares_changes_at_one_moment_all_come() -> None:
    with serving(PLATFORMS["square"], *at_one_moment(9)) as (shop, server):
        shop.most = 2

        assert len({row.order_id for row in pulled(PLATFORMS["square"], server)}) == 9


def test_squares_list_that_never_moves_on_is_an_error() -> None:
    with serving(PLATFORMS["square"], *at_one_moment(40)) as (shop, server):
        shop.most = 2

        with pytest.raises(StoreUnavailableError):
            pulled(PLATFORMS["square"], server)


def test_squares_dead_cursor_of_disputes_begins_anew() -> None:
    many = [replace(ORDER, order_id=ORDER.order_id + number) for number in range(3)]
    events = [square.TOPICS["dispute.created"](order) for order in many]

    with serving(PLATFORMS["square"], *events) as (shop, server):
        shop.most = 2
        first = page_of(PLATFORMS["square"], server, f"disputes:{square_shop.LOCATION}:")
        shop.dead = True
        again = page_of(PLATFORMS["square"], server, first.next)

    assert (len(first.rows), again.rows) == (2, first.rows)


def test_bigcommerces_allowance_is_left_to_others_too() -> None:
    pauses: list[float] = []
    event = bigcommerce.TOPICS["store/order/statusUpdated"](ORDER)

    with serving(PLATFORMS["bigcommerce"], event) as (shop, server):
        shop.left = 11  # ten after the list, nine after the refunds
        line = line_to(PLATFORMS["bigcommerce"], server, pauses)
        page_of(PLATFORMS["bigcommerce"], server, ask=line)

    assert pauses == [15.0]


def test_bigcommerces_order_comes_with_its_refunds_and_coupons() -> None:
    event = bigcommerce.TOPICS["store/order/refund/created"](replace(ORDER, coupon="ada"))

    with serving(PLATFORMS["bigcommerce"], event) as (_, server):
        (row,) = pulled(PLATFORMS["bigcommerce"], server)

    found = json.loads(row.raw)
    assert [each["code"] for each in found["coupons"]] == ["ada"]
    assert len(found["refunds"]["data"]) == 1


def test_bigcommerces_refunds_beyond_one_page_come() -> None:
    event = bigcommerce.TOPICS["store/order/refund/created"](ORDER)
    (refund,) = event["refunds"]["data"]
    event["refunds"]["data"] = [{**refund, "id": number} for number in range(120)]

    with serving(PLATFORMS["bigcommerce"], event) as (_, server):
        (row,) = pulled(PLATFORMS["bigcommerce"], server)

    assert len(json.loads(row.raw)["refunds"]["data"]) == 120


def test_bigcommerce_is_not_asked_about_orders_of_another_time() -> None:
    event = bigcommerce.TOPICS["store/order/statusUpdated"](ORDER)
    until = int(ORDER.changed_at.timestamp())

    with serving(PLATFORMS["bigcommerce"], event) as (_, server):
        rows = pulled(PLATFORMS["bigcommerce"], server, Span(until - 60, until))

    assert rows == []
    assert not any("coupons" in asked.path for asked in server.asked)


def test_bigcommerces_refund_comes_though_its_order_looks_unchanged() -> None:
    event = bigcommerce.TOPICS["store/order/refund/created"](ORDER)
    event["order"]["date_modified"] = "Thu, 01 Oct 2026 09:30:00 +0000"
    event["refunds"]["data"].append({**event["refunds"]["data"][0], "id": 77, "order_id": 5})

    with serving(PLATFORMS["bigcommerce"], event) as (_, server):
        (row,) = pulled(PLATFORMS["bigcommerce"], server)

    assert row.order_id == str(ORDER.order_id)
    assert row.changed_at == int(ORDER.changed_at.timestamp())


def test_lemon_squeezys_refund_weeks_later_comes() -> None:
    refunded = lemonsqueezy.TOPICS["order_refunded"](OLD)
    newer = [lemonsqueezy.TOPICS["order_created"](changed(days)) for days in range(1, 40, 4)]

    with serving(PLATFORMS["lemonsqueezy"], refunded, *newer) as (shop, server):
        shop.most = 3
        (row,) = pulled(PLATFORMS["lemonsqueezy"], server)

    assert row.order_id == str(OLD.order_id)


def test_lemon_squeezys_list_is_read_no_further_than_it_can_change() -> None:
    made = [lemonsqueezy.TOPICS["order_created"](changed(days)) for days in range(0, 400, 20)]

    with serving(PLATFORMS["lemonsqueezy"], *made) as (shop, server):
        shop.most = 1
        pulled(PLATFORMS["lemonsqueezy"], server)
        asked = [each for each in server.asked if each.path == "/v1/orders"]

    assert len(asked) == 5


def test_lemon_squeezys_invoices_follow_its_orders() -> None:
    order = lemonsqueezy.TOPICS["order_created"](ORDER)
    invoice = lemonsqueezy.TOPICS["subscription_payment_refunded"](ORDER)

    with serving(PLATFORMS["lemonsqueezy"], order, invoice) as (_, server):
        rows = pulled(PLATFORMS["lemonsqueezy"], server)

    number = str(ORDER.order_id)
    assert [row.order_id for row in rows] == [number, f"invoice-{number}"]


def test_lemon_squeezys_discount_stands_in_for_custom_data() -> None:
    with serving(PLATFORMS["lemonsqueezy"], lemonsqueezy.TOPICS["order_created"](ORDER)) as found:
        shop, server = found
        told = {"order_id": ORDER.order_id, "discount_code": "ada-bakes"}
        shop.redemptions = [{"type": "discount-redemptions", "id": "1", "attributes": told}]
        (row,) = pulled(PLATFORMS["lemonsqueezy"], server)

    (fact,) = read("lemonsqueezy", row).facts
    assert isinstance(fact, OrderFact)
    assert fact.signals.coupon_codes == ("ada-bakes",)


def test_lemon_squeezys_list_takes_no_hints_away() -> None:
    webhook = lemonsqueezy.TOPICS["order_created"](ORDER)
    later = lemonsqueezy.TOPICS["order_refunded"](
        replace(ORDER, changed_at=NOW + timedelta(minutes=5))
    )
    told = read("lemonsqueezy", Row("", json.dumps(webhook).encode(), 0)).facts

    with serving(PLATFORMS["lemonsqueezy"], later) as (_, server):
        (row,) = pulled(PLATFORMS["lemonsqueezy"], server)

    state = a_conversion(*told, *read("lemonsqueezy", row).facts)
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
