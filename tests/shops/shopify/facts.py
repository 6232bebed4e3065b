"""Shopify, as the tests of all sources know it."""

from tests.lives import Step
from tests.shops.facts import HELD, IGNORED, NOTED, RECORDED, REFUSED, Facts

FACTS = Facts(
    heading="Shopify",
    given_secret="0123456789abcdef",
    two_signatures="",
    answers={
        RECORDED: """
            disputes_create disputes_create_inquiry disputes_update_won orders_cancelled
            orders_create_pending orders_paid orders_paid_base64 orders_paid_new_headers
            orders_paid_nulls orders_paid_test_notification orders_paid_two_currencies
            orders_updated_refunded refunds_create refunds_create_exchanged
            refunds_create_shipping_only
        """,
        NOTED: """
            app_uninstalled customers_data_request customers_data_request_new_headers
            customers_redact customers_redact_orders_only shop_redact
        """,
        IGNORED: """
            customers_create customers_delete customers_merge customers_update
            order_transactions_create orders_edited
            products_update
        """,
        HELD: """
            customers_redact_no_person negative_amount not_json
            orders_paid_half_character not_utf8
            shop_redact_other_topic wrong_currency
        """,
        REFUSED: "customers_redact_forged forged unsigned",
    },
    paid_case="orders_paid",
    paid_topic="orders/paid",
    total="total_price",
    shipped={
        "total_price": "58.00",
        "total_tax": "8.00",
        "taxes_included": False,
        "shipping_lines": [{"price": "5.00", "tax_lines": [{"price": "0.80"}]}],
    },
    tipped={"total_price": "58.00", "total_tax": "0.00", "total_tip_received": "8.00"},
    cards_and_duties={
        "line_items": [{"gift_card": True, "price": "10.00", "quantity": 2}],
        "original_total_duties_set": {"shop_money": {"amount": "3.00", "currency_code": "EUR"}},
    },
    agreed={
        "buyer_accepts_marketing": True,
        "customer.email_marketing_consent": {"state": "subscribed"},
    },
    seen_in_yen={
        "total_price_set": {"presentment_money": {"amount": "8150", "currency_code": "JPY"}},
        "presentment_currency": "JPY",
    },
    life=(
        Step("create", "orders/create"),
        Step("pay", "orders/paid"),
        Step("lapse", "orders/updated/pending"),
        Step("regain", "orders/updated"),
        Step("edit", "orders/updated", total="60.00"),
        Step("part", "refunds/create/exchanged", back="5.00", refund_id=3),
        Step("part", "refunds/create", back="12.50"),
        Step("part", "orders/updated", total="60.00", back="12.50"),
        Step("undo", "orders/updated/refund-failed", total="60.00", back="12.50"),
        Step("refund", "refunds/create", back="20.00", refund_id=2),
        Step("inquiry", "disputes/create/inquiry", back="12.50"),
        Step("disputed part", "disputes/create", back="12.50"),
        Step("dispute", "disputes/create"),
        Step("won", "disputes/update/won"),
        Step("cancel", "orders/cancelled", total="60.00"),
    ),
    lacked={"reopen": "a cancelled order stays cancelled"},
    unpaid={
        "pending": "`orders/create`",
        "authorised": "`orders/paid` `financial_status: authorized`",
        "in part": "`orders/paid` `financial_status: partially_paid`",
        "zero total": "`orders/paid` `total_price: 0.00`",
        "by gift card alone": '`orders/paid` `payment_gateway_names: ["gift_card"]`',
    },
)
