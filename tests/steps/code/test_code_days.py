"""A code with a last day has the same one for ever."""

from datetime import timedelta

import pytest

from referrals.model.delivery.outgoing import code_ends_at
from referrals.model.moment import stamp
from referrals.wiring import stores
from tests.shops.tills import Till
from tests.steps.code.code_handovers import KEY, friend_side, fulfil
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")
ENDING = {"kind": "discount_code", "percent": 10, "ends_days": 30}


def test_the_days_of_a_code_count_from_its_making_and_stay(till: Till) -> None:
    grant = stores.grants().get(KEY)
    side = grant.side("friend").model_copy(update={"terms": dict(ENDING)})
    stores.grants().change(grant.with_side(side))

    fulfil()

    ends = NOW + timedelta(days=30)
    kept = friend_side()
    assert kept.shop_code
    assert (kept.shop_code.ends_at, code_ends_at(kept)) == (ends, ends)
    letter = stores.outbox().get(f"{KEY}#welcome")
    assert letter.data["code_ends_at"] == stamp(ends)
