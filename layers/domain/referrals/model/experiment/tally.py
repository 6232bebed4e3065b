"""Sums that experiments are judged by: of one link, and of all links of an arm.

A friend of an advocate's is like the advocate's other friends, so the link is what is compared,
never the single friend: an arm keeps sums of its links' sums, of their squares and their products,
as many numbers for a million links as for ten.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from referrals.model.experiment.declaration import TrialMetric

MOST_CLICKS, MOST_ORDERS, MOST_MONEY = 10**9, 10**6, 10**13
"""More than any link brings; it bounds what squares come to."""


@dataclass(frozen=True, slots=True)
class LinkTally:
    """What one link brought while an experiment ran."""

    clicks: int = 0
    """By people."""
    orders: int = 0
    """First orders that stayed, by the day of the click that won."""
    money: int = 0
    """What of them stayed on the program's base, in minor units of its currency."""

    @property
    def is_empty(self) -> bool:
        return not (self.clicks or self.orders or self.money)

    @property
    def within_bounds(self) -> "LinkTally":
        return LinkTally(
            min(self.clicks, MOST_CLICKS),
            min(self.orders, MOST_ORDERS),
            min(self.money, MOST_MONEY),
        )


@dataclass(frozen=True, slots=True)
class ArmTally:
    """Of all links of one arm that brought anything."""

    links: int = 0
    clicks: int = 0
    orders: int = 0
    money: int = 0
    clicks_squared: int = 0
    orders_squared: int = 0
    money_squared: int = 0
    clicks_orders: int = 0
    """The sum of each link's clicks times its orders."""
    clicks_money: int = 0
    entered: int = 0
    """Where nudges are compared: advocates who take part, counted already or not."""

    def __add__(self, other: "ArmTally") -> "ArmTally":
        pairs = zip(astuple(self), astuple(other), strict=True)
        return ArmTally(*(one + more for one, more in pairs))

    def __sub__(self, other: "ArmTally") -> "ArmTally":
        pairs = zip(astuple(self), astuple(other), strict=True)
        return ArmTally(*(one - less for one, less in pairs))

    @property
    def counters(self) -> dict[str, int]:
        """By name, those that aren't 0."""
        named = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in named.items() if value}

    def sums(self, metric: TrialMetric) -> tuple[int, int, int]:
        """Of the metric: its sum, its squares' sum, and its products with clicks."""
        if metric is TrialMetric.ORDERS:
            return self.orders, self.orders_squared, self.clicks_orders
        return self.money, self.money_squared, self.clicks_money


def arm_tally(link: LinkTally) -> ArmTally:
    """What one link adds to its arm."""
    if link.is_empty:
        return ArmTally()
    clicks, orders, money = link.clicks, link.orders, link.money
    return ArmTally(
        links=1,
        clicks=clicks,
        orders=orders,
        money=money,
        clicks_squared=clicks**2,
        orders_squared=orders**2,
        money_squared=money**2,
        clicks_orders=clicks * orders,
        clicks_money=clicks * money,
    )


def total_tally(links: Iterable[LinkTally]) -> ArmTally:
    return sum(map(arm_tally, links), ArmTally())
