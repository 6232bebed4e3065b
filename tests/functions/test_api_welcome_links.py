"""Links to friends' pages after the order, for the thank-you page of the shop's own server."""

import json
from typing import Any

import pytest

from functions.portal.app import handler as portal
from referrals.model.session.api_key import Scope
from tests.caller import a_shop_with_a_key, body_of, call_api, with_key
from tests.portal import event

OTHER_KEY = "gw_test_" + "1" * 52


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def ask(**changes: Any) -> dict[str, Any]:
    order = {"program": "friends", "source": "shopify", "order_id": "1001", **changes}
    return call_api("make_welcome_link", body=json.dumps(order))


def test_the_address_opens_the_page_of_that_order() -> None:
    url = body_of(ask())["url"]

    opened = event("arrival")
    opened["queryStringParameters"] = {"token": url.partition("?token=")[2]}

    assert url.startswith("https://go.shop.example/welcome?token=")
    assert portal(opened, None)["statusCode"] == 200


def test_the_same_order_has_the_same_address() -> None:
    assert body_of(ask())["url"] == body_of(ask())["url"]


def test_an_order_of_this_moment_has_one_already() -> None:
    assert ask(order_id="placed-just-now")["statusCode"] == 201


def test_another_source_or_program_is_refused() -> None:
    assert body_of(ask(source="nowhere"))["code"] == "no_such_source"
    assert body_of(ask(program="nothing"))["code"] == "program_not_found"


def test_a_key_without_the_scope_gets_none() -> None:
    with_key(OTHER_KEY, Scope.CONVERSIONS_READ)
    body = json.dumps({"program": "friends", "source": "shopify", "order_id": "1001"})

    told = call_api("make_welcome_link", {"authorization": f"Bearer {OTHER_KEY}"}, body=body)

    assert (told["statusCode"], body_of(told)["code"]) == (403, "missing_scope")
