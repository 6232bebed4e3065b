"""A shop that makes gift cards, as Shopify's API answers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.shops.shop_server import ShopQuestion, ShopReply, ShopServer, serving_shop

WORDS = ("shpat_of_the_tests",)
DENIED = {"message": "Access denied.", "extensions": {"code": "ACCESS_DENIED"}}
THROTTLED = {
    "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
    "extensions": {
        "cost": {
            "requestedQueryCost": 10,
            "throttleStatus": {"currentlyAvailable": 0, "restoreRate": 10},
        }
    },
}


@dataclass
class CardShop:
    cards: list[dict[str, Any]] = field(default_factory=list)
    allowed: bool = True
    currency: str = "EUR"
    found_late: bool = False
    """Its search lags behind."""

    @property
    def live(self) -> list[dict[str, Any]]:
        return [card for card in self.cards if card["enabled"]]

    def answer(self, asked: ShopQuestion) -> ShopReply:
        query, given = asked.body["query"], asked.body["variables"]
        if not self.allowed:
            return ShopReply({"data": None, "errors": [DENIED]})
        if "FindCard" in query:
            found = [] if self.found_late else self.cards
            nodes = [card for card in found if card["code"] == given["query"].lower()]
            return ShopReply({"data": {"giftCards": {"nodes": nodes}}})
        if "ShopCurrency" in query:
            return ShopReply({"data": {"shop": {"currencyCode": self.currency}}})
        if "LookAtCard" in query:
            return ShopReply({"data": {"giftCard": self.card(given["id"])}})
        if "giftCardDeactivate" in query:
            self.card(given["id"])["enabled"] = False
            card = {"id": given["id"], "enabled": False}
            return self.said("giftCardDeactivate", card)
        return self.make(given["input"])

    def make(self, wanted: dict[str, str]) -> ShopReply:
        code = wanted["code"].lower()
        assert 8 <= len(code) <= 20
        assert code.isalnum()
        if any(card["code"] == code for card in self.cards):
            return self.said("giftCardCreate", None, "Code has already been taken")
        if float(wanted["initialValue"]) > 2000:
            return self.said("giftCardCreate", None, "Initial value can't exceed $2,000")
        money = {"amount": wanted["initialValue"], "currencyCode": "EUR"}
        name = f"gid://shopify/GiftCard/{len(self.cards) + 1}"
        card = {"id": name, "enabled": True, "code": code, "note": wanted["note"]}
        self.cards.append({**card, "lastCharacters": code[-4:], "initialValue": money})
        return self.said("giftCardCreate", {"id": name})

    def card(self, name: str) -> dict[str, Any]:
        return next(card for card in self.cards if card["id"] == name)

    def said(self, name: str, card: Any, error: str = "") -> ShopReply:
        # Its errors have no code: the text alone tells.
        errors = [{"field": ["input"], "message": error}] if error else []
        return ShopReply({"data": {name: {"giftCard": card, "userErrors": errors}}})


@contextmanager
def open_card_shop() -> Iterator[tuple[CardShop, ShopServer]]:
    shop = CardShop()
    with serving_shop(ShopServer(shop.answer)) as server:
        yield shop, server
