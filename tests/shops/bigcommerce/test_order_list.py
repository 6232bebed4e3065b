"""BigCommerce's list: its orders whole, its refunds by themselves, its allowance shared."""

import json
from dataclasses import replace

from goodword.trial import bigcommerce
from referrals.providers.shops.order_list import Span
from tests.shops.platforms import PLATFORMS, line_to, orders, page_of, pull_rows, serving

(ORDER,) = orders(1)


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
        (row,) = pull_rows(PLATFORMS["bigcommerce"], server)

    found = json.loads(row.raw)
    assert [each["code"] for each in found["coupons"]] == ["ada"]
    assert len(found["refunds"]["data"]) == 1


def test_bigcommerces_refunds_beyond_one_page_come() -> None:
    event = bigcommerce.TOPICS["store/order/refund/created"](ORDER)
    (refund,) = event["refunds"]["data"]
    event["refunds"]["data"] = [{**refund, "id": number} for number in range(120)]

    with serving(PLATFORMS["bigcommerce"], event) as (_, server):
        (row,) = pull_rows(PLATFORMS["bigcommerce"], server)

    assert len(json.loads(row.raw)["refunds"]["data"]) == 120


def test_bigcommerce_is_not_asked_about_orders_of_another_time() -> None:
    event = bigcommerce.TOPICS["store/order/statusUpdated"](ORDER)
    until = int(ORDER.changed_at.timestamp())

    with serving(PLATFORMS["bigcommerce"], event) as (_, server):
        rows = pull_rows(PLATFORMS["bigcommerce"], server, Span(until - 60, until))

    assert rows == []
    assert not any("coupons" in asked.path for asked in server.asked)


def test_bigcommerces_refund_comes_though_its_order_looks_unchanged() -> None:
    event = bigcommerce.TOPICS["store/order/refund/created"](ORDER)
    event["order"]["date_modified"] = "Thu, 01 Oct 2026 09:30:00 +0000"
    event["refunds"]["data"].append({**event["refunds"]["data"][0], "id": 77, "order_id": 5})

    with serving(PLATFORMS["bigcommerce"], event) as (_, server):
        (row,) = pull_rows(PLATFORMS["bigcommerce"], server)

    assert row.order_id == str(ORDER.order_id)
    assert row.changed_at == int(ORDER.changed_at.timestamp())
