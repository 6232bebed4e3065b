"""What is to be looked at by the clock, by program and in the order of its time.

An entry is written with its cause and goes with what it led to, so each agenda is as long as what
waits, however much there ever was. It only hints: what it points at decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.moment import stamp
from referrals.store.table import Table

PAGE = 50


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    program_id: str
    due_at: str
    """As it is stored: entries are found again by it."""
    person_id: str
    name: str
    """Of the thing among that person's."""


@dataclass(frozen=True, slots=True)
class Agenda:
    table: Table
    noun: str

    def entry(self, program_id: str, due_at: datetime, person_id: str, name: str) -> AgendaEntry:
        return AgendaEntry(program_id, stamp(due_at), person_id, name)

    def add_action(self, entry: AgendaEntry) -> Item:
        item = {**self._place(entry), "person_id": entry.person_id, "name": entry.name}
        return self.table.put_action(item)

    def remove_action(self, entry: AgendaEntry) -> Item:
        return self.table.delete_action(self._place(entry))

    def remove(self, entry: AgendaEntry) -> None:
        """Safe to repeat."""
        self.table.delete(self._place(entry))

    def due_entries(self, program_id: str, now: datetime) -> Iterator[AgendaEntry]:
        """Page by page: what fails stays behind, and is passed by."""
        entries, start = self.due(program_id, now, PAGE)
        yield from entries
        while start is not None:
            entries, start = self.due(program_id, now, PAGE, start)
            yield from entries

    def due(
        self, program_id: str, now: datetime, limit: int, start: Item | None = None
    ) -> tuple[list[AgendaEntry], Item | None]:
        """Up to `limit` entries whose time has come, the oldest first, and where to go on."""
        items, after = self.table.page(
            "subject = :s AND entry <= :now",
            # `$` sorts behind `#`: all of this second are included.
            {":s": self._subject(program_id), ":now": f"{stamp(now)}$"},
            start=start,
            Limit=limit,
        )
        return [self._read(program_id, item) for item in items], after

    def _read(self, program_id: str, item: Item) -> AgendaEntry:
        due_at = str(item["entry"]).partition("#")[0]
        return AgendaEntry(program_id, due_at, item["person_id"], item["name"])

    def _place(self, entry: AgendaEntry) -> Item:
        place = f"{entry.due_at}#{entry.person_id}#{entry.name}"
        return {"subject": self._subject(entry.program_id), "entry": place}

    def _subject(self, program_id: str) -> str:
        return f"agenda#{self.noun}#{program_id}"
