"""Who asked for a link by letter: items beside the people, deleted soon by the table itself."""

from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.people.applicant import Applicant
from referrals.store.table import Table


@dataclass(frozen=True, slots=True)
class Applicants:
    table: Table

    def find(self, applicant_id: str, now: datetime) -> Applicant | None:
        """None for one whose time is over, though the table's own clean-up is late."""
        item = self.table.get(_key(applicant_id), consistent=True)
        found = Applicant.model_validate(item) if item else None
        return found if found and found.gone_at > now else None

    def add_action(self, applicant: Applicant) -> Item:
        """Part of the transaction that lets a letter go out to them."""
        return self.table.put_action(
            {**_key(applicant.applicant_id), **applicant.model_dump(mode="json")}
        )

    def remove(self, applicant_id: str) -> None:
        """Safe to repeat."""
        self.table.delete(_key(applicant_id))


def _key(applicant_id: str) -> Item:
    return {"person_id": applicant_id}
