"""A card for the table: the link's QR code, its words and its code, for its advocate alone."""

import pytest

from referrals.views.link.link_qr import Drawing, link_qr, qr_colour
from referrals.wiring import stores
from tests.advocate import answer, page, sign_in
from tests.world import a_link, a_program, a_reader


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    brand = {"colour": "#ffd400", "shop_name": "Lindner's"}
    stores.programs().add(a_program(brand=brand))
    stores.people().add(a_reader())
    stores.links().create(a_link(words="The <b>best</b> bread"))
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    sign_in()


def test_the_card_has_words_code_and_address() -> None:
    shown = page("me_card")

    for text in ("Lindner's", "The <b>best</b> bread", "ada-bakes", "go.shop.example/r/ada-bakes"):
        assert text in shown.text
    assert "10% off your next order" in shown.text
    assert next(a["aria-label"] for _, a in shown.tags if a.get("role") == "img")


def test_a_yellow_shop_has_a_code_that_cameras_read() -> None:
    svg = link_qr("https://go.shop.example", "ada", Drawing.SVG, 4, colour=qr_colour("#ffd400"))

    assert b"#ffd400" not in svg
    assert qr_colour("#ffd400").encode() in svg
    assert qr_colour("#8f491f") == "#8f491f"
    assert qr_colour("") == "#000000"


def test_a_link_that_rests_has_no_card() -> None:
    stores.links().change("ada-bakes", status="paused")

    assert answer("me_card")["statusCode"] == 404


def test_who_is_not_signed_in_is_asked_to() -> None:
    assert answer("me_card", cookies=[])["statusCode"] == 401
