"""Enters orders of before into the list of orders, a page at a time, while there is time.

Where it stopped is kept, and that it is over: from then on a run is one look. Safe to repeat.
"""

from dataclasses import dataclass

from referrals.model.work import NAMES_KEPT, HasTime, endless
from referrals.store.insight.order_listing import ListingPlace, OrderListing


@dataclass(frozen=True, slots=True)
class ListingRun:
    entered: int
    left: int
    """Whether orders are left for the next run."""
    failed: tuple[str, ...] = ()
    """Orders that can't be read: they stay out of the list, and keep no other from it."""


def list_orders(listing: OrderListing, *, has_time: HasTime = endless) -> ListingRun:
    place, entered, failed = listing.place(), 0, tuple[str, ...]()
    while not place.is_over and has_time():
        items, after = listing.page(place.key)
        for item in items:
            try:
                entered += listing.enter(item)
            except (KeyError, ValueError, IndexError):
                failed = (*failed, str(item["referral_key"]))[:NAMES_KEPT]
        place = ListingPlace(after, is_over=not after)
        listing.keep(place)
    return ListingRun(entered, int(not place.is_over), failed)
