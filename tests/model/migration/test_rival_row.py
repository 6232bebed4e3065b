"""Rows of other programs' files: read whole, or refused by their column."""

from datetime import date

import pytest

from referrals.model.migration.rival_format import formats
from referrals.model.migration.rival_row import (
    MOST_CODES,
    MOST_MINOR,
    AdvocateRow,
    BadRowError,
    FormerCode,
    FriendRow,
    LeftOutRow,
    RowReader,
    language_tag,
)


def read(form: str = "plain", **cells: str) -> AdvocateRow | FriendRow | LeftOutRow:
    return RowReader(formats()[form], "EUR").read(7, {k: (v,) for k, v in cells.items()})


def test_a_whole_row_is_read() -> None:
    row = read(
        email="Ada@Example.com",
        firstname="Ada",
        lastname="Lovelace",
        code="Ada_L; ada2",
        balance="12.50",
        points="30",
        locale="de",
        unsubscribed="Yes",
    )

    assert row == AdvocateRow(
        line=7,
        email="Ada@Example.com",
        name="Ada Lovelace",
        locale="de",
        codes=(FormerCode("Ada_L", "ada-l"), FormerCode("ada2", "ada2")),
        money_minor=1250,
        currency="EUR",
        points=30,
        unsubscribed=True,
    )


def test_hundredths_stay_hundredths() -> None:
    row = read("rewardful", email="ada@example.com", unpaidamount="1250", currency="usd")

    assert isinstance(row, AdvocateRow)
    assert (row.money_minor, row.currency) == (1250, "USD")


@pytest.mark.parametrize(
    ("balance", "minor"), [("12,50", 1250), ("1.234,5", 123450), ("1234,05", 123405), ("7", 700)]
)
def test_a_balance_may_have_a_decimal_comma(balance: str, minor: int) -> None:
    row = read("plain", email="ada@example.com", balance=balance)

    assert isinstance(row, AdvocateRow)
    assert row.money_minor == minor


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": "ada@example.com", "balance": "1.000"}, "balance"),
        ({"email": "ada@example.com", "balance": "1,000"}, "balance"),
        ({"email": "ada@example.com", "balance": "1,2,3"}, "balance"),
        ({"email": "ada@example.com", "balance": "-3.00"}, "balance"),
        ({"email": "ada@example.com", "balance": "1e30"}, "balance"),
        ({"email": "ada@example.com", "balance": "NaN"}, "balance"),
        ({"email": "ada@example.com", "balance": "3", "currency": "EURO"}, "currency"),
        ({"email": "ada@example.com", "points": str(MOST_MINOR + 1)}, "points"),
        ({"email": "ada@example.com", "points": "a few"}, "points"),
        ({"email": "ada@example.com", "code": "a" * 501}, "code"),
    ],
)
def test_what_cannot_be_is_refused_by_column(cells: dict[str, str], field: str) -> None:
    with pytest.raises(BadRowError) as refused:
        read(**cells)

    assert refused.value.field == field


def test_a_name_that_is_a_link_is_left_out() -> None:
    row = read(email="ada@example.com", name="www.win.example")

    assert isinstance(row, AdvocateRow)
    assert row.name == ""


def test_more_codes_than_anybody_shares_are_cut() -> None:
    row = read(email="ada@example.com", code=",".join(f"code-{n}" for n in range(60)))

    assert isinstance(row, AdvocateRow)
    assert len(row.codes) == MOST_CODES


@pytest.mark.parametrize(
    ("form", "cells", "why"),
    [
        ("plain", {"email": ""}, "nobody"),
        ("plain", {"email": "ada@example.com", "test": "true"}, "test"),
        ("plain", {"email": "ada@example.com", "blocked": "Blocked"}, "turned_away"),
        ("dub", {"email": "ada@example.com", "status": "banned"}, "turned_away"),
        ("growsurf", {"email": "ada@example.com", "fraudrisklevel": "HIGH"}, "turned_away"),
        (
            "referralcandy",
            {"referralemail": "a.da@gmail.com", "referringemail": "ada@gmail.com"},
            "self_referral",
        ),
    ],
)
def test_a_row_may_be_left_out(form: str, cells: dict[str, str], why: str) -> None:
    assert read(form, **cells) == LeftOutRow(7, why)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("by", "status", "came"),
    [
        ("abc", "CREDIT_AWARDED", FriendRow(7, "ada@example.com", date(2025, 3, 1))),
        ("abc", "CREDIT_PENDING", None),
        ("", "CREDIT_AWARDED", None),
    ],
)
def test_whoever_was_credited_for_is_a_friend_too(
    by: str, status: str, came: FriendRow | None
) -> None:
    cells = {"referredby": by, "referralstatus": status, "createdat": "1740787200000"}
    row = read("growsurf", email="ada@example.com", **cells)

    assert isinstance(row, AdvocateRow)
    assert row.came == came


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-01", date(2025, 3, 1)),
        ("2025-03-01 10:00:00 UTC", date(2025, 3, 1)),
        ("1740787200", date(2025, 3, 1)),
        ("1740787200000", date(2025, 3, 1)),
        ("0001-01-01", None),
        ("9" * 30, None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_friend_came_on_a_day_or_on_none(text: str, day: date | None) -> None:
    row = read("friends", friendemail="ben@example.com", date=text)

    assert row == FriendRow(7, "ben@example.com", day)


@pytest.mark.parametrize(
    ("text", "tag"), [("pt_BR", "pt-BR"), (" de\n", "de"), ("x" * 400, ""), ("de@1", ""), ("", "")]
)
def test_a_language_is_one_or_none(text: str, tag: str) -> None:
    assert language_tag(text) == tag
