"""Ben on his page after the order: what he reads, and what its forms do."""

import base64
from typing import Any
from urllib.parse import urlencode

from functions.portal.app import handler
from referrals.desks import attribution as attribution_desk
from referrals.desks import reward as reward_desk
from referrals.model.identity import derived_key
from referrals.model.order_key import ConversionKey
from referrals.model.people.person import friend_id_of
from referrals.model.welcome.welcome_link import PURPOSE, WelcomeLink, sign_welcome
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.corrector import record_and_wake
from tests.portal import PortalPage, event
from tests.world import NOW, SIGNING, a_key, an_order

BEN = friend_id_of("friends#shopify#1001")


def token(friend_id: str = "", key: ConversionKey | None = None) -> str:
    return sign_welcome(derived_key(SIGNING, PURPOSE), WelcomeLink(key or a_key(), friend_id))


def read(friend_id: str = "", language: str = "en") -> PortalPage:
    asked = event("arrival")
    asked["queryStringParameters"] = {"token": token(friend_id)}
    asked["headers"]["accept-language"] = language
    return PortalPage(handler(asked, None)["body"])


def press(act: str, friend_id: str = "", **fields: str) -> dict[str, Any]:
    pressed = event("arrival_claim")
    pressed["pathParameters"] = {"act": act}
    pressed["queryStringParameters"] = {"token": token(friend_id)}
    pressed["body"] = base64.b64encode(urlencode(fields).encode()).decode()
    return handler(pressed, None)


def wake() -> None:
    attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)
    settle_rewards(str(a_key()), reward_desk.orders(), reward_desk.books(), now=NOW)


def unsent_order(**changes: Any) -> None:
    record_and_wake(an_order(**changes))


def give_address(**consents: bool) -> None:
    """As a body of the order would have told it."""
    stores.people().change(
        BEN, name="Ben Bitdiddle", email="ben@example.com", consents={"mail": False, **consents}
    )
