"""How a brand comes out, in sentences."""

from referrals.model.brand.brand import Brand
from referrals.model.brand.brand_report import brand_report


def test_a_colour_that_cannot_be_read_is_told() -> None:
    lines = brand_report(Brand(colour="#ffd200"), "Lindner’s")

    assert lines[0] == "Pages and letters are signed Lindner’s."
    assert "#ffd200 has a contrast of" in lines[1]
    assert "Buttons are #ffd200" in lines[2]


def test_a_brand_that_says_nothing_is_not_told() -> None:
    assert brand_report(Brand(), "Lindner’s") == []
