"""Segment, as the tests of all sources know it."""

from tests.lives import Step
from tests.shops.facts import HELD, IGNORED, RECORDED, REFUSED, Facts

FACTS = Facts(
    heading="Segment",
    two_signatures="",
    answers={
        RECORDED: "signed_up order_cancelled order_completed order_refunded_part",
        IGNORED: "page",
        HELD: "batch_signed_whole",
        REFUSED: "batch",
    },
    paid_case="order_completed",
    paid_topic="order-completed",
    total="properties.total",
    shipped={"properties.total": 58.0, "properties.tax": 8.0, "properties.shipping": 5.0},
    life=(
        Step("create", "order-completed"),
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
        "pay": "a browser's word is no payment",
        "undo": "no such track",
        "dispute": "no such track",
        "won": "no such track",
        "reopen": "no such track",
    },
    unpaid={
        "pending": "`order-completed`",
        "zero total": "`order-completed` `properties.total: 0`",
    },
)
