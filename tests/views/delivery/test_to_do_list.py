"""The to-do list tells what waits for hands, and nothing else."""

import pytest

from referrals.model.delivery.outbox import BY_HAND, Channel, DeliveryState, OutboxItem
from referrals.model.words.wording import wording
from referrals.views.delivery.to_do_list import ToDoSources, to_do_list
from referrals.wiring import stores
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")


def park(number: int, reason: str) -> None:
    item = OutboxItem(
        item_id=f"friends#shopify#{number}#reward-friend",
        channel=Channel.REWARD,
        topic="reward.issued",
        program_id="friends",
        state=DeliveryState.PARKED,
        reason=reason,
        data={"conversion_key": f"friends#shopify#{number}", "side": "friend"},
        created_at=NOW,
        due_at=NOW,
    )
    stores.outbox().add(item)


def test_what_is_parked_for_another_reason_is_not_on_it() -> None:
    park(1, "no_shop_credential: none is stored")
    park(2, BY_HAND)  # Of a grant that isn't there: nothing anybody could do.
    memory = stores.outbox(), stores.grants(), stores.redemptions(), stores.programs()

    found, after = to_do_list(ToDoSources(*memory), wording("en"), 10)

    assert (found, after) == ([], None)
