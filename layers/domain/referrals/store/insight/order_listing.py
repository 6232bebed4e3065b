"""Orders that were decided on before there was a list of them, and how far they entered it."""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.moment import stamp
from referrals.store.attribution.referral import LISTED, read_referral
from referrals.store.insight.insight import SPELL
from referrals.store.table import Change, ConditionFailedError, Table

A_PAGE = 200
_MARK: Item = {"series": "order-listing", "bucket": SPELL}


@dataclass(frozen=True, slots=True)
class ListingPlace:
    """Where the walk through all orders stands."""

    key: str = ""
    """The last one seen; empty before the first."""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class OrderListing:
    referrals: Table
    insights: Table
    """Where the place is kept."""

    def place(self) -> ListingPlace:
        found = self.insights.get(_MARK, consistent=True)
        return ListingPlace(found["key"], found["is_over"]) if found else ListingPlace()

    def keep(self, place: ListingPlace) -> None:
        self.insights.put({**_MARK, "key": place.key, "is_over": place.is_over})

    def page(self, after: str) -> tuple[list[Item], str]:
        """Of some orders those that no list has, and where to go on; empty at the end."""
        items, start = self.referrals.scan_page(
            start={"referral_key": after} if after else None,
            FilterExpression=f"attribute_not_exists({LISTED})",
            Limit=A_PAGE,
        )
        return items, str(start["referral_key"]) if start else ""

    def enter(self, item: Item) -> bool:
        """By its first decision; False where its next news entered it meanwhile."""
        listed_at = stamp(read_referral(item).decisions[0].decided_at)
        change = Change(
            update=f"SET {LISTED} = :at",
            guard=f"attribute_exists(referral_key) AND attribute_not_exists({LISTED})",
            values={":at": listed_at},
        )
        try:
            self.referrals.update({"referral_key": item["referral_key"]}, change)
        except ConditionFailedError:
            return False
        return True
