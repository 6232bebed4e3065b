"""The page that a shared link leads to, and its picture: imports only what it needs."""

from typing import Any

from referrals.edge.http import Answer
from referrals.edge.page_answer import page_or_trouble
from referrals.pages.friend import gift, onward, picture, welcome
from referrals.pages.friend.shop import go_to_shop

ROUTES = {
    "GET /w/{code+}": (welcome.show, go_to_shop),
    "GET /on/{code+}": (onward.go_on, onward.go_anyway),
    "POST /w/{code+}": (gift.take, gift.show_refusal),
    "GET /pictures/{name}": (picture.show, picture.show_missing),
}


def handler(event: dict[str, Any], context: Any) -> Answer:
    handle, trouble = ROUTES[event["routeKey"]]
    return page_or_trouble(handle, trouble, event)
