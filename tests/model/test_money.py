"""Money read, written and divided, against decimals and against the currencies' own places."""

from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.money import (
    EXPONENT,
    UnreadableMoneyError,
    parse_currency,
    portion,
    require_typed_minor,
    to_minor,
    to_text,
    typed_minor,
)

LARGEST = 10**15
COUNTS = [17, 133, 7, 2]
"""How many currencies have no, two, three and four places."""
FIRST, LAST = ("AED", "BIF", "BHD", "CLF"), ("ZWG", "XPF", "TND", "UYW")


def test_a_portion_is_half_even_over_a_whole_range() -> None:
    for amount in range(26):
        for whole in range(1, 26):
            for part in range(whole + 1):
                exact = Decimal(amount * part) / whole
                half_even = int(exact.to_integral_value(ROUND_HALF_EVEN))
                assert portion(amount, part, whole) == half_even, (amount, part, whole)


@given(st.integers(0, LARGEST), st.integers(0, LARGEST), st.integers(1, LARGEST))
def test_a_portion_of_much_money_is_exact_too(amount: int, part: int, whole: int) -> None:
    twice = 2 * (portion(amount, part, whole) * whole - amount * part)

    assert -whole <= twice <= whole


@pytest.mark.parametrize("given", [(-1, 1, 1), (1, -1, 1), (1, 1, 0), (1, 1, -1)])
def test_a_portion_of_what_can_t_be_is_a_mistake(given: tuple[int, int, int]) -> None:
    with pytest.raises(AssertionError):
        portion(*given)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("12.50", "EUR", 1250),
        (12, "EUR", 1200),
        (Decimal("0.1"), "EUR", 10),
        ("-3.00", "EUR", -300),
        ("500", "JPY", 500),
        ("500.4", "JPY", 500),
        ("1.230", "KWD", 1230),
        ("39456.1234", "CLF", 394561234),
        ("1.5", "CLF", 15000),
        ("0.0001", "UYW", 1),
        ("0.00005", "UYW", 0),
        ("0.00015", "UYW", 2),
        ("0.005", "EUR", 0),
        ("0.015", "EUR", 2),
        (LARGEST, "JPY", LARGEST),
        (-LARGEST, "JPY", -LARGEST),
    ],
)
def test_an_amount_is_read_in_the_currency_s_own_places(
    amount: object, currency: str, minor: int
) -> None:
    assert to_minor(amount, currency) == minor


@pytest.mark.parametrize(
    ("exponent", "minor"), [(-1, 500), (0, 500), (1, 5000), (2, 50000), (3, 500000)]
)
def test_a_platform_may_count_in_other_places(exponent: int, minor: int) -> None:
    assert to_minor("500", "JPY", exponent=exponent) == minor
    assert to_minor("500", "EUR", exponent=exponent) == (50000 if exponent < 0 else minor)


@pytest.mark.parametrize(
    "amount",
    [None, "", "x", "1,50", 1.5, True, False, [], "NaN", "Infinity", LARGEST + 1, -LARGEST - 1],
)
def test_what_is_no_amount_says_where_it_stood(amount: object) -> None:
    with pytest.raises(UnreadableMoneyError) as refused:
        to_minor(amount, "EUR", "total")

    assert (refused.value.code, refused.value.field) == ("unreadable_money", "total")


def test_an_amount_s_usual_place_is_called_amount() -> None:
    with pytest.raises(UnreadableMoneyError) as refused:
        to_minor("x", "EUR")

    assert refused.value.field == "amount"


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1250, "EUR", "12.50 EUR"),
        (-5, "EUR", "-0.05 EUR"),
        (500, "JPY", "500 JPY"),
        (1230, "KWD", "1.230 KWD"),
        (394561234, "CLF", "39456.1234 CLF"),
        (1, "UYW", "0.0001 UYW"),
    ],
)
def test_an_amount_is_written_with_all_its_places(minor: int, currency: str, text: str) -> None:
    assert to_text(minor, currency) == text
    assert to_minor(text.split()[0], currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("5", "EUR", 500),
        (" 12.5 ", "EUR", 1250),
        ("12,50", "EUR", 1250),
        ("7000", "JPY", 7000),
        ("1.000", "KWD", 1000),
        ("0.0001", "UYW", 1),
        ("1.000", "EUR", None),
        ("1,000", "EUR", None),
        ("1,000", "KWD", None),
        ("5.005", "EUR", None),
        ("5.00", "JPY", None),
        ("1.000,00", "EUR", None),
        ("-5.00", "EUR", None),
        ("5e2", "EUR", None),
        ("٥", "EUR", None),
        ("5.", "EUR", None),
        ("", "EUR", None),
    ],
)
def test_a_typed_amount_is_taken_whole_or_not_at_all(
    text: str, currency: str, minor: int | None
) -> None:
    assert typed_minor(text, currency) == minor
    if minor is None:
        with pytest.raises(UnreadableMoneyError) as refused:
            require_typed_minor(text, currency, "amount")
        assert refused.value.field == "amount"


@pytest.mark.parametrize("text", ["EUR", " eur", "Eur "])
def test_a_currency_is_known_however_it_is_typed(text: str) -> None:
    assert parse_currency(text) == "EUR"


@pytest.mark.parametrize("text", ["", "EURO", "XXX", "E UR", None, 978])
def test_what_is_no_currency_is_refused(text: object) -> None:
    with pytest.raises(UnreadableMoneyError) as refused:
        parse_currency(text)

    assert (refused.value.code, refused.value.field) == ("unreadable_money", "currency")


def test_every_currency_of_the_standard_has_its_places() -> None:
    assert [EXPONENT[code] for code in (*FIRST, *LAST)] == [2, 0, 3, 4] * 2
    assert {len(code) for code in EXPONENT} == {3}
    assert sorted({*EXPONENT.values()}) == [0, 2, 3, 4]
    counts = [list(EXPONENT.values()).count(places) for places in (0, 2, 3, 4)]
    assert counts == COUNTS
