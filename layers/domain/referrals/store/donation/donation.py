"""What was given to causes: an item for each giving, and a sum for each program, year and cause.

Both change in the transaction that notes the giving, or that it went back; so nothing is counted
twice, and nothing is taken off that didn't count.
"""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.donation.donation import CauseTotal, Giving
from referrals.store.table import Change, Table


@dataclass(frozen=True, slots=True)
class Donations:
    table: Table

    def find(self, program_id: str, giving_id: str) -> Giving | None:
        item = self.table.get(_place(program_id, giving_id), consistent=True)
        return Giving.model_validate(item) if item else None

    def give_actions(self, program_id: str, giving: Giving) -> list[Item]:
        """Fails when it counts already."""
        item = {**_place(program_id, giving.giving_id), **giving.model_dump(mode="json")}
        absent = Change(guard="attribute_not_exists(account)")
        return [self.table.put_action(item, absent), self._count(program_id, giving, 1)]

    def take_actions(self, program_id: str, giving: Giving) -> list[Item]:
        """Fails when it doesn't count any more."""
        place = _place(program_id, giving.giving_id)
        there = Change(guard="attribute_exists(account)")
        return [self.table.delete_action(place, there), self._count(program_id, giving, -1)]

    def of_year(self, program_id: str, year: int) -> list[CauseTotal]:
        """By cause, as it stands now."""
        items = self.table.query(
            "account = :a AND begins_with(entry, :y)",
            {":a": _account(program_id), ":y": f"{year}#"},
            ConsistentRead=True,
        )
        return [CauseTotal.model_validate(item) for item in items]

    def _count(self, program_id: str, giving: Giving, times: int) -> Item:
        change = Change(
            update="SET cause = :c, #n = :n ADD given :times, amount_minor :a",
            names={"#n": "name"},
            values={
                ":c": giving.cause,
                ":n": giving.name,
                ":times": times,
                ":a": times * giving.amount_minor,
            },
        )
        place = {"account": _account(program_id), "entry": f"{giving.year}#{giving.cause}"}
        return self.table.update_action(place, change)


def _account(program_id: str) -> str:
    return f"donations#{program_id}"


def _place(program_id: str, giving_id: str) -> Item:
    return {"account": _account(program_id), "entry": f"giving#{giving_id}"}
