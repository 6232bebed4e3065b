"""The register of the shop's own people: one item among the people, guarded by its version; and
beside it an item with the passkeys of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.staff.passkey import PasskeyRing
from referrals.model.staff.staff import StaffRegister
from referrals.store.batch import read_batch
from referrals.store.table import CancelledError, Change, Table, transact

_KEY = {"person_id": "staff"}
_RING = "passkeys#"


@dataclass(frozen=True, slots=True)
class Staff:
    table: Table

    def register(self) -> StaffRegister:
        """As it is now: whoever was removed a moment ago may do nothing any more."""
        item = self.table.get(_KEY, consistent=True)
        return StaffRegister.model_validate(item) if item else StaffRegister()

    def replace(self, before: StaffRegister, after: StaffRegister, *beside: Item) -> bool:
        """With all that `beside` writes; False when another change came in between."""
        record = {**_KEY, **after.model_dump(mode="json")}
        return self._transact(self.table.put_action(record, _guard(before.version)), *beside)

    def passkeys(self, staff_id: str) -> PasskeyRing:
        item = self.table.get(_ring_key(staff_id), consistent=True)
        return PasskeyRing.model_validate(item) if item else PasskeyRing()

    def all_passkeys(self, staff_ids: Sequence[str]) -> dict[str, PasskeyRing]:
        """Of those who have any."""
        found = read_batch(self.table, [_ring_key(each) for each in staff_ids])
        return {
            item["person_id"].removeprefix(_RING): PasskeyRing.model_validate(item)
            for item in found
        }

    def replace_passkeys(
        self, staff_id: str, before: PasskeyRing, after: PasskeyRing, *beside: Item
    ) -> bool:
        """As `replace`."""
        kept = after.model_dump(mode="json", exclude_none=True)
        guard = _guard(before.version)
        record = {**_ring_key(staff_id), **kept}
        return self._transact(self.table.put_action(record, guard), *beside)

    def remove_passkeys_action(self, staff_id: str) -> Item:
        return self.table.delete_action(_ring_key(staff_id))

    def _transact(self, *actions: Item) -> bool:
        try:
            transact(self.table.dynamo, actions)
        except CancelledError:
            return False
        return True


def _guard(version: int) -> Change:
    if version == 0:
        return Change(guard="attribute_not_exists(person_id)")
    return Change(guard="version = :v", values={":v": version})


def _ring_key(staff_id: str) -> Item:
    return {"person_id": f"{_RING}{staff_id}"}
