"""Under which id a person is known in the shop's mailing system, by program.

Beside the outbox's items and in no index, as it has no state; it goes with its person.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from referrals.store.table import Change, Table


@dataclass(frozen=True, slots=True)
class Profiles:
    table: Table

    def note(self, person_id: str, program_id: str, profile_id: str) -> None:
        """Safe to repeat; a newer id replaces an older one."""
        change = Change(update="SET #p = :id", names={"#p": program_id}, values={":id": profile_id})
        self.table.update(_key(person_id), change)

    def find(self, person_id: str) -> Mapping[str, str]:
        """The id by program."""
        found = self.table.get(_key(person_id), consistent=True) or {}
        return {name: str(value) for name, value in found.items() if name != "item_id"}

    def remove(self, person_id: str) -> None:
        self.table.delete(_key(person_id))


def _key(person_id: str) -> dict[str, str]:
    return {"item_id": f"profile#{person_id}"}
