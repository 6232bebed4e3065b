"""The bakery's webhook and its own list say the same of an order: read by the product itself."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from referrals.model.era import epoch_seconds
from referrals.model.order.conversion import CancellationFact, OrderFact, RefundFact, Report
from referrals.providers.shops.order_list import Span
from referrals.providers.shops.shopify import order_list, webhook
from referrals.providers.shops.source import SourceContext
from tests.cli.bakery.open_bakery import OpenBakery, TillCustomer, a_code
from tests.world import AT, IDENTITY, NOW

CONTEXT = SourceContext("EUR", IDENTITY)

type Life = Callable[[OpenBakery], None]


def buy(shop: OpenBakery) -> None:
    ben = TillCustomer(shop).choose(101, 102)
    ben.get("/", "gw=abc&ref=ada")
    ben.post_json("/cart/update.js", {"attributes": {"gw": "abc", "ref": "ada"}})
    ben.post("/cart/code", code=a_code(shop))
    ben.pay(wants_mail="yes")


def buy_by_bicycle(shop: OpenBakery) -> None:
    ben = TillCustomer(shop).choose(101, 101)
    ben.post("/cart/change", item_101="3", delivery="bicycle")
    ben.pay()


def refund_all(shop: OpenBakery) -> None:
    buy_by_bicycle(shop)
    later(shop, act="refund")


def refund_part_then_all(shop: OpenBakery) -> None:
    buy(shop)
    later(shop, act="refund_part", amount="5.00")
    later(shop, act="refund")


def edit(shop: OpenBakery) -> None:
    buy(shop)
    later(shop, act="add", product="104")
    later(shop, act="remove", line=str(shop.orders()[0].lines[0].number))


def call_off(shop: OpenBakery) -> None:
    buy(shop)
    later(shop, act="cancel")


LIVES: tuple[Life, ...] = (buy, buy_by_bicycle, refund_all, refund_part_then_all, edit, call_off)


def later(shop: OpenBakery, **form: str) -> None:
    shop.now += timedelta(minutes=5)
    shop.owner(shop.orders()[0], **form)


def pull(shop: OpenBakery) -> Report:
    with shop.serving() as line:
        span = Span(AT - 10, epoch_seconds(shop.now) + 10)
        (row,) = order_list.page(line.account, span, None, line.ask()).rows
    return read(row.raw)


def read(raw: bytes) -> Report:
    found = webhook.read(raw, {}, CONTEXT)
    assert isinstance(found, Report), found
    return found


def newest(shop: OpenBakery) -> Report:
    """The last webhook that has the whole order in it."""
    found = [w for w in shop.webhooks() if w.topic in ("orders/paid", "orders/updated")]
    return read(found[-1].body.encode())


def without_savings(report: Report) -> Report:
    """Shopify's list names codes without what each took off: the webhook's word of it is kept."""
    facts = (replace(f, savings=()) if isinstance(f, OrderFact) else f for f in report.facts)
    return replace(report, facts=tuple(facts))


@pytest.mark.parametrize("life", LIVES)
def test_list_and_webhook_agree_on_every_fact(shop: OpenBakery, life: Life) -> None:
    life(shop)

    assert pull(shop) == without_savings(newest(shop))


def test_a_bill_is_read_as_it_was_paid(shop: OpenBakery) -> None:
    buy(shop)

    report = newest(shop)
    (fact,) = report.facts

    assert isinstance(fact, OrderFact)
    assert report.contact
    assert (fact.amounts.gross_minor, fact.amounts.shipping_minor) == (2187, 0)
    assert fact.signals.coupon_codes == ("ABCD1234EFGH",)
    assert dict(fact.savings) == {"abcd1234efgh": 243}
    assert fact.first_order is True
    assert (report.contact.email, report.contact.may_write) == ("ben@example.com", True)


def test_delivery_is_told_apart_from_the_goods(shop: OpenBakery) -> None:
    refund_all(shop)

    order, refund = (
        next(f for f in newest(shop).facts if isinstance(f, kind))
        for kind in (OrderFact, RefundFact)
    )

    assert isinstance(order, OrderFact)
    assert isinstance(refund, RefundFact)
    assert (order.amounts.gross_minor, order.amounts.shipping_minor) == (2730, 390)
    assert (refund.amount_minor, refund.shipping_minor) == (2730, 390)


def test_parts_that_went_back_add_up(shop: OpenBakery) -> None:
    refund_part_then_all(shop)

    amounts = [f.amount_minor for f in newest(shop).facts if isinstance(f, RefundFact)]

    assert amounts == [500, 1687]


def test_an_edited_order_is_what_it_is_now(shop: OpenBakery) -> None:
    edit(shop)

    facts = newest(shop).facts
    order = next(fact for fact in facts if isinstance(fact, OrderFact))

    assert order.amounts.gross_minor == 2187 + 1120
    assert [f.amount_minor for f in facts if isinstance(f, RefundFact)] == [702]


def test_a_called_off_order_is_told_as_one(shop: OpenBakery) -> None:
    call_off(shop)

    (fact,) = (f for f in newest(shop).facts if isinstance(f, CancellationFact))

    assert fact.version_ms == (AT + 300) * 1000
    assert [w.topic for w in shop.webhooks()][2:] == [
        "orders/cancelled",
        "refunds/create",
        "orders/updated",
    ]


def test_every_body_that_is_sent_can_be_read(shop: OpenBakery) -> None:
    edit(shop)
    bodies = {w.topic: json.loads(w.body) for w in shop.webhooks()}

    assert set(bodies) == {
        "orders/create",
        "orders/paid",
        "orders/edited",
        "orders/updated",
        "refunds/create",
    }
    for topic in set(bodies) - {"orders/edited"}:
        read(json.dumps(bodies[topic]).encode())


def test_a_long_list_comes_in_pages(shop: OpenBakery) -> None:
    for _ in range(25):
        TillCustomer(shop).choose(102).pay()
        shop.now += timedelta(seconds=1)

    with shop.serving() as line:
        span = Span(AT - 10, AT + 600)
        first = order_list.page(line.account, span, None, line.ask())
        second = order_list.page(line.account, span, first.next, line.ask())

    ids = [row.order_id for row in (*first.rows, *second.rows)]
    assert (len(first.rows), second.next) == (20, None)
    assert ids == [str(2001 + n) for n in range(25)]
    assert shop.now > NOW
