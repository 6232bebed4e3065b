"""Old links of a domain of the shop's own lead to what their codes have become."""

from typing import Any

import pytest

from functions.portal.app import handler
from tests.portal import event


@pytest.fixture(autouse=True)
def former(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMER_DOMAIN", "friends.shop.example")


def ask(path: str, domain: str = "friends.shop.example", method: str = "GET") -> Any:
    asked = event("nowhere")
    asked |= {"rawPath": path, "rawQueryString": "utm_source=mail"}
    asked["requestContext"]["domainName"] = domain
    asked["requestContext"]["http"]["method"] = method
    return handler(asked, None)


@pytest.mark.parametrize("path", ["/Ada_L", "/p/Ada_L/", "/ada.l"])
@pytest.mark.parametrize("domain", ["friends.shop.example", "Friends.Shop.Example"])
def test_an_old_address_leads_to_its_link(path: str, domain: str) -> None:
    answer = ask(path, domain)

    assert answer["statusCode"] == 302
    assert answer["headers"]["location"] == "https://go.shop.example/r/ada-l?utm_source=mail"


@pytest.mark.parametrize(
    ("path", "domain", "method"),
    [
        ("/Ada_L", "go.shop.example", "GET"),
        ("/Ada_L", "", "GET"),
        ("/", "friends.shop.example", "GET"),
        ("/%E2%82%AC", "friends.shop.example", "POST"),
        ("/Ada_L", "friends.shop.example", "POST"),
        ("//evil.example/@", "friends.shop.example", "GET"),
    ],
)
def test_every_other_address_leads_nowhere(path: str, domain: str, method: str) -> None:
    assert ask(path, domain, method)["statusCode"] == 404


def test_without_a_former_domain_nothing_leads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMER_DOMAIN", "")

    assert ask("/ada", "")["statusCode"] == 404
