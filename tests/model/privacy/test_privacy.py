"""Requests about personal data: their names, their due dates, and what stands in for a person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from referrals.model.delivery.privacy_notice import notice
from referrals.model.privacy.request import (
    DAY,
    DUE_AFTER,
    WATCHED,
    PrivacyKind,
    PrivacyState,
    StoredRequest,
    request_id,
    stand_in,
)
from tests.world import NOW, hash_of, rules

BEN = hash_of("ben@example.com")
ASKED = StoredRequest(
    request_id="r1",
    program_id="friends",
    source="shopify",
    kind=PrivacyKind.CUSTOMER_REDACT,
    customer_hash=BEN,
    orders=("friends#shopify#1001",),
    received_at=NOW,
    due_at=NOW + DUE_AFTER,
)
DONE = replace(ASKED, state=PrivacyState.DONE, done_at=NOW, looked_at=NOW)


def test_the_same_person_has_the_same_stand_in() -> None:
    assert stand_in("seed", BEN) == stand_in("seed", BEN) != stand_in("other", BEN)
    assert BEN not in stand_in("seed", BEN)


@pytest.mark.parametrize("already", ["", "erased-0123"])
def test_nobody_is_erased_twice(already: str) -> None:
    assert stand_in("seed", already) == already


def test_a_request_told_again_has_the_same_name() -> None:
    assert request_id(b"key", "shopify", BEN) == request_id(b"key", "shopify", BEN)
    assert request_id(b"key", "a", "b") != request_id(b"key", "b", "a")


@pytest.mark.parametrize(
    ("days", "soon", "late"), [(0, False, False), (23, True, False), (30, True, True)]
)
def test_a_request_is_due_in_thirty_days(days: int, soon: bool, late: bool) -> None:
    now = NOW + days * DAY

    assert (ASKED.due_soon(now), ASKED.late(now)) == (soon, late)
    assert not DONE.due_soon(now)


def test_an_erasure_is_looked_at_daily_for_a_while() -> None:
    assert not DONE.to_look_at(NOW + DAY - timedelta(seconds=1))
    assert DONE.to_look_at(NOW + DAY)
    assert not DONE.to_look_at(NOW + WATCHED)
    assert not ASKED.to_look_at(NOW + DAY)


def test_the_merchant_is_told_without_a_name() -> None:
    (item,) = notice(ASKED, rules(webhook_url="https://shop.example/hooks"), NOW)

    assert (item.topic, item.data["orders"]) == ("privacy.requested", ["friends#shopify#1001"])
    assert BEN not in item.model_dump_json()
    assert notice(ASKED, rules(), NOW) == []
