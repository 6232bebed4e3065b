"""What Stripe's, Paddle's and Square's lists forget, cannot be asked, or repeat."""

import json
from dataclasses import replace
from typing import Any

import pytest

from goodword.trial import paddle, square, stripe
from referrals.providers.shops.order_list import Span
from referrals.providers.shops.store_client import StoreUnavailableError
from referrals.providers.shops.stripe.order_list import TYPES, NotKeptError
from tests.shops.platforms import PLATFORMS, days_ago, orders, page_of, pull_rows, serving
from tests.shops.square import shop as square_shop
from tests.world import AT, DAY

(ORDER,) = orders(1)


def test_stripe_says_what_it_no_longer_lists() -> None:
    with serving(PLATFORMS["stripe"]) as (_, server):
        pull_rows(PLATFORMS["stripe"], server, Span(AT - 29 * DAY, AT))

        with pytest.raises(NotKeptError, match="30 days") as raised:
            pull_rows(PLATFORMS["stripe"], server, Span(AT - 31 * DAY, AT))

    assert raised.value.field == "since"


def test_stripe_is_asked_for_all_that_its_source_reads() -> None:
    told = {topic.partition("/")[0] for topic in stripe.TOPICS}

    assert told <= set(TYPES)
    assert len(TYPES) <= 20


def test_stripes_refunds_and_disputes_come_by_the_payments_name() -> None:
    topics = ("refund.created", "charge.refunded", "charge.dispute.created")
    events = [stripe.TOPICS[topic](ORDER) for topic in topics]

    with serving(PLATFORMS["stripe"], *events) as (_, server):
        rows = pull_rows(PLATFORMS["stripe"], server)

    assert {row.order_id for row in rows} == {f"pi_{ORDER.order_id}"}
    assert len(rows) == len(topics)


def test_paddles_refund_approved_weeks_later_comes() -> None:
    refund = paddle.TOPICS["adjustment.updated"](ORDER)
    refund["data"]["created_at"] = "2026-10-10T09:00:00.000000Z"

    with serving(PLATFORMS["paddle"], refund) as (_, server):
        (row,) = pull_rows(PLATFORMS["paddle"], server)

    assert row.order_id == f"txn_{ORDER.order_id}"


def test_paddles_adjustments_are_read_no_further_than_they_can_change() -> None:
    made = [
        paddle.TOPICS["adjustment.updated"](days_ago(ORDER, days)) for days in range(0, 400, 20)
    ]
    for number, event in enumerate(made):
        event["data"]["id"] = f"adj_{99 - number}"

    with serving(PLATFORMS["paddle"], *made) as (shop, server):
        shop.most = 1
        pull_rows(PLATFORMS["paddle"], server)
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
        rows = pull_rows(replace(PLATFORMS["square"], words=words), server)

    assert [row.order_id for row in rows] == [f"pay{ORDER.order_id}ZY"] * 3 + ["payOTHER"]


def at_one_moment(count: int) -> list[dict[str, Any]]:
    many = [replace(ORDER, order_id=ORDER.order_id + number) for number in range(count)]
    return [square.TOPICS["payment.updated"](order) for order in many]


def test_squares_changes_at_one_moment_all_come() -> None:
    with serving(PLATFORMS["square"], *at_one_moment(9)) as (shop, server):
        shop.most = 2

        assert len({row.order_id for row in pull_rows(PLATFORMS["square"], server)}) == 9


def test_squares_list_that_never_moves_on_is_an_error() -> None:
    with serving(PLATFORMS["square"], *at_one_moment(40)) as (shop, server):
        shop.most = 2

        with pytest.raises(StoreUnavailableError):
            pull_rows(PLATFORMS["square"], server)


def test_squares_dead_cursor_of_disputes_begins_anew() -> None:
    many = [replace(ORDER, order_id=ORDER.order_id + number) for number in range(3)]
    events = [square.TOPICS["dispute.created"](order) for order in many]

    with serving(PLATFORMS["square"], *events) as (shop, server):
        shop.most = 2
        first = page_of(PLATFORMS["square"], server, f"disputes:{square_shop.LOCATION}:")
        shop.dead = True
        again = page_of(PLATFORMS["square"], server, first.next)

    assert (len(first.rows), again.rows) == (2, first.rows)
