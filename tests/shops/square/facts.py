"""Square, as the tests of all sources know it."""

from tests.lives import Step
from tests.shops.facts import HELD, IGNORED, MINOR, RECORDED, REFUSED, Facts

FACTS = Facts(
    heading="Square",
    given_secret="s1gnature-key",
    two_signatures="",
    answers={
        RECORDED: """
            dispute_created dispute_inquiry dispute_won payment_created_approved
            payment_updated_canceled payment_updated_completed
            payment_updated_no_email payment_updated_sandbox payment_updated_tip
            refund_created_pending refund_updated_completed refund_updated_rejected
        """,
        IGNORED: "order_updated_thin refund_unlinked test_notification",
        HELD: "payment_updated_yen",
        REFUSED: "forged other_url",
    },
    agreed={"data.object.payment.note": "Table 4, accepts_mail=yes"},
    paid_case="payment_updated_completed",
    paid_topic="payment.updated",
    total="data.object.payment.total_money.amount",
    totals=MINOR,
    tipped={
        "data.object.payment.total_money.amount": 5800,
        "data.object.payment.tip_money": {"amount": 800, "currency": "EUR"},
    },
    life=(
        Step("create", "payment.created"),
        Step("pay", "payment.updated"),
        Step("lapse", "payment.updated/failed"),
        Step("regain", "payment.updated"),
        Step("edit", "payment.updated", total="60.00"),
        Step("part", "refund.created", back="12.50"),
        Step("part", "refund.updated", back="12.50"),
        Step("refund", "refund.updated", back="20.00", refund_id=2),
        Step("undo", "refund.updated/failed", back="12.50"),
        Step("inquiry", "dispute.created/inquiry", back="12.50"),
        Step("disputed part", "dispute.created", back="12.50"),
        Step("dispute", "dispute.created"),
        Step("won", "dispute.state.updated"),
    ),
    lacked={
        "cancel": "only what was never captured",
        "reopen": "a cancelled payment stays cancelled",
    },
    unpaid={
        "pending": "`payment.updated` `data.object.payment.status: PENDING`",
        "authorised": "`payment.created`",
        "zero total": "`payment.updated` `data.object.payment.total_money.amount: 0`",
        "by gift card alone": (
            "`payment.updated`"
            ' `data.object.payment.card_details: {"card": {"card_brand": "SQUARE_GIFT_CARD"}}`'
        ),
    },
)
