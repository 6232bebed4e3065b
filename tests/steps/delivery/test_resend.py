"""A person sends what was parked again; everything else looks after itself."""

import pytest

from referrals.model.delivery.outbox import DeliveryState
from referrals.steps.delivery.resend import resend
from referrals.store.delivery.outbox import NotParkedError
from referrals.wiring import stores
from tests.world import NOW, an_item


def test_what_was_parked_waits_again(account: None) -> None:
    stores.outbox().add(an_item(state="parked", attempts=10, reason="answered_500"))

    item = resend(an_item().item_id, stores.outbox(), stores.endpoints(), now=NOW)

    assert (item.state, item.attempts) == (DeliveryState.PENDING, 0)


@pytest.mark.parametrize("state", ["pending", "sending", "done", "skipped"])
def test_nothing_else_is_sent_again(account: None, state: str) -> None:
    stores.outbox().add(an_item(state=state))

    with pytest.raises(NotParkedError):
        resend(an_item().item_id, stores.outbox(), stores.endpoints(), now=NOW)
