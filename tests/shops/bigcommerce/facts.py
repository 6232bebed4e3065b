"""BigCommerce, as the tests of all sources know it."""

from tests.lives import Step
from tests.shops.facts import HELD, IGNORED, RECORDED, REFUSED, Facts

FACTS = Facts(
    heading="BigCommerce",
    given_secret="c11ent-secret https://api.bigcommerce.com/stores/abc/v3/ t0ken-t0ken",
    two_signatures=" ",
    answers={
        RECORDED: """
            cancelled_unpaid created_awaiting_payment disputed gift_certificate_only
            refund_created refunded_by_hand status_authorized status_paid
            status_paid_offline test_gateway two_currencies
        """,
        IGNORED: "customer_created",
        HELD: "thin_created two_currencies_no_rate",
        REFUSED: "forged stale",
    },
    paid_case="status_paid",
    paid_topic="store/order/statusUpdated",
    total="order.total_inc_tax",
    shipped={
        "order.total_inc_tax": "58.0000",
        "order.total_tax": "8.0000",
        "order.shipping_cost_ex_tax": "5.0000",
    },
    seen_in_yen={
        "order.total_inc_tax": "8150.0000",
        "order.total_tax": "0.0000",
        "order.default_currency_code": "JPY",
        "order.store_default_currency_code": "EUR",
        "order.store_default_to_transactional_exchange_rate": "163.0000000000",
    },
    agreed={"order.is_email_opt_in": True},
    life=(
        Step("create", "store/order/created"),
        Step("pay", "store/order/statusUpdated"),
        Step("lapse", "store/order/updated/declined"),
        Step("regain", "store/order/statusUpdated"),
        Step("edit", "store/order/statusUpdated", total="60.00"),
        Step("part", "store/order/refund/created", total="60.00", back="12.50"),
        Step("refund", "store/order/updated", total="60.00"),
        Step("undo", "store/order/statusUpdated", total="60.00"),
        Step("dispute", "store/order/updated/disputed", total="60.00"),
        Step("won", "store/order/statusUpdated", total="60.00"),
        Step("cancel", "store/order/updated/cancelled", total="60.00"),
        Step("reopen", "store/order/statusUpdated", total="60.00"),
    ),
    lacked={
        "inquiry": "the status tells of no inquiry",
        "disputed part": "the status says disputed and not how much",
    },
    unpaid={
        "draft": "`store/order/created` `order.status_id: 0`",
        "pending": "`store/order/created`",
        "authorised": "`store/order/statusUpdated` `order.payment_status: authorized`",
        "zero total": "`store/order/statusUpdated` `order.total_inc_tax: 0.0000`",
        "by gift card alone": "`store/order/statusUpdated` `order.gift_certificate_amount: 50.00`",
    },
)
