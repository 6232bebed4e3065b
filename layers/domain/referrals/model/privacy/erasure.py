"""What an erasure took away, and how far all requests have come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderFailure:
    """An order that could not be erased this time; all others were."""

    order: str
    """Its conversion key."""
    code: str


@dataclass(frozen=True, slots=True)
class ErasureCounts:
    """Counts of the things that were erased, and the orders that could not be."""

    orders: int = 0
    bodies: int = 0
    people: int = 0
    links: int = 0
    letters: int = 0
    former_customers: int = 0
    """Programs that knew them from before the shop told of orders."""
    failures: tuple[OrderFailure, ...] = ()
    stories: int = 0

    def __add__(self, other: "ErasureCounts") -> "ErasureCounts":
        return ErasureCounts(
            self.orders + other.orders,
            self.bodies + other.bodies,
            self.people + other.people,
            self.links + other.links,
            self.letters + other.letters,
            self.former_customers + other.former_customers,
            self.failures + other.failures,
            self.stories + other.stories,
        )


@dataclass(frozen=True, slots=True)
class Failure:
    """A request that could not be carried out this time; the next run tries again."""

    request_id: str
    code: str
    order: str = ""
    """The one order that failed, where it was one."""


@dataclass(frozen=True, slots=True)
class PrivacyRunReport:
    open: int
    """Requests that wait still."""
    done: int
    """Carried out by this run."""
    due_soon: int
    """Open, and due within a week or overdue."""
    late: int
    uninstalled: int
    """Shops that took our app out, told by this run."""
    erased: ErasureCounts
    failures: tuple[Failure, ...] = ()
    held: int = 0
    """Requests that a person must release or refuse."""
    shop_items_left: int = 0
    """Items that the erasures of shops have still to go through, about."""
    indexed: int = 0
    """Items from before the index of mailboxes that have their place there now."""
