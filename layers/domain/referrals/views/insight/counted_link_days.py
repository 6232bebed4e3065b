"""Which links do the numbers of some days count? By the counters that the numbers are sums of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from awswire.codec import Item
from referrals.model.insight.insight import Counter
from referrals.store.insight.link_day import LinkDays


class LinkNumber(StrEnum):
    """A number that counts what became of links."""

    SHARERS = "shared"
    """Advocates who took their link along, each once a month."""
    CLICKS = "clicks"
    """Times that people followed a link."""
    WENT_ON = "went-on"
    """Those of them that went on to the shop from the friend's page."""

    @property
    def counter(self) -> Counter:
        return _COUNTERS[self]


_COUNTERS: Mapping[LinkNumber, Counter] = {
    LinkNumber.SHARERS: Counter.SHARERS,
    LinkNumber.CLICKS: Counter.PEOPLE,
    LinkNumber.WENT_ON: Counter.WENT_ON,
}


@dataclass(frozen=True, slots=True)
class CountedLinkDay:
    """A link on a day on which the number counts it."""

    on: date
    code: str
    advocate_id: str
    """Empty where the link is gone."""
    shares: int
    """How often its advocate took it along."""
    people: int
    """How often people followed it."""
    went_on: int
    """How often they went on to the shop, of the clicks of that day."""


def counted_link_days(
    program_id: str,
    days: tuple[date, date],
    number: LinkNumber,
    index: LinkDays,
    *,
    limit: int,
    start: Item | None = None,
) -> tuple[list[CountedLinkDay], Item | None]:
    """Of up to `limit` days of links those that the number counts, and where to go on. Three
    requests at most for a hundred."""
    found, after = index.page(program_id, days, limit=limit, start=start)
    counted = [day for day in found if day.total(number.counter)]
    advocates = index.advocates(day.bucket.code for day in counted)
    rows = [
        CountedLinkDay(
            on=day.bucket.on,
            code=day.bucket.code,
            advocate_id=advocates.get(day.bucket.code, ""),
            shares=day.total(Counter.SHARES),
            people=day.total(Counter.PEOPLE),
            went_on=day.total(Counter.WENT_ON),
        )
        for day in counted
    ]
    return rows, after
