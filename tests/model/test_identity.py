"""Names for things: sortable ids, codes and how they are found in what people paste, keys."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.identity import (
    CODE_PATTERN,
    BadCodeError,
    base32,
    code_in,
    derived_key,
    new_code,
    new_id,
    parse_code,
)
from referrals.model.link.reserved_code import is_number, is_reserved
from tests.world import NOW

KINDS = ("adv", "fri", "clk", "key", "cur", "clm")
RANDOM = bytes(range(1, 11))

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


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_says_what_it_names_and_when_it_was_given(kind: str) -> None:
    assert new_id(kind, NOW, RANDOM) == f"{kind}_01m819eke0041061050r3gg28a"


@pytest.mark.parametrize(("kind", "random"), [("ben", RANDOM), ("adv", b"9 bytes!!"), ("adv", b"")])
def test_an_id_of_no_known_kind_or_too_little_chance_is_refused(kind: str, random: bytes) -> None:
    with pytest.raises(AssertionError):
        new_id(kind, NOW, random)


@given(
    st.integers(0, 10**12), st.integers(1, 10**12), st.binary(min_size=10, max_size=10), st.data()
)
def test_ids_sort_by_the_moment_whatever_chance_adds(
    since: int, later: int, random: bytes, data: st.DataObject
) -> None:
    first = NOW + timedelta(milliseconds=since)
    other = data.draw(st.binary(min_size=10, max_size=10))

    one, another = new_id("adv", first, random), new_id("adv", first, other)
    after = new_id("adv", first + timedelta(milliseconds=later), other)

    assert (one < another) == (random < other)
    assert max(one, another) < after
    assert len(one) == len("adv_") + 26


@pytest.mark.parametrize(
    ("number", "length", "text"),
    [(0, 1, "0"), (31, 2, "0z"), (32, 2, "10"), (1023, 2, "zz"), (1024, 2, "00"), (10, 3, "00a")],
)
def test_crockford_s_digits_stand_with_the_greatest_first(
    number: int, length: int, text: str
) -> None:
    assert base32(number, length) == text


@given(st.binary(min_size=10, max_size=16))
def test_a_number_can_be_read_back_from_its_letters(random: bytes) -> None:
    number, value = int.from_bytes(random), 0

    for letter in base32(number, 26):
        value = value * 32 + "0123456789abcdefghjkmnpqrstvwxyz".index(letter)

    assert value == number


@pytest.mark.parametrize(
    ("random", "code"),
    [
        (bytes(range(1, 9)), "9ry34tu8"),
        (bytes(8), "22222222"),
        (bytes([0] * 7 + [30]), "z2222222"),
        (bytes([0] * 7 + [31]), "23222222"),
        # More than is needed: the last bytes count.
        (bytes(8) + bytes([30]), "z2222222"),
    ],
)
def test_the_same_chance_makes_the_same_code(random: bytes, code: str) -> None:
    assert new_code(random) == code


@given(st.binary(min_size=8, max_size=32))
def test_nothing_in_a_new_code_looks_like_another_letter(random: bytes) -> None:
    code = new_code(random)

    assert parse_code(code) == code
    assert len(code) == 8
    assert not set(code) & set("01ilo")


def test_a_word_that_can_be_no_code_is_refused_by_name() -> None:
    with pytest.raises(BadCodeError) as refused:
        parse_code("-ada-")

    assert (refused.value.code, refused.value.field) == ("bad_code", "code")


def test_each_purpose_has_a_key_of_its_own_that_stays_the_same() -> None:
    told = "a723153d32fb1cc33970685a42a2ea457a18b09fe6d8d47ae6fd1fa2f7e0f428"
    assert derived_key(b"key", "click").hex() == told
    assert len({derived_key(b"key", purpose) for purpose in ("click", "token", "")}) == 3
    assert derived_key(b"other", "click") != derived_key(b"key", "click")


def test_a_millisecond_apart_is_another_id_in_any_year() -> None:
    late = NOW + timedelta(milliseconds=396_749_736_185)

    assert new_id("adv", late, RANDOM) < new_id("adv", late + timedelta(milliseconds=1), RANDOM)
