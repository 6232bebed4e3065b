"""Notes, in the table of stories: each under its receiver, found by its id and its writer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.moment import stamp
from referrals.model.note.note import Note, NoteNotFoundError
from referrals.store.batch import read_batch
from referrals.store.table import Change, ConditionFailedError, Table

NOTE = "note"
_RECEIVED, _WRITTEN = "note#", "written#"
_FIELDS = ("subject", "entry")


@dataclass(frozen=True, slots=True)
class Notes:
    table: Table

    def find(self, note_id: str) -> Note | None:
        place = self.table.get(_pointer(note_id), consistent=True)
        item = place and self.table.get(
            {"subject": place["at_subject"], "entry": place["at_entry"]}, consistent=True
        )
        return _read(item) if item else None

    def get(self, note_id: str) -> Note:
        found = self.find(note_id)
        if found is None:
            raise NoteNotFoundError(f"there is no note {note_id}.", field="note_id")
        return found

    def find_all(self, note_ids: Iterable[str]) -> dict[str, Note]:
        """Those that are there, by their ids: two requests for a hundred of them."""
        pointers = read_batch(self.table, [_pointer(each) for each in dict.fromkeys(note_ids)])
        places = [{"subject": each["at_subject"], "entry": each["at_entry"]} for each in pointers]
        notes = map(_read, read_batch(self.table, places))
        return {note.note_id: note for note in notes}

    def written_ids(self, note_ids: Iterable[str]) -> frozenset[str]:
        """Those of them that were written."""
        found = read_batch(self.table, [_pointer(each) for each in sorted(set(note_ids))])
        return frozenset(item["subject"].removeprefix(_pointer("")["subject"]) for item in found)

    def of_receiver(self, person_id: str, limit: int, program_id: str = "") -> list[Note]:
        """A person's, newest first; of one program, or of all of them."""
        notes: list[Note] = []
        for item in self._entries(person_id, _RECEIVED):
            note = _read(item)
            if program_id in ("", note.program_id):
                notes.append(note)
            if len(notes) == limit:
                break
        return notes

    def of_writer(self, person_id: str) -> Iterator[Note]:
        """Those that a friend wrote."""
        for item in self._entries(person_id, _WRITTEN):
            if note := self.find(item["note_id"]):
                yield note

    def of_person(self, person_id: str) -> Iterator[Note]:
        """All that they received or wrote."""
        for item in self._entries(person_id, _RECEIVED):
            yield _read(item)
        yield from self.of_writer(person_id)

    def reports(self, program_id: str, limit: int) -> list[Note]:
        """Notes that their readers reported, the newest report first."""
        items, _ = self.table.page(
            "subject = :s",
            {":s": _reports(program_id)},
            Limit=limit,
        )
        found = self.find_all(item["note_id"] for item in items).values()
        return sorted(found, key=lambda note: note.reported_at or note.written_at, reverse=True)

    def add_actions(self, note: Note) -> list[Item]:
        """Part of a transaction; the first of them fails where the occasion has its note."""
        place, absent = _place(note), Change(guard="attribute_not_exists(subject)")
        named = {
            **_pointer(note.note_id),
            "at_subject": place["subject"],
            "at_entry": place["entry"],
        }
        actions = [
            self.table.put_action(named, absent),
            self.table.put_action({**place, **note.model_dump(mode="json", exclude_none=True)}),
        ]
        if note.writer_id:
            actions.append(self.table.put_action({**_of_writer(note), "note_id": note.note_id}))
        return actions

    def answer_action(self, note: Note, reply: str, at: datetime) -> Item:
        """Part of a transaction; fails where there is a reply, or the note is gone or put away."""
        change = Change(
            update="SET reply = :r, replied_at = :at",
            guard="attribute_exists(subject) AND reply = :none AND attribute_not_exists(hidden_at)",
            values={":r": reply, ":at": stamp(at), ":none": ""},
        )
        return self.table.update_action(_place(note), change)

    def hide(self, note: Note, at: datetime) -> None:
        """Out of its reader's sight; safe to repeat."""
        self._set(note, "hidden_at", at)

    def report(self, note: Note, at: datetime) -> None:
        """Out of sight, and onto the shop's list; safe to repeat."""
        self.table.put(
            {
                "subject": _reports(note.program_id),
                "entry": note.note_id,
                "note_id": note.note_id,
            }
        )
        self._set(note, "reported_at", at)
        self._set(note, "hidden_at", at)

    def remove(self, note: Note) -> None:
        """Whole, with all that leads to it: text first. Safe to repeat."""
        self.table.delete(_place(note))
        if note.writer_id:
            self.table.delete(_of_writer(note))
        self.table.delete({"subject": _reports(note.program_id), "entry": note.note_id})
        self.table.delete(_pointer(note.note_id))

    def _set(self, note: Note, field: str, at: datetime) -> None:
        change = Change(
            update="SET #f = if_not_exists(#f, :at)",
            guard="attribute_exists(subject)",
            names={"#f": field},
            values={":at": stamp(at)},
        )
        try:
            self.table.update(_place(note), change)
        except ConditionFailedError:
            return

    def _entries(self, person_id: str, kind: str) -> Iterator[Item]:
        return self.table.query(
            "subject = :s AND begins_with(entry, :k)",
            {":s": _person(person_id), ":k": kind},
            ScanIndexForward=False,
            ConsistentRead=True,
        )


def _read(item: Item) -> Note:
    return Note.model_validate({k: v for k, v in item.items() if k not in _FIELDS})


def _person(person_id: str) -> str:
    return f"person#{person_id}"


def _reports(program_id: str) -> str:
    return f"note-reports#{program_id}"


def _place(note: Note) -> Item:
    entry = f"{_RECEIVED}{stamp(note.written_at)}#{note.note_id}"
    return {"subject": _person(note.receiver_id), "entry": entry}


def _pointer(note_id: str) -> Item:
    return {"subject": f"note#{note_id}", "entry": NOTE}


def _of_writer(note: Note) -> Item:
    entry = f"{_WRITTEN}{stamp(note.written_at)}#{note.note_id}"
    return {"subject": _person(note.writer_id), "entry": entry}
