"""Traces: equal for equal things, telling nothing else, the same in any order of bodies."""

from datetime import timedelta

from awswire.codec import decode_item, encode_item
from referrals.model.order.conversion import Traces
from referrals.model.order.precedence import rank
from referrals.model.order.trace import address_trace, merge_traces, network_trace
from referrals.store.order.fact import read_fact, stored_fact
from tests.world import NOW, an_order

KEY = b"a key"


def test_one_address_in_many_spellings_is_one_trace() -> None:
    one = address_trace(KEY, ("12 Château Street", "2nd floor"), "75 001", "fr")

    assert one == address_trace(KEY, ("12, chateau street, 2nd Floor",), "75001", "FR")
    assert one != address_trace(KEY, ("13 Château Street", "2nd floor"), "75 001", "fr")


def test_half_an_address_is_no_trace() -> None:
    assert address_trace(KEY, ("12 High Street",), "", "GB") == ""
    assert address_trace(KEY, ("",), "75001", "FR") == ""


def test_a_network_can_not_be_followed_over_days() -> None:
    assert network_trace(KEY, "10.0.0.1", NOW) == network_trace(KEY, "10.0.0.1", NOW)
    assert network_trace(KEY, "10.0.0.1", NOW) != network_trace(
        KEY, "10.0.0.1", NOW + timedelta(days=1)
    )


def test_witnesses_of_one_order_add_up() -> None:
    assert merge_traces([Traces(payment="p"), Traces("n", "q", "a")]) == Traces("n", "p", "a")


def test_traces_are_stored_and_read_back() -> None:
    fact = an_order(traces=Traces(network="n", coupon_site=True))

    assert read_fact(decode_item(encode_item(stored_fact(fact)))) == fact


def test_an_order_without_traces_ranks_and_is_stored_as_before() -> None:
    assert "traces" not in stored_fact(an_order())
    assert rank(an_order()) != rank(an_order(traces=Traces(network="n")))
