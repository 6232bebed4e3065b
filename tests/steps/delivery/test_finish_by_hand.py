"""A person's word that something is done sends it on, once."""

import pytest

from referrals.model.delivery.outbox import BY_HAND, Channel, DeliveryState, HandWord, OutboxItem
from referrals.steps.delivery.finish_by_hand import HandWorkDesk, finish_by_hand
from referrals.store.delivery.hand_work import NotByHandError
from referrals.store.delivery.outbox import OutboxItemNotFoundError
from referrals.wiring import stores, todo_stores
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")
ITEM = "friends#shopify#1001#reward-friend"


def park(reason: str = BY_HAND) -> None:
    item = OutboxItem(
        item_id=ITEM,
        channel=Channel.REWARD,
        topic="reward.issued",
        program_id="friends",
        state=DeliveryState.PARKED,
        reason=reason,
        attempts=1,
        data={"conversion_key": "friends#shopify#1001", "side": "friend"},
        created_at=NOW,
        due_at=NOW,
    )
    stores.outbox().add(item)


def finish(code: str = "GC-1") -> OutboxItem:
    return finish_by_hand(
        ITEM,
        HandWord(code, "eve", "key_1"),
        HandWorkDesk(stores.outbox(), todo_stores.hand_work()),
        now=NOW,
    )


def test_it_goes_on_with_the_code_and_who_said_so() -> None:
    park()

    item = finish()

    assert (item.state, item.attempts) == (DeliveryState.PENDING, 0)
    assert item.data["by_hand"] == {"code": "GC-1", "made_by": "eve", "actor": "key_1"}
    assert item.data["side"] == "friend"


def test_the_first_word_holds() -> None:
    park()
    first = finish()

    assert finish() == first
    with pytest.raises(NotByHandError):
        finish("GC-2")


def test_what_waits_for_something_else_is_left_alone() -> None:
    park("no_shop_credential: none is stored")

    with pytest.raises(NotByHandError):
        finish()


def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(OutboxItemNotFoundError):
        finish()
