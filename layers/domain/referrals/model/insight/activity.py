"""What a link's days tell of whether it was used: taken along by its advocate, or followed."""

from collections.abc import Iterable
from datetime import date

from referrals.model.insight.insight import Counter, Day


def has_shares(days: Iterable[Day]) -> bool:
    """Whether the advocate took it along from their page on any of them."""
    return any(day.total(Counter.SHARES) for day in days)


def last_use(days: Iterable[Day]) -> date | None:
    """The last day on which it was taken along, or a person followed it; None for never."""
    used = (day for day in days if day.total(Counter.SHARES) or day.total(Counter.PEOPLE))
    return max((day.bucket.on for day in used), default=None)
