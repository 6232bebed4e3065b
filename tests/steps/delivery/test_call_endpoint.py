"""Somebody else's system: called, left alone for a while, or given up."""

from datetime import timedelta

import pytest

from referrals.model.delivery.delivery import (
    ENDPOINT_GONE,
    DeliveryOutcome,
    Done,
    Postponement,
    TryAgain,
)
from referrals.steps.delivery.call_endpoint import call_endpoint
from referrals.wiring import stores
from tests.world import NOW


def call(outcome: DeliveryOutcome, seconds: int = 0) -> DeliveryOutcome:
    now = NOW + timedelta(seconds=seconds)
    return call_endpoint("friends#slack", "slack", stores.endpoints(), lambda: outcome, now=now)


@pytest.mark.usefixtures("account")
def test_a_pause_that_was_asked_for_is_kept() -> None:
    call(TryAgain("answered_429", ailing=True, rest=timedelta(seconds=90)))

    assert call(Done(), 60) == Postponement(NOW + timedelta(seconds=90))
    assert call(Done(), 90) == Done()
    assert stores.endpoints().find("friends#slack", "slack").failures == 0


@pytest.mark.usefixtures("account")
def test_what_is_gone_is_called_no_more() -> None:
    call(ENDPOINT_GONE)

    assert call(Done()) == ENDPOINT_GONE
