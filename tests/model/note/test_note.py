"""A note holds a person's words: bounded, in plain sight, and without anything to follow."""

import pytest

from referrals.model.note.note import (
    LONGEST_NOTE,
    MOST_LINES,
    EmptyNoteError,
    plain_note,
    without_links,
)
from referrals.model.note.note_link import BadNoteLinkError, NoteLink, read_note_link, sign_note

KEY = b"a key"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Thank you!  ", "Thank you!"),
        ("One\r\nTwo\rThree", "One\nTwo\nThree"),
        ("far\n\n\n\n\napart", "far\n\napart"),
        ("a\u202eb\x00c\ud800d", "abcd"),
        ("tab\there", "tab here"),
        ("شكرًا", "شكرًا"),
        ("👩🏽‍🍳 merci", "👩🏽‍🍳 merci"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("<b>1 & 2</b>", "<b>1 & 2</b>"),
    ],
)
def test_words_stay_and_what_hides_goes(typed: str, kept: str) -> None:
    assert plain_note(typed) == kept


@pytest.mark.parametrize("nothing", ["", " \n ", "\u202e\u200b", "\x00"])
def test_a_note_without_words_is_none(nothing: str) -> None:
    with pytest.raises(EmptyNoteError):
        plain_note(nothing)


def test_a_note_has_an_end() -> None:
    long = plain_note("word " * 1000)
    tall = plain_note("\n".join(map(str, range(100))))

    assert len(long) <= LONGEST_NOTE
    assert tall.count("\n") == MOST_LINES - 1
    assert tall.endswith("99")
    assert plain_note(long) == long


@pytest.mark.parametrize("address", ["https://evil.example/x", "evil.example", "me@evil.example"])
def test_no_mail_program_finds_an_address(address: str) -> None:
    shown = without_links(f"Look at {address} now. Yes: please.")

    assert address not in shown
    assert shown.replace("\u200b", "") == f"Look at {address} now. Yes: please."
    assert "now. Yes: please." in shown


def test_a_link_opens_one_note_for_one_person() -> None:
    link = NoteLink("nte_1", "adv_ada")
    token = sign_note(KEY, link)

    assert read_note_link((KEY,), token) == link
    for forged in (token.replace("ada", "eve"), token[:-1], "nte_1~adv_ada", ""):
        with pytest.raises(BadNoteLinkError):
            read_note_link((KEY,), forged)
