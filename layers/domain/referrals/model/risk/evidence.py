"""What the checks look at: facts about one order, and what else was seen of its traces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
MOST_SIGHTINGS = 50
"""So many of a trace are looked at, the newest of the window: a decision costs the same always."""


class TraceKind(StrEnum):
    """What an order can have in common with another."""

    NETWORK = "network"
    """From which it was placed, by the shop's word, on that day."""
    VISIT = "visit"
    """From which its click came, by ours, on that day."""
    DEVICE = "device"
    """The click token that its browser carries."""
    PAYMENT = "payment"
    """The platform's fingerprint of the card."""
    ADDRESS = "address"
    """Where the goods go."""
    ADVOCATE = "advocate"
    """Who brought it."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Another order in which a trace was seen."""

    order: str
    placed_at: datetime
    customer: str
    """Keyed hash; empty where the order names nobody."""
    advocate_id: str = ""
    """Empty where nobody brought it."""
    lost: bool = False
    """Whether all of it went back."""


@dataclass(frozen=True, slots=True)
class RiskEvidence:
    """Everything about one order that a check may ask; None is what nobody knows."""

    placed_at: datetime
    customer: str
    advocate_id: str
    advocate_customer: str = ""
    """The advocate's own keyed hash, under which they order."""
    near_names: bool | None = None
    disposable: bool | None = None
    first_order: bool = True
    paid_search: bool = False
    coupon_site: bool = False
    sightings: Mapping[TraceKind, tuple[Sighting, ...]] = field(default_factory=dict)

    def knows(self, *kinds: TraceKind) -> bool:
        """Whether the order has a trace of one of these kinds at all."""
        return any(kind in self.sightings for kind in kinds)

    def other_orders(self, *kinds: TraceKind) -> tuple[Sighting, ...]:
        """Other customers' orders with the same trace, each once."""
        found = (each for kind in kinds for each in self.sightings.get(kind, ()))
        others = {each.order: each for each in found if each.customer != self.customer}
        return tuple(others.values())

    def of_advocate(self, *kinds: TraceKind) -> bool:
        """Whether the advocate's own order has the same trace."""
        own = self.advocate_customer
        return bool(own) and any(each.customer == own for each in self.other_orders(*kinds))

    def friends(self, *kinds: TraceKind) -> int:
        """How many other friends of the same advocate have it."""
        same = (each for each in self.other_orders(*kinds) if each.advocate_id == self.advocate_id)
        return len({each.customer for each in same})
