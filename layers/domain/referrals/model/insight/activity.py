"""What a link's days tell of whether it was used: taken along by its advocate, or followed."""

from collections.abc import Iterable
from datetime import date

from referrals.model.insight.insight import Counter, Day
from referrals.model.link.share import is_of_own_page


def has_shares(days: Iterable[Day]) -> bool:
    """Whether the advocate took it along from their own page on any of them."""
    shares = (each for day in days for each in day.by(Counter.SHARES).items())
    return any(number and is_of_own_page(name) for name, number in shares)


def last_use(days: Iterable[Day]) -> date | None:
    """The last day on which it was taken along, or a person followed it; None for never."""
    used = (day for day in days if day.total(Counter.SHARES) or day.total(Counter.PEOPLE))
    return max((day.bucket.on for day in used), default=None)
