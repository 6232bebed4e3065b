"""A file of codes, read line by line: what is taken and what isn't, and why."""

import pytest

from referrals.model.code import stock
from referrals.model.code.stock import BadStockFileError, pool_name, read_stock


def rows(text: str) -> list[tuple[int, str, str]]:
    return [(row.line, row.code, row.reason) for row in read_stock(text.encode())]


def test_the_column_called_code_counts() -> None:
    assert rows("value,Code\n10,ABC1\n20,ABC2\n") == [(2, "ABC1", ""), (3, "ABC2", "")]


def test_without_a_heading_the_first_column_counts() -> None:
    assert rows("ABC1;x\nABC2\n\n  \n")[1:] == [(2, "ABC2", "")]
    assert rows("ABC1,10\n") == [(1, "ABC1", "")]


def test_a_bad_line_is_told_and_the_others_go_on() -> None:
    found = rows("AB\nGOOD-1\ngood-1\nwith space\nÄÖÜ\n=cmd()\nGOOD-2\n")

    assert [row for row in found if not row[2]] == [(2, "GOOD-1", ""), (7, "GOOD-2", "")]
    assert {row[2] for row in found if row[2]} == {"not_a_code", "twice_in_the_file"}


def test_a_mark_of_byte_order_is_no_part_of_a_code() -> None:
    assert [row.code for row in read_stock(b"\xef\xbb\xbfcode\nABC1\n")] == ["ABC1"]


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"A" * 2_000])
def test_what_is_no_such_file_is_refused(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "LARGEST_FILE", 1_000)

    with pytest.raises(BadStockFileError) as refused:
        list(read_stock(raw))

    assert refused.value.remedy


def test_too_many_codes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock, "MOST_CODES", 2)

    with pytest.raises(BadStockFileError):
        list(read_stock(b"ABC1\nABC2\nABC3\n"))


def test_other_terms_are_another_pool() -> None:
    ten = pool_name("joy", "friend", {"kind": "discount_code", "percent": 10})
    twenty = pool_name("joy", "friend", {"kind": "discount_code", "percent": 20})

    assert ten != twenty
    assert ten.startswith("joy/friend/")
    assert pool_name("joy", "milestone-3", {}).startswith("milestone/3/")
