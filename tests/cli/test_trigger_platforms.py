"""`goodword trigger` for the further platforms: each is followed from its webhook to its end."""

import pytest

from tests.cli.test_trigger import ADA, run, stack  # noqa: F401 (a fixture of every test here)

PAID = [
    "square/payment.updated",
    "paddle/transaction.completed",
    "lemonsqueezy/order_created",
    "segment-server/order-completed",
    "bigcommerce/store/order/statusUpdated",
    "stripe/checkout.session.completed",
    "stripe/invoice.paid",
]


@pytest.mark.parametrize("topic", PAID)
def test_a_paid_order_is_followed_to_its_reward(topic: str) -> None:
    story = run(topic, *ADA)["explanation"]["story"]

    assert story["attribution"]["reason"] == "last_valid_click"
    assert story["decision"]["status"] == "granted"
    assert story["amounts"]["gross_minor"] == 5000


def test_a_browsers_word_is_not_enough() -> None:
    assert run("segment/order-completed", *ADA)["explanation"]["standing"] == "unpaid"


@pytest.mark.parametrize(
    ("paid", "refund"),
    [
        ("square/payment.updated", "square/refund.updated"),
        (PAID[3], "segment-server/order-refunded"),
        ("stripe/checkout.session.completed", "stripe/charge.refunded"),
        ("stripe/invoice.paid", "stripe/refund.created"),
    ],
)
def test_a_refund_is_about_an_earlier_order(paid: str, refund: str) -> None:
    told = run(paid, *ADA)["answers"][0]["order_id"]
    number = "".join(filter(str.isdigit, told))

    story = run(refund, "--order", number, "--amount", "12.50")["explanation"]["story"]

    assert story["amounts"]["refunded_minor"] == 1250
