"""WooCommerce, as the tests of all sources know it."""

from tests.lives import Step
from tests.shops.facts import IGNORED, RECORDED, REFUSED, Facts

FACTS = Facts(
    heading="WooCommerce",
    two_signatures="",
    answers={
        RECORDED: """
            order_created order_deleted order_gift_card order_guest_coupon order_renewal
            order_test_mode order_updated_cancelled order_updated_negative_fee
            order_updated_paid
            order_updated_refunded order_updated_trash
        """,
        IGNORED: "auto_draft ping",
        REFUSED: "forged",
    },
    agreed={"meta_data": [{"id": 9, "key": "_accepts_mail", "value": "yes"}]},
    paid_case="order_updated_paid",
    paid_topic="order.updated",
    total="total",
    shipped={"total": "58.00", "total_tax": "8.00", "shipping_total": "5.00"},
    life=(
        Step("create", "order.created"),
        Step("pay", "order.updated"),
        Step("lapse", "order.updated/failed"),
        Step("regain", "order.updated"),
        Step("edit", "order.updated", total="60.00"),
        Step("part", "order.updated/refunded", total="60.00", back="12.50"),
        Step("refund", "order.updated/refunded", total="60.00", back="32.50"),
        Step("undo", "order.updated", total="60.00"),
        Step("cancel", "order.updated/cancelled", total="60.00"),
        Step("reopen", "order.updated", total="60.00"),
        Step("cancel", "order.updated/trash", total="60.00"),
        Step("reopen", "order.updated", total="60.00"),
    ),
    lacked=dict.fromkeys(("inquiry", "disputed part", "dispute", "won"), "the order doesn't tell"),
    unpaid={
        "draft": "`order.created` `status: checkout-draft`",
        "pending": "`order.created`",
        "authorised": "`order.updated` `status: on-hold`",
        "in part": "`order.updated` `status: partial-payment`",
        "zero total": "`order.updated` `total: 0.00`",
        # The total is what is left after gift cards.
        "by gift card alone": "`order.updated` `total: 0.00`",
    },
)
