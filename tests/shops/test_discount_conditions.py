"""What a discount is promised with, as each shop keeps it, and what a shop has no place for."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.model.code.discount import Discount
from referrals.model.era import epoch_seconds
from referrals.model.moment import stamp
from referrals.providers.shops.fulfilment import CodeState, Fulfilment
from referrals.providers.shops.fulfilment_registry import find_fulfilment
from tests.shops.tills import open_till, terms
from tests.world import NOW

CODE = "ABCD1234EFGH"
END = NOW + timedelta(days=30)
GID = "gid://shopify"
KEPT: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "shopify",
        {"minimum_minor": 2000},
        {"minimumRequirement": {"subtotal": {"greaterThanOrEqualToSubtotal": "20.00"}}},
    ),
    ("shopify", {"once_per_customer": True}, {"appliesOncePerCustomer": True}),
    (
        "shopify",
        {"first_order_only": True},
        {"context": {"customerSegments": {"add": [f"{GID}/Segment/1"]}}},
    ),
    ("shopify", {"ends_at": END}, {"endsAt": stamp(END)}),
    ("woocommerce", {"minimum_minor": 2000}, {"minimum_amount": "20.00"}),
    ("woocommerce", {"products": ("12", "34")}, {"product_ids": [12, 34]}),
    ("woocommerce", {"once_per_customer": True}, {"usage_limit_per_user": 1}),
    (
        "woocommerce",
        {"personal": True, "email": "ben@example.com"},
        {"email_restrictions": ["ben@example.com"]},
    ),
    ("woocommerce", {"personal": True}, {}),
    ("woocommerce", {"ends_at": END}, {"date_expires": stamp(END).removesuffix("Z")}),
    (
        "stripe",
        {"minimum_minor": 2000},
        {"restrictions[minimum_amount]": "2000", "restrictions[minimum_amount_currency]": "eur"},
    ),
    (
        "stripe",
        {"first_order_only": True},
        {"restrictions[first_time_transaction]": "true"},
    ),
    ("stripe", {"products": ("prod_A",)}, {"applies_to[products][0]": "prod_A"}),
    ("stripe", {"ends_at": END}, {"expires_at": str(epoch_seconds(END))}),
    (
        "bigcommerce",
        {"minimum_minor": 2000},
        {"condition": {"cart": {"minimum_spend": "20.00"}}},
    ),
    ("bigcommerce", {"products": ("12",)}, {"items": {"products": [12]}}),
    ("bigcommerce", {"once_per_customer": True}, {"max_uses_per_customer": 1}),
    ("bigcommerce", {"ends_at": END}, {"end_date": stamp(END)}),
    ("paddle", {"products": ("pro_1", "pri_2")}, {"restrict_to": ["pro_1", "pri_2"]}),
    ("paddle", {"ends_at": END}, {"expires_at": stamp(END)}),
    (
        "lemonsqueezy",
        {"products": ("7",)},
        {"variants": {"data": [{"type": "variants", "id": "7"}]}},
    ),
    ("lemonsqueezy", {"ends_at": END}, {"expires_at": stamp(END)}),
]


def shop_of(platform: str) -> Fulfilment:
    shop = find_fulfilment(platform)
    assert shop
    return shop


@pytest.mark.parametrize(("platform", "wanted", "kept"), KEPT)
def test_a_condition_stands_in_the_shop(
    platform: str, wanted: dict[str, Any], kept: dict[str, Any]
) -> None:
    discount = Discount("EUR", percent=10, **wanted)
    assert shop_of(platform).objection(discount) is None

    with open_till(platform) as till:
        shop_of(platform).make(till.account, terms(discount=discount), till.ask())

        assert till.shop.conditions(CODE) == kept
        assert till.shop.worth(CODE) == till.kind.percent


def test_shopify_frees_shipping_from_a_minimum() -> None:
    discount = Discount("EUR", free_shipping=True, minimum_minor=2000)

    with open_till("shopify") as till:
        shop = shop_of("shopify")
        shop.make(till.account, terms(discount=discount), till.ask())
        found = shop.find(till.account, terms(discount=discount), till.ask())

        (row,) = till.shop.rows(CODE)
        assert row["destination"] == {"all": True}
        assert "minimumRequirement" in till.shop.conditions(CODE)
        assert found
        assert (found.ours, found.state) == (True, CodeState.LIVE)


def test_woocommerce_frees_shipping_and_nothing_else() -> None:
    with open_till("woocommerce") as till:
        discount = Discount("EUR", free_shipping=True)
        shop_of("woocommerce").make(till.account, terms(discount=discount), till.ask())

        assert till.shop.conditions(CODE) == {"free_shipping": True}
        assert till.shop.worth(CODE) == ("fixed_cart", "0.00")


def test_shopify_tells_products_from_variants() -> None:
    products = ("12", f"{GID}/ProductVariant/34")
    with open_till("shopify") as till:
        discount = Discount("EUR", percent=10, products=products)
        shop_of("shopify").make(till.account, terms(discount=discount), till.ask())

        (row,) = till.shop.rows(CODE)
        assert row["customerGets"]["items"]["products"] == {
            "productsToAdd": [f"{GID}/Product/12"],
            "productVariantsToAdd": [f"{GID}/ProductVariant/34"],
        }


def test_the_segment_of_first_orders_is_made_once() -> None:
    with open_till("shopify") as till:
        for code in ("FIRST111AAAA", "SECOND22BBBB"):
            discount = Discount("EUR", percent=10, first_order_only=True)
            shop_of("shopify").make(till.account, terms(code, discount), till.ask())

        (segment,) = till.shop.segments
        assert segment["query"] == "number_of_orders = 0"


@pytest.mark.parametrize("free_shipping", [False, True])
def test_shopify_s_end_is_sent_again_with_the_code(free_shipping: bool) -> None:
    percent = None if free_shipping else 10
    wanted = terms(discount=Discount("EUR", percent, free_shipping=free_shipping, ends_at=END))
    with open_till("shopify") as till:
        shop = shop_of("shopify")
        shop.make(till.account, wanted, till.ask())
        found = shop.find(till.account, wanted, till.ask())
        assert found
        shop.disable(till.account, found, till.ask())

        shop.enable(till.account, found, wanted, till.ask())

        assert till.shop.conditions(CODE) == {"endsAt": stamp(END)}


def test_woocommerce_s_end_comes_back_with_the_code() -> None:
    wanted = terms(discount=Discount("EUR", percent=10, ends_at=END))
    with open_till("woocommerce") as till:
        shop = shop_of("woocommerce")
        shop.make(till.account, wanted, till.ask())
        found = shop.find(till.account, wanted, till.ask())
        assert found
        shop.disable(till.account, found, till.ask())
        assert till.shop.live(CODE) == 0

        shop.enable(till.account, found, wanted, till.ask())

        assert till.shop.conditions(CODE) == {"date_expires": stamp(END).removesuffix("Z")}


NO_PLACE = [
    ("shopify", "personal", {"personal": True}),
    ("shopify", "products", {"products": ("prod_A",)}),
    ("woocommerce", "first_order_only", {"first_order_only": True}),
    ("woocommerce", "products", {"products": ("A1",)}),
    ("stripe", "once_per_customer", {"once_per_customer": True}),
    ("stripe", "personal", {"personal": True}),
    ("stripe", "products", {"products": ("12",)}),
    ("stripe", "minimum_minor", {"minimum_minor": 100_000_000}),
    ("bigcommerce", "first_order_only", {"first_order_only": True}),
    ("bigcommerce", "personal", {"personal": True}),
    ("bigcommerce", "products", {"products": ("A1",)}),
    ("paddle", "minimum_minor", {"minimum_minor": 100}),
    ("paddle", "first_order_only", {"first_order_only": True}),
    ("paddle", "once_per_customer", {"once_per_customer": True}),
    ("paddle", "products", {"products": ("12",)}),
    ("lemonsqueezy", "minimum_minor", {"minimum_minor": 100}),
    ("lemonsqueezy", "first_order_only", {"first_order_only": True}),
    ("lemonsqueezy", "products", {"products": ("prod_1",)}),
]


@pytest.mark.parametrize(("platform", "field", "wanted"), NO_PLACE)
def test_what_a_shop_has_no_place_for_is_refused(
    platform: str, field: str, wanted: dict[str, Any]
) -> None:
    objection = shop_of(platform).objection(Discount("EUR", percent=10, **wanted))

    assert objection
    assert objection.field == field
    assert objection.message
    assert objection.remedy


def test_more_combinations_have_no_place() -> None:
    shipping = Discount("EUR", free_shipping=True)
    some = Discount("EUR", amount_minor=500, products=("12",))
    freed = Discount("EUR", free_shipping=True, products=("12",))

    for platform, discount, field in (
        ("stripe", shipping, "free_shipping"),
        ("woocommerce", some, "products"),
        ("shopify", freed, "products"),
        ("bigcommerce", freed, "products"),
        ("paddle", shipping, "free_shipping"),
        ("lemonsqueezy", shipping, "free_shipping"),
        ("paddle", Discount("ISK", amount_minor=500), "amount_minor"),
    ):
        objection = shop_of(platform).objection(discount)
        assert objection
        assert objection.field == field
