"""Our own endpoint, as the tests of all sources know it."""

from tests.lives import Step
from tests.shops.facts import HELD, IGNORED, RECORDED, REFUSED, Facts

FACTS = Facts(
    heading="Our own endpoint",
    two_signatures=" ",
    answers={
        RECORDED: """
            order_renewed signup_created trial_started dispute_opened order_cancelled order_paid
            order_updated refund_created
        """,
        IGNORED: "unknown_type",
        HELD: "bad_total no_type",
        REFUSED: "forged stale",
    },
    paid_case="order_paid",
    paid_topic="order.paid",
    total="data.total",
    shipped={"data.total": "58.00", "data.tax": "8.00", "data.shipping": "5.00"},
    tipped={"data.total": "58.00", "data.tax": "0.00", "data.tips": "8.00"},
    cards_and_duties={"data.gift_cards": "20.00", "data.duties": "3.00"},
    seen_in_yen={"data.presentment_currency": "JPY", "data.presentment_total": "8150"},
    agreed={"data.customer.accepts_mail": True},
    life=(
        Step("create", "order.updated/pending"),
        Step("pay", "order.paid"),
        Step("lapse", "order.updated/pending"),
        Step("regain", "order.updated"),
        Step("edit", "order.updated", total="60.00"),
        Step("part", "refund.created", back="12.50"),
        Step("refund", "refund.created", back="20.00", refund_id=2),
        Step("undo", "refund.updated"),
        Step("inquiry", "dispute.inquiry", back="12.50"),
        Step("disputed part", "dispute.opened", back="12.50"),
        Step("dispute", "dispute.opened"),
        Step("won", "dispute.won"),
        Step("cancel", "order.cancelled"),
        Step("reopen", "order.reopened"),
    ),
    unpaid={
        "pending": "`order.updated/pending`",
        "authorised": "`order.updated/pending`",
        "in part": "`order.updated` `data.payment: partial`",
        "zero total": "`order.paid` `data.total: 0.00`",
        "by gift card alone": "`order.updated` `data.payment: nothing_due`",
    },
)
