"""What an advocate brought, off the index of referrals by advocate: no more of each than is needed.

An index may be a moment behind, which a memory can bear.
"""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.attribution.referral import OrderFigures
from referrals.model.memory.memory import BroughtOrder
from referrals.store.table import Table

MOST_ORDERS = 1000
_FIELDS = "referral_key, program_id, friend_id, figures, reward.reason"


@dataclass(frozen=True, slots=True)
class BroughtOrders:
    table: Table

    def of_advocate(self, advocate_id: str, program_id: str) -> list[BroughtOrder]:
        """The first thousand in that program: milestones end long before."""
        items = self.table.query(
            "advocate_id = :a",
            {":a": advocate_id},
            IndexName="by_advocate",
            ProjectionExpression=_FIELDS,
        )
        found: list[BroughtOrder] = []
        for item in items:
            if item["program_id"] == program_id:
                found.append(read_brought_order(item))
            if len(found) == MOST_ORDERS:
                break
        return found


def read_brought_order(item: Item) -> BroughtOrder:
    return BroughtOrder(
        key=item["referral_key"],
        friend_id=item.get("friend_id", ""),
        figures=OrderFigures.model_validate(item["figures"]),
        reason=str((item.get("reward") or {}).get("reason", "")),
    )
