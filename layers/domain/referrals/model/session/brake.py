"""Brakes: how often somebody may do what costs much or can be guessed, and what they are told."""

from datetime import datetime
from typing import NamedTuple

from referrals.model.era import epoch_seconds
from referrals.model.errors import RefusedError

MINUTE, HOUR = 60, 3600


class TooManyRequestsError(RefusedError):
    code = "too_many_requests"

    retry_after_seconds = HOUR


def too_many_requests(wait: int) -> TooManyRequestsError:
    error = TooManyRequestsError(
        "this was asked for too often.", remedy=f"Try again in {wait} seconds."
    )
    error.retry_after_seconds = wait
    return error


class Brake(NamedTuple):
    """At most so many of `name` in a window, for each of those it is counted for."""

    name: str
    most: int
    seconds: int = MINUTE

    def window(self, now: datetime) -> int:
        return epoch_seconds(now) // self.seconds

    def wait(self, now: datetime) -> int:
        """Until the next window begins."""
        return self.seconds - epoch_seconds(now) % self.seconds


CLAIMS_OF_ORDER = Brake("claims-of-order", 20, HOUR)
"""Claims about one order by whoever isn't known to have bought it: orders have numbers, and who
guesses goes through them. Whoever did buy it is never counted."""
CLAIMS_OF_ADVOCATE = Brake("claims-of-advocate", 20, HOUR)
"""What an advocate tries on their own page, found or not."""
