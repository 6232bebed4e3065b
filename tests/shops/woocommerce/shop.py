"""A WooCommerce shop's order list as its REST API pages through it, over real HTTP."""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.shops.shop_server import ShopQuestion, ShopReply, ShopServer

KEY, SECRET = "ck_of_the_tests", "cs_of_the_tests"
REFUSED = {
    "code": "woocommerce_rest_cannot_view",
    "message": "Sorry, you cannot list resources.",
    "data": {"status": 401},
}


def moment_text(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def read(moment: str) -> int:
    return int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp())


@dataclass
class WooCommerceShop:
    """Orders by id, each as the `wc/v3` resource."""

    orders: dict[int, dict[str, Any]] = field(default_factory=dict)

    def put(self, number: int, changed_at: int, **parts: Any) -> dict[str, Any]:
        """A paid order of 50.00 EUR by Ben, unless told otherwise; again for a change of it."""
        before = self.orders.get(number, {**FRESH, "id": number, "number": str(number)})
        created = before.get("date_created_gmt") or moment_text(changed_at)
        stamped = {"date_created_gmt": created, "date_modified_gmt": moment_text(changed_at)}
        self.orders[number] = {**before, **stamped, **parts}
        return self.orders[number]

    def answer(self, asked: ShopQuestion) -> ShopReply:
        pair = b64encode(f"{KEY}:{SECRET}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {pair}":
            return ShopReply(REFUSED, 401)
        if asked.path != "/wp-json/wc/v3/orders":
            return ShopReply({"code": "rest_no_route"}, 404)
        found = self.matching(asked.query)
        size = min(int(asked.query.get("per_page", 10)), 100)
        start = int(asked.query.get("offset", (int(asked.query.get("page", 1)) - 1) * size))
        counted = {
            "x-wp-total": str(len(found)),
            "x-wp-totalpages": str(-(-len(found) // size)),
        }
        return ShopReply(found[start : start + size], headers=counted)

    def matching(self, query: Any) -> list[dict[str, Any]]:
        """Both bounds leave out the moment itself, as WordPress's date queries do."""
        assert query["dates_are_gmt"] == "true"
        after, before = read(query["modified_after"]), read(query["modified_before"])
        found = [
            order
            for order in self.orders.values()
            if after < read(order["date_modified_gmt"]) < before and order["status"] != "trash"
        ]
        by = {"modified": "date_modified_gmt", "id": "id", "date": "date_created_gmt"}
        return sorted(found, key=lambda order: order[by[query["orderby"]]])


def server(shop: WooCommerceShop) -> ShopServer:
    return ShopServer(shop.answer)


FRESH: dict[str, Any] = {
    "status": "processing",
    "currency": "EUR",
    "version": "10.3.0",
    "order_key": "wc_order_of_the_tests",
    "total": "50.00",
    "total_tax": "7.98",
    "shipping_total": "0.00",
    "prices_include_tax": True,
    "date_paid_gmt": "2026-11-22T09:28:00",
    "customer_id": 0,
    "billing": {"email": "ben@example.com", "first_name": "Ben"},
    "meta_data": [{"id": 1, "key": "_ref", "value": "ada-bakes"}],
    "line_items": [{"id": 1, "name": "Bread", "quantity": 2, "price": 21.01, "total": "42.02"}],
    "coupon_lines": [],
    "refunds": [],
}
