"""Facts gather on one item, each guarded by the source's clock."""

from datetime import timedelta
from itertools import permutations

import pytest

from referrals.model.era import moment_of
from referrals.model.order.conversion import (
    CancellationFact,
    Contact,
    Dispute,
    DisputeFact,
    Fact,
    Payment,
    RefundFact,
)
from referrals.model.order_key import ConversionKey
from referrals.store.order.body import RawBody
from referrals.store.order.conversion import ConversionNotFoundError, Conversions, read_conversion
from referrals.wiring import stores
from tests.world import AT, NOW, a_key, an_order, hash_of

pytestmark = pytest.mark.usefixtures("account")
MS = AT * 1000
LIFE: tuple[Fact, ...] = (
    an_order(payment=Payment.PENDING),
    an_order(),
    RefundFact("1", 1250, MS + 5000, currency="EUR", shipping_minor=250),
    DisputeFact("9", Dispute.WON, 5000, MS + 6000),
)


def conversions() -> Conversions:
    return stores.conversions()


def record(fact: Fact, key: ConversionKey | None = None, body: str = "sha", at: int = AT) -> bool:
    return conversions().record(key or a_key(), fact, body=body, at=moment_of(at))


def test_every_fact_comes_back_as_it_was() -> None:
    facts = (*LIFE[1:], CancellationFact("customer", MS))
    for fact in facts:
        record(fact)

    assert {each.fact for each in conversions().facts(a_key())} == set(facts)


def test_an_order_ends_the_same_whatever_comes_first() -> None:
    states = []
    for number, life in enumerate(permutations(LIFE)):
        key = a_key(str(number))
        for fact in life:
            record(fact, key)
        state = conversions().state(key)
        states.append((state.order, state.refunded_minor, state.is_disputed, state.lost_minor))

    assert len(set(states)) == 1


def test_a_repeat_is_no_news() -> None:
    assert record(an_order())
    assert not record(an_order(), body="another", at=AT + 1)

    assert conversions().state(a_key()).revision == 1


def test_an_older_fact_is_no_news() -> None:
    record(an_order(order_name="new", version_ms=MS + 1000))

    assert not record(an_order(order_name="old"))


def test_a_refund_alone_leaves_a_tombstone() -> None:
    record(LIFE[2])

    state = conversions().state(a_key())
    assert (state.order, state.refunded_minor, state.paid) == (None, 1250, False)


def test_nothing_reported_is_not_found() -> None:
    assert conversions().find(a_key()) is None
    with pytest.raises(ConversionNotFoundError):
        conversions().state(a_key())


def test_a_customers_orders_are_found_in_time() -> None:
    record(an_order(occurred_at=NOW - timedelta(seconds=60)), a_key("1"))
    record(an_order(), a_key("2"))
    record(an_order(occurred_at=NOW + timedelta(seconds=60)), a_key("3"))
    record(an_order(customer_hash=hash_of("eve@example.com")), a_key("4"))

    found = conversions().of_customer("friends", hash_of("ben@example.com"), NOW)

    assert [each.key.order_id for each in found] == ["1", "2"]
    latest = conversions().of_customer(
        "friends", hash_of("ben@example.com"), NOW, newest_first=True
    )
    assert [each.key.order_id for each in latest] == ["2", "1"]


def test_the_contact_is_the_newest_orders() -> None:
    first, second = RawBody(b"1", {}, NOW), RawBody(b"2", {}, NOW)
    for body, name in ((first, "Ben"), (second, "Benjamin")):
        stores.bodies().keep(a_key(), body, Contact(first_name=name))
    record(an_order(), body=first.sha)
    record(an_order(version_ms=MS + 1), body=second.sha)
    record(LIFE[2], body="a refund's")

    assert conversions().contact(a_key()).first_name == "Benjamin"


def test_a_contact_goes_with_its_body() -> None:
    record(an_order(), body="long gone")

    assert conversions().contact(a_key()) == Contact()


def test_a_contact_is_asked_for_by_the_order_s_own_address() -> None:
    ben, eve = RawBody(b"1", {}, NOW), RawBody(b"2", {}, NOW)
    for body, email in ((ben, "ben@example.com"), (eve, "eve@example.com")):
        stores.bodies().keep(a_key(), body, Contact(email=email))
    record(an_order(), body=ben.sha)
    late = {"witness": "z", "version_ms": MS + 1, "customer_hash": hash_of("eve@example.com")}
    record(an_order(**late), body=eve.sha)

    found = [
        conversions().contact(a_key(), each).email
        for each in ("", hash_of("ben@example.com"), hash_of("kim@example.com"))
    ]
    assert found == ["eve@example.com", "ben@example.com", ""]


def test_older_code_reads_newer_items() -> None:
    record(an_order())
    item = conversions().table.get({"conversion_key": str(a_key()), "fact": "order"}) or {}
    item["fact:order"]["invented_later"] = "yes"

    assert read_conversion(item).order == an_order()


def test_a_change_that_reported_nothing_is_no_order_to_decide_on() -> None:
    record(an_order())
    item = conversions().table.get({"conversion_key": str(a_key()), "fact": "order"}) or {}
    newer = {**item, "revision": item["revision"] + 1}

    assert conversions().order_in(item) == a_key()
    assert conversions().order_in(newer, item) == a_key()
    assert conversions().order_in({**item, "mailbox": "other"}, item) is None
