"""What each of the further platforms' events/conversions/<source>_*.json is answered."""

RECORDED, IGNORED, HELD = (200, "recorded"), (200, "ignored"), (200, "held")
REFUSED = (401, "bad_signature")
_OUTCOMES = {
    RECORDED: """
        bigcommerce_cancelled_unpaid bigcommerce_created_awaiting_payment bigcommerce_disputed
        bigcommerce_gift_certificate_only bigcommerce_refund_created bigcommerce_refunded_by_hand
        bigcommerce_status_authorized bigcommerce_status_paid bigcommerce_status_paid_offline
        bigcommerce_test_gateway bigcommerce_two_currencies
        lemonsqueezy_invoice_initial lemonsqueezy_invoice_refunded lemonsqueezy_invoice_renewal
        lemonsqueezy_order_created lemonsqueezy_order_created_free
        lemonsqueezy_order_created_pending lemonsqueezy_order_created_test_mode
        lemonsqueezy_order_fraudulent lemonsqueezy_order_refunded_part
        lemonsqueezy_order_refunded_without_amount
        paddle_adjustment_updated_approved paddle_adjustment_updated_reversed paddle_chargeback
        paddle_chargeback_reverse paddle_transaction_canceled paddle_transaction_completed
        paddle_transaction_completed_customer paddle_transaction_completed_nanoseconds
        paddle_transaction_completed_trial paddle_transaction_paid paddle_transaction_renewal
        segment_order_cancelled segment_order_completed segment_order_refunded_part
        segment-server_order_cancelled segment-server_order_completed
        segment-server_order_completed_revenue segment-server_order_completed_test
        segment-server_order_refunded_part segment-server_order_refunded_whole
        square_dispute_created square_dispute_won square_payment_created_approved
        square_payment_updated_canceled square_payment_updated_completed
        square_payment_updated_no_email square_payment_updated_sandbox square_payment_updated_tip
        square_refund_created_pending square_refund_updated_completed
        square_refund_updated_rejected
        stripe_charge_refunded_part stripe_checkout_async_failed stripe_checkout_async_succeeded
        stripe_checkout_completed stripe_checkout_completed_unpaid stripe_checkout_converted_2024
        stripe_checkout_discount stripe_checkout_free stripe_checkout_secret_rolling
        stripe_checkout_test_mode stripe_checkout_two_currencies stripe_dispute_closed_won
        stripe_dispute_created stripe_dispute_funds_reinstated stripe_dispute_funds_withdrawn
        stripe_invoice_2024_charge_refunded stripe_invoice_2024_payment_intent
        stripe_invoice_paid_2024 stripe_invoice_paid_in_part_by_credit stripe_invoice_paid_renewal
        stripe_invoice_paid_trial stripe_payment_intent_of_async stripe_payment_intent_of_checkout
        stripe_payment_intent_with_code stripe_refund_created stripe_refund_failed
        stripe_subscription_charge_refunded stripe_subscription_checkout_completed
        stripe_subscription_dispute_by_charge stripe_subscription_invoice_paid
        stripe_subscription_invoice_payment_paid stripe_subscription_payment_intent
    """,
    IGNORED: """
        bigcommerce_customer_created lemonsqueezy_subscription_created
        paddle_adjustment_created_pending paddle_chargeback_warning paddle_subscription_canceled
        paddle_transaction_created_ready segment_page square_dispute_inquiry
        square_order_updated_thin square_refund_unlinked square_test_notification
        stripe_checkout_setup stripe_customer_subscription_deleted stripe_dispute_inquiry
        stripe_thin_event
    """,
    HELD: """
        bigcommerce_thin_created bigcommerce_two_currencies_no_rate lemonsqueezy_order_float_total
        paddle_transaction_bad_total segment-server_order_refunded_products
        segment_batch_signed_whole square_payment_updated_yen stripe_checkout_bad_total
        stripe_checkout_yen stripe_refund_unknown_status
    """,
    REFUSED: """
        bigcommerce_forged bigcommerce_stale lemonsqueezy_forged paddle_newline paddle_stale
        segment_batch square_forged square_other_url stripe_forged stripe_malformed_signature
        stripe_stale
    """,
}
ANSWERS = {name: answer for answer, names in _OUTCOMES.items() for name in names.split()}
