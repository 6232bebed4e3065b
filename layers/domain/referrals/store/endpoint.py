"""Webhook endpoints that said 410 Gone: nothing is sent there until a person says so again.

They lie in the Outbox table, without a state, so that no index and no delivery ever sees them.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.moment import stamp
from referrals.store.table import Table


@dataclass(frozen=True, slots=True)
class Endpoints:
    table: Table

    def gone(self, program_id: str, url: str) -> bool:
        """Whether exactly this address said it is gone; a new address starts afresh."""
        found = self.table.get(_key(program_id), consistent=True)
        return found is not None and found["url"] == url

    def close(self, program_id: str, url: str, now: datetime) -> None:
        self.table.put({**_key(program_id), "url": url, "gone_at": stamp(now)})

    def open(self, program_id: str) -> None:
        self.table.delete(_key(program_id))


def _key(program_id: str) -> dict[str, str]:
    return {"item_id": f"endpoint#{program_id}"}
