"""Segment, from a server, as the tests of all sources know it."""

from tests.lives import Step
from tests.shops.facts import HELD, RECORDED, Facts

FACTS = Facts(
    heading="Segment, from a server",
    two_signatures="",
    answers={
        RECORDED: """
            signed_up trial_started
            order_cancelled order_completed order_completed_revenue
            order_completed_test order_refunded_part order_refunded_whole
        """,
        HELD: "order_refunded_products",
    },
    agreed={"properties.accepts_mail": True, "context.traits.accepts_mail": True},
    paid_case="order_completed",
    paid_topic="order-completed",
    total="properties.total",
    shipped={
        "properties.total": None,
        "properties.revenue": 45.0,
        "properties.tax": 8.0,
        "properties.shipping": 5.0,
    },
    life=(
        Step("create", "order-completed"),
        Step("pay", "order-completed"),
        Step("edit", "order-completed", total="60.00"),
        Step("part", "order-refunded", back="12.50"),
        Step("refund", "order-refunded", back="20.00", refund_id=2),
        Step("cancel", "order-cancelled"),
    ),
    lacked={
        "lapse": "no such track",
        "regain": "no such track",
        "inquiry": "no such track",
        "disputed part": "no such track",
        "undo": "no such track",
        "dispute": "no such track",
        "won": "no such track",
        "reopen": "no such track",
    },
    unpaid={"zero total": "`order-completed` `properties.total: 0`"},
)
