"""Buckets: counters of one window each, which go by themselves."""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.session.brake import Brake, too_many_requests
from referrals.store.table import Change, ConditionFailedError, Table


@dataclass(frozen=True, slots=True)
class Buckets:
    table: Table

    def take(self, brake: Brake, whose: str, now: datetime) -> None:
        """One of what is left; TooManyRequestsError when nothing is. `whose` names no person."""
        window = brake.window(now)
        change = Change(
            update="ADD taken :one SET expires_at = :gone",
            guard="attribute_not_exists(taken) OR taken < :most",
            values={":one": 1, ":most": brake.most, ":gone": (window + 2) * brake.seconds},
        )
        key = {"token_hash": f"bucket#{brake.name}#{whose}#{window}"}
        try:
            self.table.update(key, change)
        except ConditionFailedError:
            raise too_many_requests(brake.wait(now)) from None
