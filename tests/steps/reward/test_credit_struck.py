"""A delivery of credit that dies at any of its writes: it is booked once all the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from awswire.dynamo import Dynamo
from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.delivery import Done
from referrals.providers.shops.credit_registry import MODULES
from referrals.steps.reward.fulfil_reward import fulfil_reward
from referrals.steps.reward.handover_desk import HandoverDesk
from referrals.store.delivery.outbox import Outbox
from referrals.store.reward.grant import Grants
from referrals.store.reward.shop_claim import ShopClaims
from referrals.store.table import Table
from referrals.wiring import stores
from tests.steps.reward.credit_account import LATER, Account, earn, fulfil, open_account
from tests.world import NOW

WRITES = {"PutItem", "UpdateItem", "TransactWriteItems"}


class KilledError(Exception):
    """The process is gone."""


@dataclass
class DeadlyWire:
    """Dies at the write of that number, from 0, before it is made or after."""

    inner: Dynamo
    at: int
    after: bool
    written: int = 0

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        if operation not in WRITES:
            return self.inner.call(operation, request)
        self.written += 1
        if self.written - 1 != self.at:
            return self.inner.call(operation, request)
        if self.after:
            self.inner.call(operation, request)
        raise KilledError

    def desk(self) -> HandoverDesk:
        desk = delivery_desk.handover()
        ledger, outbox = (Table(self, each.table.name) for each in (desk.grants, desk.outbox))
        codes = replace(desk.codes, pause=lambda _: None, pauses={})
        claims = ShopClaims(ledger)
        return replace(
            desk, grants=Grants(ledger), outbox=Outbox(outbox), claims=claims, codes=codes
        )


@pytest.fixture(params=MODULES)
def ben(request: pytest.FixtureRequest, account: None) -> Iterator[Account]:
    with open_account(request.param) as made:
        yield made


@pytest.mark.parametrize("after", [False, True])
def test_a_death_at_any_write_books_once(ben: Account, after: bool) -> None:
    deaths = 0
    for place in range(9):
        order = f"2{place:03}"
        earn(order)
        key = f"friends#shopify#{order}"
        item = stores.outbox().get(f"{key}#reward-friend")
        before = ben.shop.balance
        try:
            fulfil_reward(item, DeadlyWire(clean(), place, after).desk(), now=NOW)
        except KilledError:
            deaths += 1

        assert fulfil(LATER, key=key) == Done()
        assert fulfil(LATER, key=key) == Done()
        assert ben.shop.balance - before == 500, (place, after)
        side = stores.grants().get(key).side("friend")
        assert side.issued_at
    assert deaths == 4, "sent, claimed, made, told"


def clean() -> Dynamo:
    return delivery_desk.handover().grants.table.dynamo
