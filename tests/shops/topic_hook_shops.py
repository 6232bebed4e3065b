"""Shops with a webhook for each topic, each as its platform's API answers."""

from typing import Any

from tests.shops.hook_shop import HookShop
from tests.shops.shop_server import ShopQuestion, ShopReply


class ShopifyHooks(HookShop):
    words = ("shpat_of_the_tests",)
    scopes = (
        "read_orders",
        "write_discounts",
        "write_customers",
        "read_store_credit_accounts",
        "write_store_credit_account_transactions",
        "write_gift_cards",
        "read_shopify_payments_disputes",
    )

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known:
            return ShopReply({"errors": "[API] Invalid API key or access token"}, 401)
        query, given = asked.body["query"], asked.body["variables"]
        if "accessScopes" in query:
            held = [{"handle": each} for each in self.scopes if each not in self.denied]
            return ShopReply({"data": {"currentAppInstallation": {"accessScopes": held}}})
        if "webhookSubscriptions" in query:
            nodes = [
                {"id": row["id"], "topic": row["topics"][0], "uri": row["address"]}
                for row in self.rows.values()
            ]
            return ShopReply({"data": {"webhookSubscriptions": {"nodes": nodes}}})
        if "Delete" in query:
            gone = self.rows.pop(given["id"], None)
            errors = [] if gone else [{"field": ["id"], "message": "Webhook does not exist"}]
            return self.said("webhookSubscriptionDelete", errors)
        return self.made(given["topic"], given["webhookSubscription"])

    def made(self, topic: str, wanted: dict[str, str]) -> ShopReply:
        assert wanted["format"] == "JSON"
        twins = [row for row in self.rows.values() if row["topics"] == [topic]]
        if any(row["address"] == wanted["uri"] for row in twins):
            message = "Address for this topic has already been taken"
            return self.said("webhookSubscriptionCreate", [{"field": None, "message": message}])
        row = self.stored([topic], wanted["uri"], secret="the app's")
        return self.said("webhookSubscriptionCreate", [], {"id": row["id"]})

    def said(self, name: str, errors: list[Any], made: Any = None) -> ShopReply:
        return ShopReply({"data": {name: {"webhookSubscription": made, "userErrors": errors}}})


class WooCommerceHooks(HookShop):
    words = ("ck_1", "cs_1")
    place = "/wp-json/wc/v3/webhooks"

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known:
            return ShopReply({"code": "woocommerce_rest_cannot_view"}, 401)
        if self.is_denied(asked):
            return ShopReply({"code": "woocommerce_rest_authentication_error"}, 401)
        if asked.path.endswith(("/orders", "/coupons/batch")):
            return ShopReply([] if asked.method == "GET" else {})
        if asked.method == "GET":
            return ShopReply([self.told(row) for row in self.rows.values()])
        if asked.path == self.place:
            row = self.stored([asked.body["topic"]], asked.body["delivery_url"], secret="", name="")
            return ShopReply(self.written(row, asked.body), 201)
        name = asked.path.rpartition("/")[2]
        if name not in self.rows:
            return ShopReply({"code": "woocommerce_rest_webhook_invalid_id"}, 404)
        row = self.rows[name]
        if asked.method == "DELETE":
            assert asked.query["force"] == "true"
            del self.rows[row["id"]]
            return ShopReply(self.told(row))
        return ShopReply(self.written(row, asked.body))

    def written(self, row: dict[str, Any], body: dict[str, str]) -> dict[str, Any]:
        row |= {"secret": body["secret"], "name": body["name"], "live": body["status"] == "active"}
        return self.told(row)

    def told(self, row: dict[str, Any]) -> dict[str, Any]:
        state = "active" if row["live"] else "disabled"
        plain = {"id": int(row["id"]), "topic": row["topics"][0], "delivery_url": row["address"]}
        return {**plain, "status": state, "name": row.get("name", "By hand")}


class BigCommerceHooks(HookShop):
    words = ("token-of-the-tests",)
    place = "/v3/hooks"

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known or self.is_denied(asked):
            return ShopReply({"title": "no"}, 403 if self.known else 401)
        if asked.path == "/v3/promotions":
            return ShopReply({"title": "name is required"}, 422)
        if asked.method == "GET":
            found = self.rows.values() if asked.path == self.place else ()
            page = {"pagination": {"total_pages": 1}}
            return ShopReply({"data": [self.told(row) for row in found], "meta": page})
        name = asked.path.rpartition("/")[2]
        if asked.method == "DELETE":
            gone = self.rows.pop(name, None)
            return ShopReply({"data": {}}, 200 if gone else 404)
        if asked.path == self.place:
            row = self.stored([asked.body["scope"]], asked.body["destination"], secret="the app's")
        else:
            row = self.rows[name]
        row["live"] = asked.body["is_active"]
        return ShopReply({"data": self.told(row)})

    def told(self, row: dict[str, Any]) -> dict[str, Any]:
        plain = {"id": int(row["id"]), "scope": row["topics"][0], "destination": row["address"]}
        return {**plain, "is_active": row["live"]}
