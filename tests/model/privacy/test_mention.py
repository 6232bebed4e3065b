"""Somebody known by hash alone is found in a raw body, in whatever spelling."""

import json
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from referrals.model.privacy.mention import mentions, names_in_body
from tests.world import IDENTITY, hash_of

BEN = hash_of("ben@example.com")


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
        b"{'email': 'ben@example.com'}",
        b'{"landing":"/cart?mail=ben@example.com&total=5"}',
        b'{"landing":"/cart?mail=ben%40example.com&total=5"}',
        b'{"email":"ben@example.com","email":"eve@example.com"}',
        b'{"meta":"{\\"email\\":\\"ben\\\\u0040example.com\\"}"}',
        b"payload=%7B%22email%22%3A%22ben%40example.com%22%7D",
        b'{"ben@example.com":1}',
        b'{"note":"Ben (ben@example.com)/Eve"}',
        b'{"note":"ben@example.com,eve@example.com"}',
        '{"email":"ben\uff20example.com"}'.encode(),
        '{"email":"be\u200bn@example.com"}'.encode(),
    ],
)
def test_an_address_is_found_in_any_spelling(raw: bytes) -> None:
    assert mentions(raw, BEN, IDENTITY)


@pytest.mark.parametrize("mark", "!#$%&'*/=?^_`{|}~-")
@pytest.mark.parametrize(
    "body",
    [
        lambda address: json.dumps({"email": address}),
        lambda address: json.dumps({"customer": {"note": f"write to <{address}>, please"}}),
        lambda address: json.dumps({"landing": "/?" + urlencode({"mail": address, "n": "1"})}),
        lambda address: urlencode({"email": address, "total": "5"}),
        lambda address: f"not json: {address}.",
    ],
)
def test_an_address_is_found_with_every_mark_it_may_have(
    mark: str, body: Callable[[str], str]
) -> None:
    address = f"o{mark}brien@example.com"

    assert mentions(body(address).encode(), hash_of(address), IDENTITY)


def test_a_field_that_is_one_address_names_nobody_else() -> None:
    assert not mentions(b'{"email":"o\'ben@example.com"}', BEN, IDENTITY)
    assert not mentions(b"email=o%27ben%40example.com", BEN, IDENTITY)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b'{"email":"eve@example.com"}', b'{"email":"ben@example"}', b"@"]
)
def test_another_body_speaks_of_somebody_else(raw: bytes) -> None:
    assert not mentions(raw, BEN, IDENTITY)
    assert names_in_body(raw) == frozenset()


@pytest.mark.parametrize(
    "raw",
    [
        b'{"id":7}',
        b'{"data":{"id":"7","attributes":{"order_number":8}}}',
        b'{"properties":{"orderId":"7"}}',
        b'{"data":{"transaction_id":"7"},"lines":[{"id":9}]}',
        b'{"data":{"object":{"invoice":{"id":"7"}}}}',
        b'{"id":9,"order_id":7}',
        b"order_id=7&email=ben%40example.com",
    ],
)
def test_an_order_s_name_stands_under_its_key(raw: bytes) -> None:
    assert names_in_body(raw) == {"7"}


@pytest.mark.parametrize(
    "raw",
    [
        b'{"line_items":[{"id":7,"quantity":7}]}',
        b'{"customer":{"id":7},"customer_id":7,"total":"7"}',
        b'{"id":true,"order_id":null,"note":"7"}',
        b'[{"id":7}]',
        b"7",
        b"order 7, please",
    ],
)
def test_another_seven_is_no_order(raw: bytes) -> None:
    assert names_in_body(raw) == frozenset()


def test_a_number_of_any_length_is_read() -> None:
    assert names_in_body(b'{"id":' + b"7" * 10_000 + b"}") == {"7" * 10_000}


def test_nobody_named_is_in_no_body() -> None:
    assert not mentions(b'{"email":"ben@example.com"}', "", IDENTITY)


@pytest.mark.parametrize("raw", [b"a" * 10**6, b"@" * 10**6, b"a@" * 500_000, b"a@b " * 250_000])
def test_a_hostile_body_is_read_in_time(raw: bytes) -> None:
    assert not mentions(raw, BEN, IDENTITY)
    assert len(names_in_body(raw)) == 0
