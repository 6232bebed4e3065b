"""The register of the shop's own people: one item among the people, guarded by its version."""

from collections.abc import Sequence
from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.staff.staff import StaffRegister
from referrals.store.table import CancelledError, Change, Table, transact

_KEY = {"person_id": "staff"}


@dataclass(frozen=True, slots=True)
class Staff:
    table: Table

    def register(self) -> StaffRegister:
        """As it is now: whoever was removed a moment ago may do nothing any more."""
        item = self.table.get(_KEY, consistent=True)
        return StaffRegister.model_validate(item) if item else StaffRegister()

    def replace(self, before: StaffRegister, after: StaffRegister, *beside: Item) -> bool:
        """With all that `beside` writes; False when another change came in between."""
        guard = Change(guard="version = :v", values={":v": before.version})
        if before.version == 0:
            guard = Change(guard="attribute_not_exists(person_id)")
        record = {**_KEY, **after.model_dump(mode="json")}
        actions: Sequence[Item] = [self.table.put_action(record, guard), *beside]
        try:
            transact(self.table.dynamo, actions)
        except CancelledError:
            return False
        return True
