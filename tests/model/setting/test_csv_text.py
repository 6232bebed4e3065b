"""No text of a file is taken for a formula, and every number stays one."""

import pytest

from referrals.model.setting.csv_text import harmless_text


@pytest.mark.parametrize(
    "text", ["=1+1", "+SUM(A1)", "-cmd", "@x", "\t=1", "  =1", "\r=1", "|calc", "-", "=", "-1+2"]
)
def test_what_a_spreadsheet_would_reckon_is_quoted(text: str) -> None:
    assert harmless_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-5", "-5.00", "-1,234.50", "12", "a=b", "Ada", "  ", "–"])
def test_plain_texts_and_numbers_stay_as_they_are(text: str) -> None:
    assert harmless_text(text) == text
