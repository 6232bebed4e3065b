"""Codes: what can be one, how it is found in what people paste, and words that are nobody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.identity import CODE_PATTERN, BadCodeError, code_in, parse_code
from referrals.model.reserved import is_number, is_reserved

BEHIND = [
    ".",
    ")",
    ",",
    "/",
    "!",
    "…",
    "_",
    "-",
    "\u200b",
    "\ufeff",
    "\u2069",
    "%",
    "&utm_source=x",
    "/&utm_source=x&utm_medium=y",
    "?x",
    "/?utm_source=x",
    "?",
    '"',
    "”",
    "»",
    "。",
    "」",
    ").",
    " 🍞",
]
BEFORE = ["", '"', "“", "(", "«", "\u200b", "@", "#", " "]
NOT_IT = ["ada 10%", "ada&ben", "ada/ben", "ada.ben", "adaé", "ada ben", "a", "ad", "x" * 31]


@pytest.mark.parametrize("behind", BEHIND, ids=ascii)
@pytest.mark.parametrize("before", BEFORE, ids=ascii)
def test_a_code_is_found_among_what_was_pasted_with_it(before: str, behind: str) -> None:
    assert code_in(f"{before}Ada{behind}") == "ada"


@pytest.mark.parametrize("text", NOT_IT)
def test_another_word_is_not_cut_down_to_a_code(text: str) -> None:
    with pytest.raises(BadCodeError):
        code_in(text)


@given(st.from_regex(CODE_PATTERN, fullmatch=True))
def test_every_code_is_found_in_itself(code: str) -> None:
    assert code_in(code) == code == parse_code(code.upper())


@given(st.text(max_size=60))
def test_whatever_is_found_can_be_a_code(text: str) -> None:
    try:
        found = code_in(text)
    except BadCodeError:
        return

    assert parse_code(found) == found
    assert found in text.lower()


@pytest.mark.parametrize(
    "code",
    [
        "welcome",
        "welcome10",
        "black-friday",
        "blackfriday2026",
        "20sale",
        "free-shipping",
        "spring",
        "bakery5",
        "10off",
        "summer-2026",
        "willkommen10",
        "bien-venue",
        "5-bem-vindo",
        "navidad25",
        "2026weihnachten",
    ],
)
def test_a_word_of_the_shop_is_nobody_s_code(code: str) -> None:
    assert is_reserved(code, ["Spring", "BAKERY-5"])


@pytest.mark.parametrize(
    "code", ["emma", "noah", "maria", "lea", "finn", "carlos", "joao", "omar", "rosa", "pascal"]
)
def test_a_first_name_is_free(code: str) -> None:
    assert not is_reserved(code, [])


@pytest.mark.parametrize("code", ["ada", "ada-bakes", "wholesaler", "ada10", "bakery6", "newton"])
def test_an_advocate_s_own_word_is_free(code: str) -> None:
    assert not is_reserved(code, ["Spring", "BAKERY-5"])


@pytest.mark.parametrize(("code", "number"), [("1001", True), ("12-34", True), ("12a4", False)])
def test_a_number_is_no_word(code: str, number: bool) -> None:
    assert is_number(code) is number
