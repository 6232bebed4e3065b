"""Shops that webhooks are registered in, each as its platform's API answers."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl

from tests.shops.hook_shop import HookShop
from tests.shops.shop_server import ShopQuestion, ShopReply, ShopServer, serving_shop
from tests.shops.topic_hook_shops import BigCommerceHooks, ShopifyHooks, WooCommerceHooks


class StripeHooks(HookShop):
    words = ("rk_live_tests",)
    place = "/v1/webhook_endpoints"

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known:
            return self.no(401, "api_key_invalid")
        if self.is_denied(asked):
            return self.no(403, "more_permissions_required")
        if asked.method == "GET":
            found = self.rows.values() if asked.path == self.place else ()
            told = [self.told(row) for row in found]
            return ShopReply({"object": "list", "data": told, "has_more": False})
        name = asked.path.rpartition("/")[2]
        if asked.method == "DELETE":
            return ShopReply({"deleted": True}) if self.rows.pop(name, None) else self.no(404, "")
        form = dict(parse_qsl(asked.raw.decode()))
        if asked.path != self.place and name not in self.rows:
            return self.no(400, "parameter_unknown")
        events = [value for key, value in form.items() if key.startswith("enabled_events")]
        if not events:
            return self.no(400, "parameter_missing")
        if asked.path == self.place:
            row = self.stored(events, form["url"], secret=f"whsec_{self.made_ever}0000000")
            row["description"] = form["description"]
            return ShopReply({**self.told(row), "secret": row["secret"]})
        row = self.rows[name]
        row |= {"topics": events, "live": form["disabled"] == "false"}
        row["mark"] = form.get("metadata[goodword_secret]", row.get("mark", ""))
        return ShopReply(self.told(row))

    def told(self, row: dict[str, Any]) -> dict[str, Any]:
        state = "enabled" if row["live"] else "disabled"
        plain = {"id": row["id"], "url": row["address"], "enabled_events": row["topics"]}
        mark = {"goodword_secret": row["mark"]} if row.get("mark") else {}
        note = row.get("description")
        return {**plain, "status": state, "metadata": mark, "description": note}

    def no(self, status: int, code: str) -> ShopReply:
        error = {"type": "invalid_request_error", "code": code}
        return ShopReply({"error": error}, status)


class PaddleHooks(HookShop):
    words = ("pdl_live_tests",)
    place = "/notification-settings"

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known or self.is_denied(asked):
            code = "forbidden" if self.known else "authentication_malformed"
            return ShopReply({"error": {"code": code}}, 403)
        if asked.method == "GET":
            found = self.rows.values() if asked.path == self.place else ()
            return ShopReply({"data": [self.told(row) for row in found]})
        name = asked.path.rpartition("/")[2]
        if asked.method == "DELETE":
            return ShopReply({"data": {}}, 200 if self.rows.pop(name, None) else 404)
        if not asked.body:
            return ShopReply({"error": {"code": "bad_request"}}, 400)
        events = asked.body["subscribed_events"]
        if asked.method == "PATCH":
            row = self.rows[name] | {"topics": events, "live": asked.body["active"]}
            self.rows[name] = row
        else:
            assert asked.body["type"] == "url"
            secret = f"pdl_ntfset_{self.made_ever}0000000"
            row = self.stored(events, asked.body["destination"], secret=secret)
        return ShopReply({"data": self.told(row)})

    def told(self, row: dict[str, Any]) -> dict[str, Any]:
        events = [{"name": topic, "group": "Transaction"} for topic in row["topics"]]
        plain = {"id": row["id"], "destination": row["address"], "subscribed_events": events}
        return {**plain, "active": row["live"], "endpoint_secret_key": row["secret"]}


class LemonSqueezyHooks(HookShop):
    words = ("key-of-the-tests", "77")
    place = "/v1/webhooks"

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known or self.is_denied(asked):
            return ShopReply({"errors": [{"detail": "no"}]}, 403 if self.known else 401)
        if asked.method == "GET":
            found = self.rows.values() if asked.path == self.place else ()
            return ShopReply({"data": [self.told(row) for row in found]})
        name = asked.path.rpartition("/")[2]
        if asked.method == "DELETE":
            return ShopReply(b"", 204 if self.rows.pop(name, None) else 404)
        given = json.loads(asked.raw)["data"]["attributes"]
        if asked.method == "PATCH":
            self.rows[name] |= {"topics": given["events"], "secret": given["secret"]}
            return ShopReply({"data": self.told(self.rows[name])})
        row = self.stored(given["events"], given["url"], secret=given["secret"])
        return ShopReply({"data": self.told(row)}, 201)

    def told(self, row: dict[str, Any]) -> dict[str, Any]:
        return {"id": row["id"], "attributes": {"url": row["address"], "events": row["topics"]}}


class SquareHooks(HookShop):
    words = ("square-token-of-the-tests", "L1")
    place = "/v2/webhooks/subscriptions"

    def answer(self, asked: ShopQuestion) -> ShopReply:
        assert asked.headers["square-version"]
        if not self.known or self.is_denied(asked):
            category = {"category": "AUTHENTICATION_ERROR", "code": "UNAUTHORIZED"}
            return ShopReply({"errors": [category]}, 403 if self.known else 401)
        name = asked.path.removeprefix(self.place).strip("/")
        if asked.method == "GET":
            return self.looked_up(asked, name)
        if asked.method == "DELETE":
            return ShopReply({}, 200 if self.rows.pop(name, None) else 404)
        given = asked.body["subscription"]
        if asked.method == "PUT":
            self.rows[name] |= {"topics": given["event_types"], "live": given["enabled"]}
            return ShopReply({"subscription": self.told(self.rows[name])})
        url = given["notification_url"]
        key = f"key-{self.made_ever}"
        row = self.stored(given["event_types"], url, key=key, secret=f"{key} {url}")
        return ShopReply({"subscription": self.told(row)})

    def looked_up(self, asked: ShopQuestion, name: str) -> ShopReply:
        if not asked.path.startswith(self.place) or not self.rows:
            return ShopReply({})
        if name:
            return ShopReply({"subscription": self.told(self.rows[name])})
        assert asked.query["include_disabled"] == "true"
        # Two to a page, and none of them with its key.
        first = int(asked.query.get("cursor", "0"))
        found = [self.told(row) for row in self.rows.values()]
        page = [{**row, "signature_key": None} for row in found[first : first + 2]]
        more = {"cursor": str(first + 2)} if len(found) > first + 2 else {}
        return ShopReply({"subscriptions": page, **more})

    def told(self, row: dict[str, Any]) -> dict[str, Any]:
        plain = {"id": row["id"], "name": "Goodword", "enabled": row["live"]}
        where = {"notification_url": row["address"], "event_types": row["topics"]}
        return {**plain, **where, "signature_key": row.get("key", "theirs")}


HOOK_SHOPS: dict[str, Callable[[], Any]] = {
    "shopify": ShopifyHooks,
    "woocommerce": WooCommerceHooks,
    "stripe": StripeHooks,
    "bigcommerce": BigCommerceHooks,
    "paddle": PaddleHooks,
    "lemonsqueezy": LemonSqueezyHooks,
    "square": SquareHooks,
}


@contextmanager
def open_hook_shop(platform: str) -> Iterator[tuple[Any, ShopServer]]:
    shop = HOOK_SHOPS[platform]()
    with serving_shop(ShopServer(shop.answer)) as server:
        yield shop, server
