"""The bakery's till: what comes off a bill, what it refuses and says, and what it leaves behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from goodword.local.shop.page import ShopRequest
from tests.cli.bakery.open_bakery import CODE, OpenBakery, TillCustomer, a_code, place_of, text_of
from tests.world import NOW


def test_ten_percent_are_on_the_bill(shop: OpenBakery) -> None:
    ben = TillCustomer(shop).choose(101, 102)

    ben.post("/cart/code", code=a_code(shop).lower())
    bill = text_of(ben.get("/cart"))
    ben.pay()

    (order,) = shop.orders()
    assert "−€2.43" in bill
    assert "Pay €21.87" in bill
    assert (order.goods_minor, order.off_minor, order.total_minor) == (2430, 243, 2187)
    assert order.code == CODE


def test_a_code_is_good_for_one_order(shop: OpenBakery) -> None:
    code = a_code(shop)
    for email in ("ben@example.com", "eve@example.com"):
        someone = TillCustomer(shop).choose(102)
        someone.post("/cart/code", code=code)
        answer = someone.pay(email)

    assert "This code has been used already." in text_of(answer)
    assert len(shop.orders()) == 1


def test_the_last_use_is_won_by_one_of_many(shop: OpenBakery) -> None:
    code = a_code(shop)
    customers = [TillCustomer(shop).choose(102) for _ in range(8)]
    for each in customers:
        each.post("/cart/code", code=code)

    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda pair: pair[1].pay(f"c{pair[0]}@example.com"), enumerate(customers))
        )

    assert sorted(answer.status for answer in answers) == [200] * 7 + [303]
    assert [order.code for order in shop.orders()] == [code]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"ends_at": NOW - timedelta(days=1)}, "This code ended on 21 November."),
        ({"starts_at": NOW + timedelta(days=2)}, "This code begins on 24 November."),
        (
            {"minimum_minor": 2000},
            "This code is for goods of €20.00 or more; yours come to €16.50.",
        ),
        ({"minimum_pieces": 3}, "This code is for 3 pieces or more."),
        ({"products": (101,)}, "This code is for Rye, 1 kg, which is not in your basket."),
    ],
)
def test_what_the_till_does_not_take_is_said_plainly(
    shop: OpenBakery, parts: dict[str, Any], sentence: str
) -> None:
    ben = TillCustomer(shop).choose(102)
    ben.post("/cart/code", code=a_code(shop, **parts))

    page = text_of(ben.get("/cart"))
    answer = ben.pay()

    assert sentence in page
    assert "Pay €16.50" in page
    assert sentence in text_of(answer)
    assert shop.orders() == []


def test_an_unknown_code_is_no_order(shop: OpenBakery) -> None:
    ben = TillCustomer(shop).choose(102)
    ben.post("/cart/code", code="<b>NOPE</b>")

    page = text_of(ben.get("/cart"))

    assert "We have no such code." in page
    assert "<b>NOPE" not in page


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"first_order_only": True, "usage_limit": None}, "This code is for a first order"),
        ({"once_per_customer": True, "usage_limit": None}, "You have used this code before"),
    ],
)
def test_who_came_before_is_known_by_the_address(
    shop: OpenBakery, parts: dict[str, Any], sentence: str
) -> None:
    code = a_code(shop, **parts)
    for _ in range(2):
        ben = TillCustomer(shop).choose(102)
        ben.post("/cart/code", code=code)
        answer = ben.pay("Ben@Example.com")

    assert sentence in text_of(answer)
    assert [order.nth for order in shop.orders()] == [1]


def test_a_fixed_amount_is_split_to_the_cent(shop: OpenBakery) -> None:
    ben = TillCustomer(shop).choose(101, 103, 106)
    ben.post("/cart/code", code=a_code(shop, amount_minor=1000))
    ben.pay()

    (order,) = shop.orders()
    assert [line.off_minor for line in order.lines] == [359, 410, 231]
    assert order.total_minor == 2170 - 1000


def test_more_than_the_goods_cost_never_comes_off(shop: OpenBakery) -> None:
    ben = TillCustomer(shop).choose(106)
    ben.post("/cart/code", code=a_code(shop, amount_minor=1000))
    ben.post("/cart/change", item_106="1", delivery="bicycle")
    ben.pay()

    (order,) = shop.orders()
    assert (order.off_minor, order.total_minor) == (500, 390)


def test_free_delivery_takes_the_delivery_alone(shop: OpenBakery) -> None:
    ben = TillCustomer(shop).choose(102)
    ben.post("/cart/code", code=a_code(shop, free_shipping=True))
    ben.post("/cart/change", item_102="1", delivery="bicycle")
    ben.pay()

    (order,) = shop.orders()
    assert (order.off_minor, order.shipping_off_minor, order.total_minor) == (0, 390, 1650)


def test_a_discount_link_fills_the_code_in(shop: OpenBakery) -> None:
    ben = TillCustomer(shop)
    code = a_code(shop)

    onward = ben.get(f"/discount/{code}", "redirect=%2F%3Fgw%3Dabc%26ref%3Dada")
    ben.choose(102)

    assert place_of(onward) == "/shop/?gw=abc&ref=ada"
    assert "−€1.65" in text_of(ben.get("/cart"))


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_a_discount_link_leads_nowhere_else(shop: OpenBakery, place: str) -> None:
    answer = TillCustomer(shop).get("/discount/X", f"redirect={place}")

    assert place_of(answer) == "/shop/"


def test_the_landing_page_with_our_marks_is_kept(shop: OpenBakery) -> None:
    ben = TillCustomer(shop)
    for query in ("", "gw=abc&ref=ada", "utm_source=news"):
        ben.get("/", query)
    ben.choose(102).pay()

    assert shop.orders()[0].landing == "/?gw=abc&ref=ada"


def test_an_order_is_seen_by_its_own_customer_alone(shop: OpenBakery) -> None:
    ben, eve = TillCustomer(shop).choose(102), TillCustomer(shop)
    ben.pay()

    assert "#2001" in text_of(ben.get("/account"))
    assert "#2001" not in text_of(eve.get("/account"))
    assert eve.get("/orders/2001").status == 404


@pytest.mark.parametrize("email", ["", "ben", "ben@", "@x.y", "a b@example.com"])
def test_an_order_needs_an_address(shop: OpenBakery, email: str) -> None:
    answer = TillCustomer(shop).choose(102).pay(email)

    assert "We need an e-mail address" in text_of(answer)
    assert shop.orders() == []


@pytest.mark.parametrize("amount", ["0", "-5", "99.00", "1e3", "5.001", "five", ""])
def test_no_more_is_given_back_than_is_left(shop: OpenBakery, amount: str) -> None:
    TillCustomer(shop).choose(102).pay()

    answer = shop.owner(shop.orders()[0], act="refund_part", amount=amount)

    assert "Write an amount such as 5.00" in text_of(answer)
    assert shop.orders()[0].refunds == ()


def test_a_button_pressed_twice_refunds_once(shop: OpenBakery) -> None:
    TillCustomer(shop).choose(102).pay()
    for act in ("refund", "refund", "cancel", "cancel"):
        shop.owner(shop.orders()[0], act=act)

    (order,) = shop.orders()
    assert (order.refunded_minor, len(order.refunds)) == (1650, 1)
    assert [w.topic for w in shop.webhooks()] == [
        "orders/create",
        "orders/paid",
        "refunds/create",
        "orders/updated",
        "orders/cancelled",
        "orders/updated",
    ]


def test_forms_of_other_sites_are_not_taken(shop: OpenBakery) -> None:
    heads = {"sec-fetch-site": "cross-site"}
    answer = shop.bakery.answer(ShopRequest("POST", "/cart/add", "", heads, b"id=102"))

    assert answer.status == 403
