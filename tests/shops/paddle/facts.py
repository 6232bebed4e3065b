"""Paddle, as the tests of all sources know it."""

from tests.lives import Step
from tests.shops.facts import HELD, IGNORED, MINOR_TEXT, RECORDED, REFUSED, Facts

FACTS = Facts(
    heading="Paddle",
    given_secret="pdl_ntfset_01h_abcdefgh",
    two_signatures=";",
    answers={
        RECORDED: """
            subscription_created subscription_trialing
            adjustment_updated_approved adjustment_updated_reversed chargeback
            chargeback_reverse chargeback_warning transaction_canceled transaction_completed
            transaction_completed_customer transaction_completed_nanoseconds
            transaction_completed_trial transaction_paid transaction_renewal
        """,
        IGNORED: """
            adjustment_created_pending subscription_canceled
            transaction_created_ready
        """,
        HELD: "transaction_bad_total",
        REFUSED: "newline stale",
    },
    paid_case="transaction_completed",
    paid_topic="transaction.completed",
    total="data.details.totals.grand_total",
    totals=MINOR_TEXT,
    taxed={"data.details.totals": {"grand_total": "5800", "grand_total_tax": "800"}},
    agreed={"data.customer.marketing_consent": True},
    life=(
        Step("create", "transaction.created"),
        Step("pay", "transaction.completed"),
        Step("part", "adjustment.updated", back="12.50"),
        Step("refund", "adjustment.updated", back="20.00", refund_id=2),
        Step("undo", "adjustment.updated.refund_reversed", back="12.50"),
        Step("inquiry", "adjustment.created.chargeback_warning", back="12.50"),
        Step("disputed part", "adjustment.created.chargeback", back="12.50"),
        Step("dispute", "adjustment.created.chargeback"),
        Step("won", "adjustment.created.chargeback_reverse"),
    ),
    lacked={
        "edit": "a completed transaction stays as it is",
        "lapse": "a completed transaction stays as it is",
        "regain": "see lapse",
        "cancel": "only what was never paid",
        "reopen": "a cancelled transaction stays cancelled",
    },
    unpaid={
        "draft": "`transaction.created` `data.status: draft`",
        "pending": "`transaction.created`",
        "zero total": "`transaction.completed` `data.details.totals.grand_total: 0`",
    },
)
