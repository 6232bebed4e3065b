"""Webhook endpoints that said 410 Gone: nothing is sent there until a person says so again.

They lie in the Outbox table, without a state, so that no index and no delivery ever sees them.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.moment import stamp
from referrals.store.table import Change, Table


@dataclass(frozen=True, slots=True)
class Endpoints:
    table: Table

    def is_gone(self, program_id: str, url: str) -> bool:
        """Whether this very address answered that it is gone; a new address starts afresh."""
        found = self.table.get(_key(program_id), consistent=True)
        return found is not None and found["url"] == url

    def close(self, program_id: str, url: str, now: datetime) -> None:
        """Safe to repeat; a later address replaces an earlier one."""
        change = Change(
            update="SET #u = :url, gone_at = :now",
            names={"#u": "url"},
            values={":url": url, ":now": stamp(now)},
        )
        self.table.update(_key(program_id), change)

    def open(self, program_id: str) -> None:
        """By a person's word: the address is there again."""
        self.table.delete(_key(program_id))


def _key(program_id: str) -> dict[str, str]:
    return {"item_id": f"endpoint#{program_id}"}
