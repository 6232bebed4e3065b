"""What one transaction wrote is seen as one, though it is read in two goes."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from awswire.dynamo import Dynamo
from referrals.desks import reward as reward_desk
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.attribution.referral import Referrals
from referrals.store.reward.books import seen_together
from referrals.store.table import Table
from referrals.wiring import clients, stores
from tests.world import NOW, a_program, an_order, refer

pytestmark = pytest.mark.usefixtures("account")


class InterruptedClient:
    """The real client, with somebody else's doings behind its first answer."""

    def __init__(self, dynamo: Dynamo, between: Callable[[], object]) -> None:
        self.dynamo, self.between, self.calls = dynamo, between, 0

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        answer = self.dynamo.call(operation, request)
        self.calls += 1
        if self.calls == 1:
            self.between()
        return answer


def test_a_grant_is_never_seen_without_its_decision() -> None:
    stores.programs().add(a_program())
    key = refer(an_order())
    referrals = clients.table("referrals")
    interrupted = InterruptedClient(
        referrals.dynamo,
        lambda: settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW),
    )

    referral, grant = seen_together(
        key, Referrals(Table(interrupted, referrals.name)), stores.grants()
    )

    assert grant
    assert referral
    assert referral.reward
