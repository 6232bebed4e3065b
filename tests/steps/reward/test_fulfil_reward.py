"""Things are handed over once, told of in the same breath, and taken back when the order goes."""

from dataclasses import replace
from typing import Any

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.desks import reward as reward_desk
from referrals.model.delivery.delivery import DeliveryOutcome, Done, Hopeless, Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.reward.grant import Side
from referrals.steps.reward.fulfil_reward import fulfil_reward
from referrals.steps.reward.handover_desk import MOVED, HandoverDesk
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import keys, stores
from tests.world import NOW, a_program, a_refund, add_facts, refer

pytestmark = pytest.mark.usefixtures("account")


def grant_at_once(**changes: Any) -> str:
    """An order whose reward is theirs at once: the friend's code waits to be handed over."""
    stores.programs().add(a_program(**{"hold_days": 0, **changes}))
    key = refer()
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    return key


def handover(key: str, **changes: Any) -> OutboxItem:
    return stores.outbox().get(f"{key}#reward-friend").model_copy(update=changes)


def fulfil(item: OutboxItem, desk: HandoverDesk | None = None) -> DeliveryOutcome:
    return fulfil_reward(item, desk or delivery_desk.handover(), now=NOW)


def friend_side(key: str) -> Side:
    return stores.grants().get(key).side("friend")


def test_a_code_is_issued_kept_and_told() -> None:
    key = grant_at_once()

    outcome = fulfil(handover(key))

    side = friend_side(key)
    assert outcome == Done(side.code)
    assert side.issued_at == NOW
    letter = stores.outbox().get(f"{key}#welcome")
    assert (letter.channel, letter.data["code"]) == (Channel.EMAIL, side.code)


def test_a_repeated_handover_issues_nothing_new() -> None:
    key = grant_at_once()
    first = fulfil(handover(key))
    version = stores.grants().get(key).version

    assert fulfil(handover(key)) == first
    assert stores.grants().get(key).version == version


def test_a_handover_that_died_comes_to_the_same_code() -> None:
    key = grant_at_once()

    def die() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fulfil(handover(key), replace(delivery_desk.handover(), code_key=die))

    assert friend_side(key).issued_at is None
    assert isinstance(fulfil(handover(key)), Done)


def test_what_went_back_is_not_handed_over() -> None:
    key = grant_at_once()
    add_facts(key, a_refund(5000))
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)

    assert fulfil(handover(key)) == Skipped("reversed")


def test_what_was_handed_over_is_taken_back() -> None:
    key = grant_at_once()
    fulfil(handover(key))
    add_facts(key, a_refund(5000))
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)

    outcome = fulfil(handover(key, topic=Topic.REWARD_REVERSED))

    assert isinstance(outcome, Done)
    assert friend_side(key).issued_at is None
    assert fulfil(handover(key, topic=Topic.REWARD_REVERSED)) == outcome


def test_what_stands_again_is_not_taken_back() -> None:
    key = grant_at_once()
    fulfil(handover(key))

    assert fulfil(handover(key, topic=Topic.REWARD_REVERSED)) == Skipped("restored")


def test_a_grant_that_moved_is_looked_at_again() -> None:
    key = grant_at_once()

    def meanwhile() -> bytes:
        stores.grants().change(stores.grants().get(key).change())
        return keys.code_key()

    assert fulfil(handover(key), replace(delivery_desk.handover(), code_key=meanwhile)) == MOVED
    assert isinstance(fulfil(handover(key)), Done)


def test_what_is_handed_over_again_is_told_once() -> None:
    key = grant_at_once()
    code = fulfil(handover(key))
    grant = stores.grants().get(key)
    back = grant.side("friend").model_copy(update={"issued_at": None})
    stores.grants().change(grant.with_side(back))

    assert fulfil(handover(key)) == code
    assert friend_side(key).issued_at == NOW


def test_a_grant_that_is_not_there_waits_for_a_person() -> None:
    key = grant_at_once()
    lost = handover(key, data={"conversion_key": "friends#shopify#9", "side": "friend"})

    assert fulfil(lost) == Hopeless("grant_not_found")
