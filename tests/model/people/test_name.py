"""Names: what is printed as one, and what is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.order.contact import usable_contact
from referrals.model.order.conversion import Contact
from referrals.model.people.name import printable_name
from tests.world import an_advocate

NAMES = [
    "Ben",
    "Anne-Marie O’Neil",
    "D'Angelo",
    "J.R.R. Tolkien",
    "María José",
    "Martin L. King, Jr.",
    "Ben & Mia",
    "X Æ A-12",
    "Gal·la",
    "山田太郎",
    "می\u200cخواهم",
    "क्\u200dष",
]
LEFT_OUT = [
    "ben@example.com",
    "ben＠example",
    "Claim-500EUR:evil.example/go now",
    "evil.example",
    "t.co",
    "évil.c\u0301om",
    "evil。com",
    "evil\u2024com",
    "evil\ufe52com",
    "evil\u06d4com",
    "evil\u0387com",
    "tel\ufe55+4930",
    "https://evil",
    "//evil",
    "tel:+4930",
    "192.0.2.1",
    "\\\\evil",
    "Ben\u202egro.live",
    "\u2066Ben\u2069",
    "\u200fBen",
    "Ben\u200b",
    "Ben\nBcc",
    "Ben\0",
    "Ben\u0085Bcc",
    "Ben\U000e0041",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_printed_as_it_is(name: str) -> None:
    assert printable_name(f" {name} ") == name


@pytest.mark.parametrize("name", LEFT_OUT, ids=ascii)
def test_what_is_no_name_is_left_out(name: str) -> None:
    assert printable_name(name) == ""
    assert printable_name(f"Ben {name}") == ""


@pytest.mark.parametrize("name", LEFT_OUT, ids=ascii)
def test_a_stored_name_heals_where_it_is_shown(name: str) -> None:
    assert an_advocate().model_copy(update={"name": f"Ada {name}"}).first_name == ""


@given(st.text(max_size=60))
def test_what_is_printed_is_safe_in_any_line(name: str) -> None:
    shown = printable_name(name)

    assert shown in ("", name.strip())
    assert not set(shown) & set("@:\n\r\0\u202e\u2066")


def test_a_contact_keeps_what_can_be_used() -> None:
    told = Contact(email="Ben@Example.com.", first_name="Ben", locale="de", may_write=True)
    odd = Contact(email="mailto:ben@example.com", first_name="evil.example", may_write=True)

    assert usable_contact(told) == Contact("Ben@example.com", "Ben", "de", may_write=True)
    assert usable_contact(odd) == Contact(may_write=True)
