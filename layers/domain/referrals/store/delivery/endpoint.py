"""Webhook endpoints that are left alone: those that said 410 Gone until a person says so again,
those that fail again and again for some minutes.

They lie in the Outbox table, without a state, so that no index and no delivery ever sees them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.delivery.delivery import rest_after
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.moment import stamp
from referrals.store.table import Change, ConditionFailedError, Table


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What is known of one address; a new address starts afresh."""

    program_id: str
    url: str
    gone: bool = False
    failures: int = 0
    """In a row."""
    rests_until: datetime | None = None

    def rests(self, now: datetime) -> bool:
        return self.rests_until is not None and now < self.rests_until


@dataclass(frozen=True, slots=True)
class Endpoints:
    table: Table

    def find(self, program_id: str, url: str) -> Endpoint:
        found = self.table.get(_key(program_id), consistent=True)
        if found is None or found["url"] != url:
            return Endpoint(program_id, url)
        until = found.get("rests_until")
        return Endpoint(
            program_id,
            url,
            gone="gone_at" in found,
            failures=found.get("failures", 0),
            rests_until=moment_of(until) if until else None,
        )

    def close(self, program_id: str, url: str, now: datetime) -> None:
        """Safe to repeat; a later address replaces an earlier one."""
        change = Change(
            update="SET #u = :url, gone_at = :now",
            names={"#u": "url"},
            values={":url": url, ":now": stamp(now)},
        )
        self.table.update(_key(program_id), change)

    def note_failure(self, known: Endpoint, now: datetime, pause: timedelta | None = None) -> None:
        """One more in a row. Of two at once one may be lost, which makes the rest come later.

        What the other side asked for is kept to, if it is longer.
        """
        failures = known.failures + 1
        rest = max(rest_after(failures) or timedelta(), pause or timedelta())
        until = epoch_seconds(now + rest) if rest else 0
        change = Change(
            update="SET #u = :url, failures = :n, rests_until = :until REMOVE gone_at",
            names={"#u": "url"},
            values={":url": known.url, ":n": failures, ":until": until},
        )
        self.table.update(_key(known.program_id), change)

    def note_answer(self, known: Endpoint) -> None:
        """It is well again: nothing of its failures is kept."""
        same = Change(
            guard="#u = :url AND attribute_not_exists(gone_at)",
            names={"#u": "url"},
            values={":url": known.url},
        )
        try:
            self.table.delete(_key(known.program_id), same)
        except ConditionFailedError:
            return

    def open(self, program_id: str) -> None:
        """By a person's word: the address is there again."""
        self.table.delete(_key(program_id))


def _key(program_id: str) -> dict[str, str]:
    return {"item_id": f"endpoint#{program_id}"}
