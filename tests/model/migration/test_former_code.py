"""Codes of another program, in our spelling."""

import pytest

from referrals.model.migration.former_code import code_in_address, former_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Ada_L", "ada-l"),
        ("anna.b", "anna-b"),
        ("  ANNA10 ", "anna10"),
        ("__ada__", "ada"),
        ("a" * 40, "a" * 30),
        ("a" * 29 + "_b", "a" * 29),
        ("été", ""),
        ("\u4f60\u597d", ""),
        ("ab", ""),
        ("", ""),
        ("../../etc", "etc"),
        ("<script>", "script"),
    ],
)
def test_a_code_keeps_what_a_link_can_have(written: str, code: str) -> None:
    assert former_code(written) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ada_L", "Ada_L"),
        ("https://shop.example/cakes?via=Ada_L&x=1", "Ada_L"),
        ("https://go.shop.example/Ada_L/", "Ada_L"),
        ("brand.refr.cc/ada", "ada"),
        ("https://shop.example/?other=1", ""),
        ("https://[bad", ""),
    ],
)
def test_an_address_has_its_code(text: str, code: str) -> None:
    assert code_in_address(text, "via") == code
