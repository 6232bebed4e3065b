"""First names of people who let friends read them."""

from typing import NamedTuple

from referrals.model.people.name import shown_first_name
from referrals.store.table import Table


class FirstNames(NamedTuple):
    table: Table

    def find(self, person_id: str) -> str:
        """Empty for who didn't agree, or isn't there any more."""
        item = self.table.get({"person_id": person_id}, consistent=True) or {}
        agreed = bool((item.get("consents") or {}).get("show_first_name"))
        return shown_first_name(item.get("name", ""), agreed=agreed)
