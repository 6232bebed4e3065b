"""Ben's reward as credit in a shop that keeps it, and everything that may become of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from referrals.desks import delivery as delivery_desk
from referrals.desks import reward as reward_desk
from referrals.model.code.discount import ShopCodeState
from referrals.model.delivery.delivery import DeliveryOutcome
from referrals.model.delivery.facts import Topic
from referrals.model.people.person import Person, Role
from referrals.model.reward.grant import Side
from referrals.providers.shops.credit import SETTLED_AFTER
from referrals.steps.reward.fulfil_reward import fulfil_reward
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.shops.credit_shops import open_credit_shop
from tests.shops.scold import scolding
from tests.shops.shop_server import ShopQuestion, ShopReply, ShopServer
from tests.world import (
    NOW,
    a_program,
    a_refund,
    add_facts,
    an_order,
    hash_of,
    refer,
    store_credential,
)

KEY = "friends#shopify#1001"
CREDIT = {"kind": "account_credit", "amount_minor": 500}
OFFER = {"name": "both", "advocate": {"kind": "points", "amount": 5}, "friend": CREDIT}
SOON, LATER = NOW + timedelta(minutes=5), NOW + SETTLED_AFTER


@dataclass
class Account:
    platform: str
    shop: Any
    server: ShopServer

    def is_change(self, asked: ShopQuestion) -> bool:
        return asked.method == "POST" and (self.platform != "shopify" or b"mutation" in asked.raw)

    def scold(self, status: int = 200) -> None:
        """In place of the next change."""
        well = self.server.well

        def answer(asked: ShopQuestion) -> ShopReply:
            return scolding(status) if self.is_change(asked) else well(asked)

        self.server.well = answer

    def lose(self, *, done: bool) -> None:
        """The answer to the next change."""
        well = self.server.well

        def answer(asked: ShopQuestion) -> ShopReply:
            if not self.is_change(asked):
                return well(asked)
            self.server.well = well
            if done:
                well(asked)
            return ShopReply(b"<html>Bad gateway</html>", 502)

        self.server.well = answer

    @property
    def changes(self) -> int:
        return sum(map(self.is_change, self.server.asked))


def earn(order_id: str = "1001") -> None:
    refer(an_order(), order_id=order_id) if order_id != "1001" else refer(an_order())
    key = f"friends#shopify#{order_id}"
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    friend_id = stores.grants().get(key).friend_id
    if stores.people().find(friend_id) is None:
        stores.people().add(
            Person(
                person_id=friend_id,
                role=Role.FRIEND,
                email="ben@example.com",
                email_hash=hash_of("ben@example.com"),
                enrolled_at=NOW,
            )
        )


def fulfil(now: Any = NOW, *, back: bool = False, key: str = KEY) -> DeliveryOutcome:
    item = stores.outbox().get(f"{key}#reward-friend")
    desk = delivery_desk.handover()
    calm = replace(desk, codes=replace(desk.codes, pause=lambda _: None, pauses={}))
    changes = {"topic": Topic.REWARD_REVERSED} if back else {}
    return fulfil_reward(item.model_copy(update=changes), calm, now=now)


def side() -> Side:
    return stores.grants().get(KEY).side("friend")


def state() -> ShopCodeState | None:
    found = side().shop_code
    return found.state if found else None


def send_back() -> None:
    add_facts(KEY, a_refund(5000))
    settle_rewards(KEY, reward_desk.orders(), reward_desk.books(), now=NOW)


@contextmanager
def open_account(platform: str) -> Iterator[Account]:
    with open_credit_shop(platform) as (shop, server):
        store_credential(platform, " ".join((server.url, *shop.words)))
        welcome = {"on": "purchase", "new_customers_only": False}
        given = {"offers": [OFFER], "qualifies": welcome, "limits": {"per_friend": 20}}
        stores.programs().add(a_program(codes_by=platform, hold_days=0, **given))
        earn()
        yield Account(platform, shop, server)
