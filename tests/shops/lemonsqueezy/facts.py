"""Lemon Squeezy, as the tests of all sources know it."""

from tests.lives import Step
from tests.shops.facts import HELD, HUNDREDTHS, IGNORED, RECORDED, REFUSED, Facts

FACTS = Facts(
    heading="Lemon Squeezy",
    two_signatures="",
    answers={
        RECORDED: """
            subscription_on_trial
            invoice_initial invoice_initial_refunded invoice_refunded invoice_renewal order_created
            order_created_free order_created_pending order_created_test_mode
            order_fraudulent order_refunded_part order_refunded_without_amount
            subscription_created
        """,
        IGNORED: "license_key_created",
        HELD: "order_float_total",
        REFUSED: "forged",
    },
    agreed={"meta.custom_data.accepts_mail": "yes"},
    paid_case="order_created",
    paid_topic="order_created",
    total="data.attributes.total",
    totals=HUNDREDTHS,
    taxed={"data.attributes.total": 5800, "data.attributes.tax": 800},
    life=(
        Step("create", "order_created/pending"),
        Step("pay", "order_created"),
        Step("lapse", "order_created/failed"),
        Step("regain", "order_created"),
        Step("part", "order_refunded", back="12.50"),
        Step("refund", "order_refunded", back="32.50"),
        Step("undo", "order_created"),
        Step("cancel", "order_created/fraudulent"),
        Step("reopen", "order_created"),
    ),
    lacked={
        "edit": "what was paid is not edited",
        "inquiry": "not told",
        "disputed part": "told as a refund",
        "dispute": "told as a refund",
        "won": "told as a refund taken back",
    },
    unpaid={
        "pending": "`order_created/pending`",
        "zero total": "`order_created` `data.attributes.total: 0`",
    },
)
