"""A friend made up by `goodword trigger` goes the way that a friend goes who buys."""

import pytest

from goodword.trial.http import click
from tests.awswire.scripted_server import playing, reply


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ("/w/ada?gw=abc", ["/r/ada", "/on/ada?gw=abc"]),
        ("https://shop.example/?gw=abc&ref=ada", ["/r/ada"]),
    ],
)
def test_who_buys_has_pressed_the_page_s_button(place: str, asked: list[str]) -> None:
    with playing(reply(302, location=place), reply(302, location="/")) as script:
        assert click(script.url, "ada") == "abc"

    assert [each.split()[1].decode() for each in script.asked] == asked
