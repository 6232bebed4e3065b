"""A program's brand: what it takes, and what becomes of a page."""

import pytest
from pydantic import ValidationError

from referrals.model.brand.brand import Brand
from referrals.model.brand.page_brand import StyleSheet, page_brand, read_name
from tests.world import rules


@pytest.mark.parametrize("colour", ["8f491f", "#8f4", "brown", "#8f491f;}", None, 123456])
def test_a_colour_is_six_digits(colour: object) -> None:
    with pytest.raises(ValidationError, match="quotes"):
        Brand.model_validate({"colour": colour})


@pytest.mark.parametrize(
    "address",
    [
        "http://shop.example/logo.png",
        "https://shop.example/logo.png; script-src *",
        "https://shop.example/a'b.png",
        'https://shop.example/"onload=',
        "https://shop.example/a b.png",
        "https://shop.example,evil.example/",
        "https://user@shop.example/logo.png",
        "https://" + 500 * "a",
        "data:image/png;base64,AAAA",
    ],
)
def test_a_picture_is_a_plain_https_address(address: str) -> None:
    for field in ("logo", "picture"):
        with pytest.raises(ValidationError):
            Brand.model_validate({field: address})


def test_a_picture_may_have_a_query() -> None:
    address = "https://cdn.shop.example/logo_2x.png?w=200&h=80#top"

    assert Brand(logo=address).logo == address


@pytest.mark.parametrize("name", ["a\nb", " a", "a\u202eb", 81 * "a"])
def test_a_shop_s_name_can_be_printed(name: str) -> None:
    with pytest.raises(ValidationError):
        Brand(shop_name=name)


def test_a_shop_without_a_name_is_called_like_its_program() -> None:
    assert rules().shop_name == "Friends of the Bakery"
    assert rules(brand={"shop_name": "Lindner's Bakery"}).shop_name == "Lindner's Bakery"


def test_a_program_from_before_brands_is_read_as_it_was() -> None:
    assert rules().brand == Brand()


def test_a_page_without_a_brand_needs_no_second_stylesheet() -> None:
    assert page_brand("Lindner", "", "serif", "").stylesheet == ""


@pytest.mark.parametrize(
    ("colour", "font", "name"),
    [
        ("#8f491f", "serif", "brand-8f491f-serif.css"),
        ("", "sans", "brand-plain-sans.css"),
    ],
)
def test_a_stylesheet_is_named_by_what_is_in_it(colour: str, font: str, name: str) -> None:
    assert page_brand("Lindner", colour, font, "").stylesheet == f"/static/{name}?v=1"
    assert read_name(name) == StyleSheet(colour, font)


@pytest.mark.parametrize("name", ["brand-8F491F-serif.css", "brand-red-serif.css", "portal.css"])
def test_other_names_ask_for_no_brand(name: str) -> None:
    assert read_name(name) is None


@pytest.mark.parametrize(
    ("name", "initial"),
    [("lindner", "L"), ("“Ähre”", "Ä"), ("🥐 Café", "C"), ("🥐", "·"), ("ß", "S")],
)
def test_a_shop_s_initial_is_its_first_letter(name: str, initial: str) -> None:
    assert page_brand(name, "", "serif", "").initial == initial
