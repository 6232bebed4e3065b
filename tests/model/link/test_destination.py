"""Where a click leads: the stored address, our parameters, and little of what visitors write."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.link.destination import address_of, passed_on, with_parameters
from referrals.model.link.link import Link
from tests.world import a_link

OURS = [("gw", "T"), ("ref", "ada-bakes")]


def led_to(link: Link, query: str = "") -> str:
    return address_of(link, token="T", query=query, public_url="https://go.shop.example")


@pytest.mark.parametrize(
    ("stored", "address"),
    [
        ("https://shop.example", "https://shop.example?gw=T&ref=ada-bakes"),
        ("https://shop.example/", "https://shop.example/?gw=T&ref=ada-bakes"),
        ("https://shop.example/?", "https://shop.example/?gw=T&ref=ada-bakes"),
        ("https://shop.example/a?b=c&d", "https://shop.example/a?b=c&d&gw=T&ref=ada-bakes"),
        ("https://shop.example/a#top", "https://shop.example/a?gw=T&ref=ada-bakes#top"),
        ("https://shop.example/?x=%2F&x=2#", "https://shop.example/?x=%2F&x=2&gw=T&ref=ada-bakes#"),
        ("https://shop.example/?ref=1&gw=2", "https://shop.example/?gw=T&ref=ada-bakes"),
    ],
)
def test_the_stored_address_is_kept(stored: str, address: str) -> None:
    assert led_to(a_link(destination=stored)) == address


@pytest.mark.parametrize(
    ("query", "passed"),
    [
        ("", []),
        ("utm_source=a&utm_medium=b", ["utm_source=a", "utm_medium=b"]),
        ("url=https://evil.example&redir_url=x&gw=forged&ref=other", []),
        ("utm_source=a%20b+c", ["utm_source=a%20b+c"]),
        ("utm_source", []),
        ("UTM_SOURCE=a", []),
        ("utm_source=é\r\nSet-Cookie:x", ["utm_source=%C3%A9%0D%0ASet-Cookie%3Ax"]),
        ("utm_a\r\nSet-Cookie: x=1", ["utm_a%0D%0ASet-Cookie%3A%20x=1"]),
        ("utm_\n=1&utm_é=2&utm_\ud800=3", ["utm_%0A=1", "utm_%C3%A9=2", "utm_%3F=3"]),
        ("utm_a=\ud800", ["utm_a=%3F"]),
        ("utm_a=#x", ["utm_a=%23x"]),
        ("utm_a=" + "x" * 2_000, []),
    ],
)
def test_only_allowed_parameters_pass(query: str, passed: list[str]) -> None:
    assert passed_on(query) == passed


def test_the_address_s_own_parameters_win() -> None:
    link = a_link(destination="https://shop.example/?utm_source=goodword")

    address = led_to(link, "utm_source=other&utm_medium=b")

    assert address == ("https://shop.example/?utm_source=goodword&utm_medium=b&gw=T&ref=ada-bakes")


@given(st.text(max_size=300))
def test_nothing_a_visitor_writes_moves_the_address(query: str) -> None:
    parts = urlsplit(led_to(a_link(destination="https://shop.example/cake#top"), query))

    assert (parts.scheme, parts.netloc, parts.path) == ("https", "shop.example", "/cake")
    assert parts.fragment == "top"
    assert {name for name, _ in parse_qsl(parts.query) if not name.startswith("utm_")} == {
        "gw",
        "ref",
    }


def test_a_parameter_without_a_value_is_left_out() -> None:
    assert with_parameters("https://shop.example/", [("gw", ""), OURS[1]], []) == (
        "https://shop.example/?ref=ada-bakes"
    )
