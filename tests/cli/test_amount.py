"""What people type is one amount or none: never a float, never a guess."""

import pytest

from goodword.amount import BadAmountError, parse_amount


@pytest.mark.parametrize(
    ("text", "asset", "units"),
    [
        ("500", "EUR", 500),
        ("5.00", "EUR", 500),
        ("5.5", "EUR", 550),
        (" 5.00 EUR ", "EUR", 500),
        ("5.00EUR", "EUR", 500),
        ("0.01", "EUR", 1),
        ("1.000", "KWD", 1000),
        ("500", "JPY", 500),
        ("40", "points", 40),
        ("0.29", "EUR", 29),
        ("4503599627.37", "EUR", 450359962737),
        ("1000000000000", "EUR", 10**12),
    ],
)
def test_a_whole_number_is_units_and_a_point_makes_it_money(
    text: str, asset: str, units: int
) -> None:
    assert parse_amount(text, asset) == units


@pytest.mark.parametrize(
    ("text", "asset"),
    [
        ("5,00", "EUR"),
        ("1.000", "EUR"),
        ("1,000.00", "EUR"),
        ("500 EUR", "EUR"),
        ("5.00 USD", "EUR"),
        ("5.", "EUR"),
        (".5", "EUR"),
        ("+5.00", "EUR"),
        ("-5.00", "EUR"),
        ("5e2", "EUR"),
        ("NaN", "EUR"),
        ("٥", "EUR"),
        ("5.٠٠", "EUR"),
        ("5.00\n1", "EUR"),
        ("", "EUR"),
        ("0", "EUR"),
        ("0.00", "EUR"),
        ("1000000000001", "EUR"),
        ("9999999999999.99", "EUR"),
        ("5.0", "JPY"),
        ("4.5", "points"),
        ("5.00", "XXX"),
    ],
)
def test_what_is_unclear_is_refused_with_what_to_write(text: str, asset: str) -> None:
    with pytest.raises(BadAmountError) as refused:
        parse_amount(text, asset)

    assert refused.value.remedy.startswith("Write ")


@pytest.mark.parametrize(
    ("asset", "shown"),
    [("EUR", "5.00"), ("KWD", "5.000"), ("JPY", "500"), ("points", "500")],
)
def test_what_to_write_is_what_is_taken(asset: str, shown: str) -> None:
    with pytest.raises(BadAmountError) as refused:
        parse_amount("5,00", asset)

    assert f"{shown} " in refused.value.remedy
    assert parse_amount(shown, asset) > 0
