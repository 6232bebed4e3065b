"""A shop's no that is full of its own words, and of an address, wherever words may stand."""

from typing import Any

from tests.shops.shop_server import ShopReply

CANARY = "no customer mallory@example.com, +49 30 1234"
ERROR = dict.fromkeys(("code", "message", "title", "detail", "type", "param"), CANARY)
SAID = [{**ERROR, "field": ["input", CANARY], "extensions": {"code": CANARY}}]
NO: dict[str, Any] = {
    **ERROR,
    "error": {**ERROR, "errors": SAID},
    "errors": SAID,
    "data": {"any": {"userErrors": SAID}},
}
"""In the places of every platform at once."""
USER_ERRORS = {"data": NO["data"]}


def scolding(status: int) -> ShopReply:
    return ShopReply(USER_ERRORS if status == 200 else NO, status)
