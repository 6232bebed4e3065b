"""`goodword trigger` for every platform: each is followed from its webhook to its end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodword.main import app
from goodword.trial.signed_sample import shape_of
from referrals.providers.shops.registry import MODULES
from tests.cli.shopfront import open_stack
from tests.cli.trigger import ADA, RUNNER, run
from tests.shops.fact_modules import facts_of

BY_ITSELF = sorted(set(MODULES) - {"segment"})
"""A browser's word is never a payment."""
PAID = [*(f"{name}/{facts_of(name).paid_topic}" for name in BY_ITSELF), "stripe/invoice.paid"]


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with open_stack(tmp_path, monkeypatch):
        yield


def refund_of(name: str) -> str:
    """What first tells that a part of it went back."""
    told = (step.topic for step in facts_of(name).life if step.event == "part")
    return next(f"{name}/{topic}" for topic in told if not topic.endswith("/exchanged"))


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
        *((f"{name}/{facts_of(name).paid_topic}", refund_of(name)) for name in BY_ITSELF),
        ("stripe/checkout.session.completed", "stripe/charge.refunded"),
        ("stripe/invoice.paid", "stripe/refund.created"),
    ],
)
def test_a_refund_is_about_an_earlier_order(paid: str, refund: str) -> None:
    told = run(paid, *ADA)["answers"][0]["order_id"]
    number = "".join(filter(str.isdigit, told))

    story = run(refund, "--order", number, "--amount", "12.50")["explanation"]["story"]

    assert story["amounts"]["refunded_minor"] == 1250


LATER = [
    f"{name}/{step.topic}"
    for name in sorted(MODULES)
    for step in facts_of(name).life
    if step.event in ("part", "dispute", "reopen") and shape_of(f"{name}/{step.topic}").later
]


@pytest.mark.parametrize("name", BY_ITSELF)
def test_what_gives_money_back_is_about_an_earlier_order(name: str) -> None:
    assert shape_of(refund_of(name)).gives_back


@pytest.mark.parametrize("topic", LATER)
def test_an_earlier_order_must_be_named(topic: str) -> None:
    ran = RUNNER.invoke(app, ["trigger", topic])

    assert ran.exit_code == 2
    assert "--order" in ran.output
