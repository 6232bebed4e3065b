"""Time and chance: everything else is handed them."""

import os
from datetime import UTC, datetime
from time import sleep

random_bytes = os.urandom


def now() -> datetime:
    return datetime.now(UTC)


def pause(attempt: int) -> None:
    """Longer with every attempt, and never the same for two callers."""
    sleep(0.02 * 2**attempt * (0.5 + random_bytes(1)[0] / 255))
