"""Mailboxes that take no mail, by their hash: items of the People table, beside its people."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from referrals.model.moment import stamp
from referrals.model.people.suppression import Suppression
from referrals.store.table import Change, ConditionFailedError, Table


@dataclass(frozen=True, slots=True)
class Suppressions:
    table: Table

    def find(self, email_hash: str) -> Suppression | None:
        item = self.table.get(_key(email_hash), consistent=True)
        return Suppression.model_validate(item["suppression"]) if item else None

    def add(self, suppression: Suppression) -> bool:
        """False where one stands already, or this very feedback was lifted by a person."""
        told_before = Change(
            guard="attribute_not_exists(person_id) OR NOT contains(feedback_ids, :id)",
            values={":id": suppression.feedback_id},
        )
        current = self.find(suppression.email_hash)
        if current and current.stands:
            return False
        known = self._feedback_ids(suppression.email_hash)
        item = {
            **_key(suppression.email_hash),
            "suppression": suppression.model_dump(mode="json"),
            "feedback_ids": [*known[-19:], suppression.feedback_id],
        }
        try:
            self.table.put(item, told_before)
        except ConditionFailedError:
            return False
        return True

    def lift(self, email_hash: str, by: str, at: datetime) -> bool:
        """Whether one stood; safe to repeat."""
        change = Change(
            update="SET suppression.lifted_by = :by, suppression.lifted_at = :at",
            guard="attribute_exists(person_id) AND suppression.lifted_by = :nobody",
            values={":by": by, ":at": stamp(at), ":nobody": ""},
        )
        try:
            self.table.update(_key(email_hash), change)
        except ConditionFailedError:
            return False
        return True

    def carry(self, former_hash: str, email_hash: str) -> None:
        """What stands by a former hash stands by this one, too, unless something does already."""
        item = self.table.get(_key(former_hash), consistent=True)
        if item is None:
            return
        suppression = {**item["suppression"], "email_hash": email_hash}
        absent = Change(guard="attribute_not_exists(person_id)")
        with suppress(ConditionFailedError):
            self.table.put({**item, **_key(email_hash), "suppression": suppression}, absent)

    def remove(self, email_hash: str) -> None:
        self.table.delete(_key(email_hash))

    def _feedback_ids(self, email_hash: str) -> list[str]:
        item = self.table.get(_key(email_hash), consistent=True)
        return list(item["feedback_ids"]) if item else []


def _key(email_hash: str) -> dict[str, str]:
    return {"person_id": f"mailbox#{email_hash}"}
