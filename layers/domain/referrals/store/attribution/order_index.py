"""Orders of a program by time, the earliest decision first: all, or those that were brought.

Both indexes have keys alone. What is brought stands in the second by its newest decision, since
nothing else has a `decided_at` of its own; so a correction moves it, and one to nobody takes it
out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from awswire.codec import Item
from referrals.model.attribution.referral import Referral
from referrals.model.moment import stamp
from referrals.store.attribution.referral import LISTED, read_referral
from referrals.store.batch import read_batch
from referrals.store.table import Table


class OrderChoice(StrEnum):
    """Which orders: the index that has them."""

    DECIDED = "by_program"
    """Every order that was decided on, by its first decision."""
    BROUGHT = "by_brought"
    """Those that an advocate brought, by the newest decision."""


@dataclass(frozen=True, slots=True)
class OrderIndex:
    table: Table
    moments: ClassVar[Mapping[OrderChoice, str]] = {
        OrderChoice.DECIDED: LISTED,
        OrderChoice.BROUGHT: "decided_at",
    }
    """By which attribute each goes: it stands in the place where a page ended, too."""

    def page(
        self,
        program_id: str,
        choice: OrderChoice,
        since: datetime,
        *,
        limit: int,
        start: Item | None = None,
    ) -> tuple[list[Referral], Item | None]:
        """Up to `limit` decided on since then, as they are now, and where to go on."""
        found, after = self.table.page(
            f"program_id = :p AND {self.moments[choice]} >= :s",
            {":p": program_id, ":s": stamp(since)},
            start=start,
            IndexName=choice.value,
            Limit=limit,
        )
        keys = [{"referral_key": item["referral_key"]} for item in found]
        return list(map(read_referral, read_batch(self.table, keys))), after
