"""A program whose friend's gift comes with the first order, and friends who take their codes."""

import json
from typing import Any

from referrals.model.code.gift_code import GiftCode
from referrals.model.identity import derived_key
from referrals.model.link.token import read_token
from referrals.model.program.program import AppliedProgram
from referrals.wiring import stores
from tests.portal import event, handler
from tests.world import SIGNING, a_link, a_program, a_reader, a_token

FRIEND = {"kind": "discount_code", "percent": 10, "when": "first_order"}
OFFER = {
    "name": "give-ten-get-ten",
    "advocate": {"kind": "store_credit", "amount_minor": 1000},
    "friend": FRIEND,
}


def a_gift_program(**changes: Any) -> AppliedProgram:
    given = {
        "offers": [OFFER],
        "landing": "welcome",
        "webhook_url": "https://shop.example/goodword",
        "qualifies": {"minimum_minor": 2000},
    }
    return a_program(**{**given, **changes})


def open_gift_shop(**changes: Any) -> None:
    """The program, Ada and her link."""
    stores.programs().add(a_gift_program(**changes))
    stores.people().add(a_reader())
    stores.links().create(a_link(landing="welcome"))


def visit(
    method: str,
    token: str | None = None,
    *,
    cookie: str = "",
    query: str = "",
    language: str = "en",
) -> Any:
    """The friend's page, read or its button pressed."""
    asked = event("gift")
    token = a_token() if token is None else token
    pairs = [f"gw={token}"] if token else []
    asked["rawQueryString"] = "&".join([*pairs, *([query] if query else [])])
    asked["queryStringParameters"] = dict(
        pair.split("=", 1) for pair in asked["rawQueryString"].split("&") if pair
    )
    asked["routeKey"] = f"{method} /w/{{code+}}"
    asked["requestContext"]["http"]["method"] = method
    asked["headers"]["accept-language"] = language
    asked["cookies"] = [cookie] if cookie else []
    return handler(json.loads(json.dumps(asked)), None)


def take_gift(token: str | None = None, **more: Any) -> GiftCode:
    """The button pressed; the code that the table has for that click then."""
    token = a_token() if token is None else token
    told = visit("POST", token, **more)
    assert told["statusCode"] == 303, told
    click = read_token([derived_key(SIGNING, "click")], token)
    assert click
    return next(gift for gift in kept_gifts() if gift.click_id == click.click_id)


def kept_gifts() -> list[GiftCode]:
    found = [
        stores.gift_codes().look_up("friends", item["typed"])
        for item in stores.gift_codes().table.scan()
        if "typed" in item
    ]
    return sorted((gift for gift in found if gift), key=lambda gift: (gift.made_at, gift.code))
