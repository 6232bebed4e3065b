"""Handing over a code that a shop makes, and taking it back, for tests that hold for every shop."""

from dataclasses import replace
from typing import Any

from referrals.desks import delivery as delivery_desk
from referrals.desks import reward as reward_desk
from referrals.model.delivery.delivery import DeliveryOutcome, TryAgain
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.reward.grant import Side
from referrals.steps.reward.fulfil_reward import fulfil_reward
from referrals.steps.reward.handover_desk import HandoverDesk
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.shops.tills import Till
from tests.world import NOW, a_refund, add_facts

KEY = "friends#shopify#1001"


def settle() -> None:
    settle_rewards(KEY, reward_desk.orders(), reward_desk.books(), now=NOW)


def sent_back() -> None:
    add_facts(KEY, a_refund(5000))
    settle()


def handover(**changes: Any) -> OutboxItem:
    return stores.outbox().get(f"{KEY}#reward-friend").model_copy(update=changes)


def hurried() -> HandoverDesk:
    """The real desk, which waits for nobody."""
    desk = delivery_desk.handover()
    return replace(desk, codes=replace(desk.codes, pause=lambda _: None, pauses={}))


def fulfil(desk: HandoverDesk | None = None, **changes: Any) -> DeliveryOutcome:
    return fulfil_reward(handover(**changes), desk or hurried(), now=NOW)


def revoke() -> DeliveryOutcome:
    return fulfil(topic=Topic.REWARD_REVERSED)


def friend_side() -> Side:
    return stores.grants().get(KEY).side("friend")


def until_done(**changes: Any) -> list[DeliveryOutcome]:
    """Tried as the outbox does, each time as another try."""
    outcomes: list[DeliveryOutcome] = []
    while not outcomes or (isinstance(outcomes[-1], TryAgain) and len(outcomes) < 5):
        outcomes.append(fulfil(attempts=len(outcomes) + 1, **changes))
    return outcomes


def only_code(till: Till) -> str:
    """The one code that any till would take, which is the one that Ben was told."""
    code = friend_side().code
    assert till.shop.all_live() == {code}
    assert till.shop.live(code) == 1
    return code


def set_aside(amount: int) -> None:
    """Of the friend's reward: 1 takes it back, 0 gives it again."""
    grant = stores.grants().get(KEY)
    side = grant.side("friend").model_copy(update={"reversed": amount})
    stores.grants().change(grant.with_side(side))
