"""Stripe, as the tests of all sources know it."""

from tests.lives import Step
from tests.shops.facts import HELD, HUNDREDTHS, IGNORED, RECORDED, REFUSED, Facts

FACTS = Facts(
    heading="Stripe",
    given_secret="whsec_0123456789abcdef",
    two_signatures=",",
    answers={
        RECORDED: """
            customer_created subscription_trial
            charge_refunded_part checkout_async_failed checkout_async_succeeded
            checkout_completed checkout_completed_unpaid checkout_converted_2024
            checkout_discount checkout_free checkout_secret_rolling checkout_test_mode
            checkout_two_currencies dispute_closed_won dispute_created
            dispute_inquiry dispute_without_id dispute_funds_reinstated dispute_funds_withdrawn
            invoice_2024_charge_refunded invoice_2024_payment_intent invoice_paid_2024
            invoice_paid_in_part_by_credit invoice_paid_renewal invoice_paid_trial
            payment_intent_of_async payment_intent_of_checkout
            payment_intent_with_code refund_created refund_failed
            subscription_charge_refunded subscription_checkout_completed
            subscription_dispute_by_charge subscription_invoice_paid
            subscription_invoice_payment_paid subscription_payment_intent
        """,
        IGNORED: "checkout_setup customer_subscription_deleted thin_event",
        HELD: "checkout_bad_total checkout_yen refund_unknown_status",
        REFUSED: "forged malformed_signature stale",
    },
    paid_case="checkout_completed",
    paid_topic="checkout.session.completed",
    total="data.object.amount_total",
    totals=HUNDREDTHS,
    shipped={
        "data.object.amount_total": 5800,
        "data.object.total_details": {"amount_tax": 800, "amount_shipping": 500},
    },
    agreed={"data.object.consent": {"promotions": "opt_in"}},
    seen_in_yen={
        "data.object.presentment_details": {
            "presentment_currency": "jpy",
            "presentment_amount": 8150,
        }
    },
    life=(
        Step("create", "checkout.session.completed/unpaid"),
        Step("pay", "checkout.session.async_payment_succeeded"),
        Step("part", "refund.created", back="12.50"),
        Step("part", "charge.refunded", back="12.50"),
        Step("undo", "refund.failed", back="12.50"),
        Step("refund", "refund.created", back="20.00", refund_id=2),
        Step("inquiry", "charge.dispute.created/inquiry", back="12.50"),
        Step("disputed part", "charge.dispute.created", back="12.50"),
        Step("dispute", "charge.dispute.created"),
        Step("won", "charge.dispute.closed/won"),
    ),
    lacked={
        "edit": "what was paid is not edited",
        "lapse": "what was paid is refunded or disputed",
        "regain": "see lapse",
        "cancel": "what was paid is refunded",
        "reopen": "nothing is called off",
    },
    unpaid={
        "pending": "`checkout.session.completed/unpaid`",
        "authorised": "`checkout.session.completed/unpaid`",
        "zero total": "`checkout.session.completed` `data.object.amount_total: 0`",
    },
)
