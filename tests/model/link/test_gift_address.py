"""The shop's own address for a gift code, with nothing of the visitor's in it unescaped."""

from urllib.parse import parse_qs, urlsplit

import pytest

from referrals.model.link.gift_address import gift_address

ONWARD = "https://shop.example/start?lang=en&gw=TOKEN&ref=ada-bakes#top"


def test_shopify_takes_it_and_goes_on_with_our_parameters() -> None:
    address = gift_address("shopify", "7K2MQX4R9WHT", ONWARD)

    assert address == (
        "https://shop.example/discount/7K2MQX4R9WHT"
        "?redirect=%2Fstart%3Flang%3Den%26gw%3DTOKEN%26ref%3Dada-bakes"
    )


def test_a_bare_shop_is_gone_on_to_at_its_root() -> None:
    address = gift_address("shopify", "A1", "https://shop.example?gw=T")

    assert parse_qs(urlsplit(address).query)["redirect"] == ["/?gw=T"]


def test_woocommerce_gets_a_parameter_for_our_script() -> None:
    address = gift_address("woocommerce", "A1", ONWARD)

    assert parse_qs(urlsplit(address).query)["gw_coupon"] == ["A1"]
    assert urlsplit(address).fragment == "top"


def test_a_stripe_payment_link_is_prefilled() -> None:
    address = gift_address("stripe", "A1", "https://buy.stripe.com/test_1?ref=ada-bakes")

    assert parse_qs(urlsplit(address).query)["prefilled_promo_code"] == ["A1"]


@pytest.mark.parametrize("codes_by", ["stripe", "webhook", "square"])
def test_any_other_shop_has_none(codes_by: str) -> None:
    assert gift_address(codes_by, "A1", ONWARD) == ""


def test_the_hints_stay_beside_the_code() -> None:
    onward = "https://shop.example/?gw=tok&ref=ada-bakes#bread"

    assert gift_address("woocommerce", "ABC", onward) == (
        "https://shop.example/?gw=tok&ref=ada-bakes&gw_coupon=ABC#bread"
    )
