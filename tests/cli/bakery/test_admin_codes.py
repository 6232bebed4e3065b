"""The product's own Shopify fulfilment against the bakery's Admin API, over HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from referrals.model.code.discount import Discount
from referrals.providers.shops.fulfilment import (
    CodeState,
    CodeTerms,
    ShopCodeTakenError,
    ShopCredentialRefusedError,
)
from referrals.providers.shops.shopify import fulfilment
from tests.cli.bakery.open_bakery import CODE, AdminLine, OpenBakery, TillCustomer, a_code, text_of
from tests.world import NOW

TEN = Discount("EUR", percent=10)
TERMS = CodeTerms(CODE, "friends#gift#x", TEN, NOW - timedelta(minutes=1), "try-1")


@pytest.fixture
def line(shop: OpenBakery) -> Iterator[AdminLine]:
    with shop.serving() as made:
        yield made


def state(line: AdminLine, terms: CodeTerms = TERMS) -> CodeState | None:
    found = fulfilment.find(line.account, terms, line.ask())
    return found.state if found else None


def bill(shop: OpenBakery) -> str:
    ben = TillCustomer(shop).choose(102)
    ben.post("/cart/code", code=CODE)
    return text_of(ben.get("/cart"))


def test_a_code_that_is_made_comes_off_the_bill(shop: OpenBakery, line: AdminLine) -> None:
    before = state(line)

    fulfilment.make(line.account, TERMS, line.ask())

    assert (before, state(line)) == (None, CodeState.LIVE)
    assert "−€1.65" in bill(shop)


def test_a_fixed_amount_comes_off_to_the_cent(shop: OpenBakery, line: AdminLine) -> None:
    terms = replace(TERMS, discount=Discount("EUR", amount_minor=499))

    fulfilment.make(line.account, terms, line.ask())

    assert "−€4.99" in bill(shop)


def test_a_code_that_is_taken_is_said_to_be(shop: OpenBakery, line: AdminLine) -> None:
    a_code(shop)

    with pytest.raises(ShopCodeTakenError):
        fulfilment.make(line.account, TERMS, line.ask())
    found = fulfilment.find(line.account, TERMS, line.ask())

    assert found
    assert not found.ours


def test_a_used_code_is_told_as_used(shop: OpenBakery, line: AdminLine) -> None:
    fulfilment.make(line.account, TERMS, line.ask())
    ben = TillCustomer(shop).choose(102)
    ben.post("/cart/code", code=CODE)
    ben.pay()

    assert state(line) is CodeState.USED


def test_a_disabled_code_is_refused_until_it_is_enabled(shop: OpenBakery, line: AdminLine) -> None:
    fulfilment.make(line.account, TERMS, line.ask())
    record = fulfilment.find(line.account, TERMS, line.ask())
    assert record

    fulfilment.disable(line.account, record, line.ask())
    ended = (state(line), "This code ended" in bill(shop))
    fulfilment.enable(line.account, record, line.ask())

    assert ended == (CodeState.DISABLED, True)
    assert (state(line), "−€1.65" in bill(shop)) == (CodeState.LIVE, True)


def test_what_is_gone_needs_no_disabling(shop: OpenBakery, line: AdminLine) -> None:
    fulfilment.make(line.account, TERMS, line.ask())
    record = fulfilment.find(line.account, TERMS, line.ask())
    assert record
    shop.ask_admin(DELETE, id=record.reference)

    fulfilment.disable(line.account, record, line.ask())

    assert state(line) is None


def test_a_wrong_token_opens_nothing(line: AdminLine) -> None:
    stranger = replace(line.account, words=("shpat_of_somebody",))

    with pytest.raises(ShopCredentialRefusedError):
        fulfilment.find(stranger, TERMS, line.ask())


DELETE = "mutation Drop($id: ID!) { discountCodeDelete(id: $id) { deletedCodeDiscountId } }"
CREATE = """mutation Make($basicCodeDiscount: DiscountCodeBasicInput!) {
  discountCodeBasicCreate(basicCodeDiscount: $basicCodeDiscount) {
    codeDiscountNode { id codeDiscount { ... on DiscountCodeBasic { endsAt usageLimit } } }
    userErrors { field code message }
  }
}"""
WISH: dict[str, Any] = {
    "title": "Spring",
    "code": CODE,
    "startsAt": "2026-11-22T09:00:00Z",
    "context": {"all": "ALL"},
    "customerGets": {"items": {"all": True}, "value": {"percentage": 0.25}},
}


def create(shop: OpenBakery, **parts: Any) -> Any:
    answer = shop.ask_admin(CREATE, basicCodeDiscount={**WISH, **parts})
    return answer["data"]["discountCodeBasicCreate"]


def test_conditions_are_kept_by_the_till(shop: OpenBakery) -> None:
    minimum = {"subtotal": {"greaterThanOrEqualToSubtotal": "20.00"}}
    ends = "2026-11-22T10:00:00Z"

    made = create(shop, minimumRequirement=minimum, endsAt=ends, usageLimit=3)
    small = bill(shop)
    shop.now += timedelta(hours=1)

    discount = made["codeDiscountNode"]["codeDiscount"]
    assert discount == {"endsAt": ends, "usageLimit": 3}
    assert "for goods of €20.00 or more" in small
    assert "This code ended on 22 November." in bill(shop)


def test_a_code_for_some_products_takes_off_those_alone(shop: OpenBakery) -> None:
    items = {"products": {"productsToAdd": ["gid://shopify/Product/101"]}}
    value = {"percentage": 0.5}
    create(shop, customerGets={"items": items, "value": value})
    ben = TillCustomer(shop).choose(101, 102)
    ben.post("/cart/code", code=CODE)

    assert "−€3.90" in text_of(ben.get("/cart"))


def test_first_orders_are_a_segment(shop: OpenBakery) -> None:
    made = shop.ask_admin(
        "mutation S($name: String!, $query: String!) {"
        " segmentCreate(name: $name, query: $query) { segment { id } userErrors { message } } }",
        name="New here",
        query="number_of_orders = 0",
    )
    segment = made["data"]["segmentCreate"]["segment"]["id"]
    found = shop.ask_admin('query { segments(first: 1, query: "New here") { nodes { id query } } }')
    create(shop, context={"customerSegments": {"add": [segment]}})
    for _ in range(2):
        ben = TillCustomer(shop).choose(102)
        ben.post("/cart/code", code=CODE)
        answer = ben.pay()

    assert found["data"]["segments"]["nodes"] == [{"id": segment, "query": "number_of_orders = 0"}]
    assert "This code is for a first order" in text_of(answer)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"title": ""}, "BLANK"),
        ({"context": None}, "BLANK"),
        (
            {"customerGets": {"value": {"percentage": 1.5}, "items": {"all": True}}},
            "VALUE_OUTSIDE_RANGE",
        ),
        ({"context": {"customers": {"add": ["gid://shopify/TillCustomer/1"]}}}, "INVALID"),
        ({"startsAt": "soon"}, "INVALID"),
        ({"code": "A" * 256}, "TOO_LONG"),
    ],
)
def test_what_the_shop_cannot_do_is_said(
    shop: OpenBakery, parts: dict[str, Any], code: str
) -> None:
    made = create(shop, **parts)

    assert made["codeDiscountNode"] is None
    assert [error["code"] for error in made["userErrors"]] == [code]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("query { shop { planet } }", "undefinedField"),
        ("query { weather { today } }", "undefinedField"),
        ("query { shop { name }", "parseError"),
        ("query { shop { name } } }", "parseError"),
        ("query " + "{ shop " * 40, "maxDepth"),
        ("", "parseError"),
    ],
)
def test_an_odd_question_is_refused_in_words(shop: OpenBakery, query: str, code: str) -> None:
    answer = shop.ask_admin(query)

    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]
