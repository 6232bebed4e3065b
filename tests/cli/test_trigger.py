"""`goodword trigger` and `goodword explain`, through real HTTP and the real handlers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from goodword.main import app
from referrals.model.link.link import Landing
from referrals.store.link.click import read_click
from referrals.wiring import clients, stores
from tests.cli.shopfront import SECRETS, odd_door, open_stack, stack_json
from tests.cli.trigger import ADA, RUNNER, run


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with open_stack(tmp_path, monkeypatch):
        yield


def test_a_clicked_and_paid_order_is_followed_to_its_reward() -> None:
    found = run("shopify/orders-paid", *ADA)

    story = found["explanation"]["story"]
    assert found["answers"][0]["outcome"] == "recorded"
    assert story["attribution"]["reason"] == "last_valid_click"
    assert story["decision"]["status"] == "granted"
    assert story["amounts"]["gross_minor"] == 5000
    assert found["explanation"]["standing"] == "done"


@pytest.mark.parametrize(("landing", "went_on"), [(Landing.WELCOME, True), (Landing.SHOP, False)])
def test_who_buys_has_pressed_their_page_s_button(landing: Landing, went_on: bool) -> None:
    stores.links().change("ada-bakes", landing=landing)

    run("shopify/orders-paid", *ADA)

    (click,) = map(read_click, clients.table("clicks").scan())
    assert (click.to_page, click.went_on_at is not None) == (went_on, went_on)


@pytest.mark.parametrize(("via", "reason"), [("ref", "code"), ("coupon", "coupon")])
def test_an_order_may_point_in_other_ways(via: str, reason: str) -> None:
    found = run("signed/order.paid", *ADA, "--via", via)

    assert found["explanation"]["story"]["attribution"]["reason"] == f"last_valid_{reason}"


def test_a_refund_is_about_an_earlier_order() -> None:
    first = run("shopify/orders-paid", *ADA)["answers"][0]["order_id"]

    found = run("shopify/refunds-create", "--order", first, "--amount", "12.50")

    story = found["explanation"]["story"]
    assert story["amounts"]["refunded_minor"] == 1250
    assert story["status"] == "partly_refunded"


def test_woocommerce_tells_of_a_refund_in_the_order() -> None:
    first = run("woocommerce/order.updated", *ADA)["answers"][0]["order_id"]

    found = run("woocommerce/order-updated-refunded", "--order", first, "--amount", "12.50")

    amounts = found["explanation"]["story"]["amounts"]
    assert (amounts["gross_minor"], amounts["refunded_minor"]) == (5000, 1250)


def test_the_line_that_explains_it_is_printed_whole() -> None:
    ran = RUNNER.invoke(app, ["trigger", "shopify/orders-paid", *ADA, "--order", "4711"])

    last = ran.stdout.rstrip().splitlines()[-1]
    assert last.endswith("goodword explain friends shopify 4711")
    assert RUNNER.invoke(app, last.split()[1:]).exit_code == 0


def test_an_id_that_was_printed_is_taken_back() -> None:
    paid = run("stripe/checkout.session.completed", *ADA, "--order", "4712")
    printed = paid["explanation"]["story"]["order_id"]

    found = run("stripe/charge.refunded", "--order", printed, "--amount", "12.50")

    assert printed != "4712"
    assert found["explanation"]["story"]["amounts"]["refunded_minor"] == 1250


def test_an_order_without_a_number_is_wrong_usage() -> None:
    assert RUNNER.invoke(app, ["trigger", "shopify/orders-paid", "--order", "mine"]).exit_code == 2


def test_a_refund_of_nothing_is_wrong_usage() -> None:
    assert RUNNER.invoke(app, ["trigger", "shopify/refunds-create"]).exit_code == 2


def test_duplicates_are_replays() -> None:
    answers = run("shopify/orders-paid", *ADA, "--duplicates", "3")["answers"]

    outcomes = sorted(answer["outcome"] for answer in answers)
    assert outcomes == ["recorded", "replayed", "replayed", "replayed"]


def test_a_late_order_still_counts() -> None:
    found = run("shopify/orders-paid", *ADA, "--late", "7")

    assert found["explanation"]["story"]["attribution"]["status"] == "attributed"


def test_a_tampered_body_is_turned_away() -> None:
    found = run("shopify/orders-paid", "--tampered")

    assert (found["answers"][0]["status"], found["answers"][0]["code"]) == (401, "bad_signature")


def test_a_tampered_body_that_gets_in_is_no_success(tmp_path: Path) -> None:
    with odd_door(200, '{"outcome": "recorded"}') as url:
        (tmp_path / ".local/stack.json").write_text(stack_json(url, SECRETS))
        ran = RUNNER.invoke(app, ["trigger", "signed/order.paid", "--tampered"])

    assert ran.exit_code == 1


def test_a_test_order_earns_nothing() -> None:
    found = run("shopify/orders-paid", *ADA, "--test")

    assert found["explanation"]["story"]["attribution"]["reason"] == "test_order"


def test_an_unpaid_order_waits() -> None:
    found = run("shopify/orders-create", *ADA)

    assert found["explanation"]["standing"] == "unpaid"


def test_a_topic_nobody_knows_names_those_that_are() -> None:
    ran = RUNNER.invoke(app, ["trigger", "shopify/orders-lost"])

    assert ran.exit_code == 3
    assert "shopify/orders-paid" in ran.stderr
    assert "stripe/" not in ran.stderr


def test_a_code_without_a_link_brings_no_token() -> None:
    ran = RUNNER.invoke(app, ["trigger", "shopify/orders-paid", "--code", "nobody"])

    assert ran.exit_code == 1
    assert "no_token" in ran.stderr


def test_the_story_names_every_check() -> None:
    order = run("shopify/orders-paid", *ADA)["answers"][0]["order_id"]

    told = RUNNER.invoke(app, ["explain", "friends", "shopify", order])

    assert told.exit_code == 0
    for word in ("What the shop told", "attributed", "chosen", "self_referral", "granted"):
        assert word in told.stdout


def test_an_order_never_reported_is_not_found() -> None:
    assert RUNNER.invoke(app, ["explain", "friends", "shopify", "1"]).exit_code == 3
