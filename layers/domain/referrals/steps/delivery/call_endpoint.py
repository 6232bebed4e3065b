"""Calls somebody else's system once, unless it rests or is gone, and keeps count of how it does.

One that hangs or fails again and again is left alone for some minutes: what waits for it then
costs neither time nor a try.
"""

from collections.abc import Callable
from datetime import datetime

from referrals.model.delivery.delivery import (
    ENDPOINT_GONE,
    DeliveryOutcome,
    Postponement,
    TryAgain,
)
from referrals.store.delivery.endpoint import Endpoints


def call_endpoint(
    name: str,
    url: str,
    endpoints: Endpoints,
    send: Callable[[], DeliveryOutcome],
    *,
    now: datetime,
) -> DeliveryOutcome:
    """`name` is the item's endpoint, and `url` what a new one replaces."""
    endpoint = endpoints.find(name, url)
    if endpoint.gone:
        return ENDPOINT_GONE
    if endpoint.rests_until and endpoint.rests(now):
        return Postponement(endpoint.rests_until)
    outcome = send()
    if outcome == ENDPOINT_GONE:
        endpoints.close(name, url, now)
    elif isinstance(outcome, TryAgain) and outcome.ailing:
        endpoints.note_failure(endpoint, now, outcome.rest)
    elif endpoint.failures:
        endpoints.note_answer(endpoint)
    return outcome
