"""What waits for hands, as the order stands by now."""

import pytest

from referrals.model.delivery.outbox import BY_HAND
from referrals.model.delivery.todo import grant_key_of
from tests.world import an_item


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"state": "parked", "reason": BY_HAND}, "friends#shopify#1001"),
        ({"state": "parked", "reason": "answered_500"}, ""),
        ({"state": "pending", "reason": BY_HAND}, ""),
        ({"state": "done", "reason": BY_HAND}, ""),
    ],
)
def test_only_what_is_parked_for_hands_waits_for_them(changes: dict[str, str], key: str) -> None:
    data = {"conversion_key": "friends#shopify#1001", "side": "friend"}

    assert grant_key_of(an_item(**changes, data=data)) == key
