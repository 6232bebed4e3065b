"""A reward from stock names its own pool; none of another promise's codes is touched."""

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.model.code.stock import pool_name
from referrals.model.delivery.delivery import Done, TryAgain
from referrals.model.delivery.outbox import STOCK_EMPTY
from referrals.providers.rewards.registry import stock_terms
from referrals.steps.reward.give_from_stock import give_from_stock
from referrals.wiring import stores
from tests.steps.code.code_handovers import KEY, settle
from tests.world import NOW, a_program, refer


@pytest.mark.parametrize(("percent", "waits"), [(10, False), (20, True)])
def test_only_codes_of_the_same_promise_are_given(account: None, percent: int, waits: bool) -> None:
    stores.programs().add(a_program(hold_days=0, codes_by="stock"))
    assert refer() == KEY
    settle()
    grant, desk = stores.grants().get(KEY), delivery_desk.handover()
    terms = stock_terms({**grant.side("friend").terms, "percent": percent})
    stores.stock().add("friends", pool_name(grant.offer, "friend", terms), ["SPRING-1"], NOW)
    program = stores.programs().get("friends")

    outcome = give_from_stock(desk, grant, grant.side("friend"), program=program, now=NOW)

    assert outcome == (TryAgain(STOCK_EMPTY) if waits else Done("SPRING-1"))
