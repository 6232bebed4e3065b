"""Mailboxes called almost alike, and those that are nobody's."""

import pytest

from referrals.model.risk.disposable import is_disposable
from referrals.model.risk.near_name import are_near


@pytest.mark.parametrize(
    ("other", "near"),
    [
        ("ada.lovelace2@web.example", True),
        ("ada-lovelace@web.example", True),
        ("ada.lovelase@web.example", True),
        ("ada.lovelcae@web.example", True),
        ("ada.lovelac@web.example", True),
        ("ada.lovelace@other.example", False),
        ("adam.lovelock@web.example", False),
        ("ada.lovelace@web.example", False),
        ("no address", None),
    ],
)
def test_near_names_are_one_letter_apart(other: str, near: bool | None) -> None:
    assert are_near("ada.lovelace@web.example", other) is near


def test_short_names_are_too_alike_to_tell() -> None:
    assert are_near("ben@web.example", "bea@web.example") is False


@pytest.mark.parametrize(
    ("address", "hit"),
    [
        ("x@mailinator.com", True),
        ("x@below.mailinator.com", True),
        ("x@gmail.com", False),
        ("x@com", False),
        ("", False),
    ],
)
def test_throw_away_domains_are_known(address: str, hit: bool) -> None:
    assert is_disposable(address) is hit
