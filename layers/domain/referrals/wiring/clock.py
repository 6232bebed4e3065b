"""Time and chance: everything else is handed them."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

from referrals.wiring import settings

AHEAD = "GOODWORD_SECONDS_AHEAD"
random_bytes = os.urandom


def now() -> datetime:
    """Ahead of the machine by as much as a local stack was told, and never on AWS."""
    return shift(datetime.now(UTC))


def shift(moment: datetime) -> datetime:
    """What another clock of the machine showed, such as the gateway's, on this one."""
    if settings.endpoint_url() is None:
        return moment
    return moment + timedelta(seconds=int(settings.setting(AHEAD, "0")))


def window(seconds: float) -> Callable[[], bool]:
    """What says whether a job that begins now still has time, with so many seconds for it."""
    end = monotonic() + seconds
    return lambda: monotonic() < end


def pause(attempt: int) -> None:
    """Longer with every attempt, and never the same for two callers."""
    sleep(0.02 * 2**attempt * (0.5 + random_bytes(1)[0] / 255))
