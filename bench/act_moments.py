"""Moments of what a bench does, told by streams as one moment for each act.

Changes are marked by the moment: a slow machine's acts would fall into more of them, and its
figures would be other ones.
"""

from datetime import datetime, timedelta
from typing import Any

from tests.streams import all_records


class MomentsOfActs:
    """In place of a story's `streams.read`; `at` is moved on between acts, or with each change
    that is new, where so many come in a second."""

    def __init__(self, at: datetime, per_second: float = 0) -> None:
        self.at, self.known = at, dict[str, float]()
        self.step = timedelta(seconds=1) / per_second if per_second else timedelta()

    def read(self, table: str) -> list[dict[str, Any]]:
        return [self._record_of_act(record) for record in all_records(table)]

    def _record_of_act(self, record: dict[str, Any]) -> dict[str, Any]:
        if record["eventID"] not in self.known:
            self.known[record["eventID"]] = self.at.timestamp()
            self.at += self.step
        moment = self.known[record["eventID"]]
        change = {**record["dynamodb"], "ApproximateCreationDateTime": moment}
        return {**record, "dynamodb": change}
