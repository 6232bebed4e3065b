"""An advocate's moments, asked for by their page, the clock and the letter: the same by all three.

One query of what they brought, and one request for what a hundred friends ordered by themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.memory.memory import BroughtOrder, Memory, OwnOrders, memories
from referrals.model.nudge.quiet import zone_of
from referrals.model.people.person import Person
from referrals.model.privacy.request import ERASED
from referrals.model.program.program import Program
from referrals.store.measure.customer import CustomerRecords
from referrals.store.memory.brought_order import BroughtOrders

MOST_FRIENDS = 100
"""Whose own orders are asked for: of those who came last."""


@dataclass(frozen=True, slots=True)
class AdvocateMemories:
    orders: BroughtOrders
    customers: CustomerRecords

    def of_advocate(self, person: Person, rules: Program, now: datetime) -> list[Memory]:
        """All that have happened by `now`, the newest first."""
        brought = self.orders.of_advocate(person.person_id, rules.program)
        return memories(
            brought,
            self._own_orders(brought, rules.program),
            regular_after=rules.moments.regular_after,
            zone=zone_of(person, rules.time_zone),
            now=now,
        )

    def _own_orders(self, brought: Iterable[BroughtOrder], program_id: str) -> OwnOrders:
        kept = sorted(
            (e.figures.occurred_at, e.figures.customer_hash) for e in brought if e.is_kept
        )
        # Each where they came first.
        hashes = dict.fromkeys(each for _, each in kept if each and not each.startswith(ERASED))
        records = self.customers.find_all(program_id, list(hashes)[-MOST_FRIENDS:])
        return {each.customer_hash: each.own_orders for each in records}
