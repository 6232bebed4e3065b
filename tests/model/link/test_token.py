"""Click tokens: what is signed comes back, and nothing else does."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.era import moment_of
from referrals.model.link.click import click_id_of
from referrals.model.link.token import Token, read_token, sign_token

KEY, OLD = b"key", b"old"
RANDOM = b"8 random"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CODES = st.from_regex(r"[a-z0-9][a-z0-9-]{1,28}[a-z0-9]", fullmatch=True)


@given(CODES, st.integers(0, 2**32 - 1), st.binary(min_size=8, max_size=8))
def test_a_token_says_what_was_signed(code: str, seconds: int, random: bytes) -> None:
    text = sign_token(KEY, code, moment_of(seconds), random)

    assert len(text) <= 80
    assert read_token([KEY], text) == Token(code, moment_of(seconds), click_id_of(seconds, random))


def test_a_token_of_the_previous_key_is_good() -> None:
    assert read_token([KEY, OLD], sign_token(OLD, "ada-bakes", NOW, RANDOM))


def test_a_token_of_another_key_is_nothing() -> None:
    assert read_token([KEY], sign_token(OLD, "ada-bakes", NOW, RANDOM)) is None


def test_no_character_can_be_changed() -> None:
    text = sign_token(KEY, "ada-bakes", NOW, RANDOM)
    changed = [
        text[:place] + letter + text[place + 1 :]
        for place in range(len(text))
        for letter in "Aa0-_"
        if text[place] != letter
    ]

    assert [other for other in changed if read_token([KEY], other)] == []


@pytest.mark.parametrize("end", range(60))
def test_a_shortened_token_is_nothing(end: int) -> None:
    text = sign_token(KEY, "ada-bakes", NOW, RANDOM)

    assert len(text) < 60 or read_token([KEY], text[:end]) is None


@given(st.text(max_size=100))
def test_any_other_text_is_nothing(text: str) -> None:
    assert read_token([KEY], text) is None


@pytest.mark.parametrize("added", ["=", "==", " ", "\n", "A", "%3D"])
def test_a_token_has_one_spelling(added: str) -> None:
    text = sign_token(KEY, "ada-bakes", NOW, RANDOM)

    assert read_token([KEY], text + added) is None
    assert read_token([KEY], added + text) is None
