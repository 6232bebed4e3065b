"""Somebody known by hash alone is found in a raw body, in whatever spelling."""

import pytest

from referrals.model.mention import mentions
from tests.world import IDENTITY, hashed

BEN = hashed("ben@example.com")


@pytest.mark.parametrize(
    "raw",
    [
        b'{"email":"ben@example.com"}',
        b'{"email":"Ben+bread@Example.COM"}',
        b'{"email":"ben\\u0040example.com"}',
        b'{"note":"write to <ben@example.com>, please."}',
        b"email=ben%40example.com&total=5",
        b"not json: ben@example.com.",
        b'{"broken": "ben@example.com"',
    ],
)
def test_an_address_is_found_in_any_spelling(raw: bytes) -> None:
    assert mentions(raw, BEN, frozenset(), IDENTITY)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b'{"email":"eve@example.com"}', b'{"email":"ben@example"}', b"@"]
)
def test_another_body_speaks_of_somebody_else(raw: bytes) -> None:
    assert not mentions(raw, BEN, frozenset({"1001"}), IDENTITY)


def test_an_order_is_found_by_its_whole_id() -> None:
    ids = frozenset({"1001", "txn_01"})

    assert mentions(b'{"id":1001}', "", ids, IDENTITY)
    assert mentions(b'{"data":{"id":"txn_01"}}', "", ids, IDENTITY)
    assert not mentions(b'{"id":10011,"total":"1001.00"}', "", ids, IDENTITY)


def test_nobody_named_is_in_no_body() -> None:
    assert not mentions(b'{"email":"ben@example.com"}', "", frozenset(), IDENTITY)


@pytest.mark.parametrize("raw", [b"a" * 10**6, b"@" * 10**6, b"a@" * 500_000, b"a@b " * 250_000])
def test_a_hostile_body_is_read_in_time(raw: bytes) -> None:
    assert not mentions(raw, BEN, frozenset({"1001"}), IDENTITY)
