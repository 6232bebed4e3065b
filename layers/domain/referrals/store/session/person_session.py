"""People's sessions, each found by its hash, and a list of them per person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.era import epoch_seconds
from referrals.model.moment import stamp
from referrals.model.session.person_session import PersonSession
from referrals.store.batch import read_batch
from referrals.store.table import Change, ConditionFailedError, Table

MOST_SESSIONS = 20
"""Of one person; the oldest ends when another begins."""


@dataclass(frozen=True, slots=True)
class PersonSessions:
    table: Table

    def add(self, hashed: str, session: PersonSession) -> None:
        """Listed first: a session that no list names could not be ended with its person."""
        self._list(hashed, session)
        absent = Change(guard="attribute_not_exists(token_hash)")
        try:
            kept = session.model_dump(mode="json", exclude_none=True)
            self.table.put({**_key(hashed), **kept}, absent)
        except ConditionFailedError:
            return

    def confirm(self, hashed: str, now: datetime) -> None:
        """Its owner showed a moment ago that they are there; nothing where it is over."""
        change = Change(
            update="SET confirmed_at = :at",
            guard="attribute_exists(token_hash)",
            values={":at": stamp(now)},
        )
        try:
            self.table.update(_key(hashed), change)
        except ConditionFailedError:
            return

    def find(self, hashed: str, now: datetime) -> PersonSession | None:
        """None for one that is over, though the table's own clean-up is late."""
        item = self.table.get(_key(hashed), consistent=True)
        session = _read_session(item) if item else None
        return session if session and session.expires_at > now else None

    def remove(self, hashed: str) -> None:
        """Safe to repeat."""
        item = self.table.get(_key(hashed), consistent=True)
        if item:
            self.table.delete(_key(hashed))
            self._unlist(_read_session(item).person_id, [hashed])

    def of_person(self, person_id: str, now: datetime) -> Iterator[PersonSession]:
        found = (self.find(hashed, now) for hashed in self._hashes_of(person_id))
        return (session for session in found if session)

    def read_together(self, person_id: str, now: datetime) -> list[PersonSession]:
        """The same by two requests, for who shows them."""
        keys = [_key(hashed) for hashed in self._hashes_of(person_id)]
        found = map(_read_session, read_batch(self.table, keys))
        return [session for session in found if session.expires_at > now]

    def remove_by_id(self, person_id: str, session_id: str) -> bool:
        """One of this person's own; False where they have none of that id."""
        for hashed in list(self._hashes_of(person_id)):
            item = self.table.get(_key(hashed), consistent=True)
            if item and _read_session(item).session_id == session_id:
                self.remove(hashed)
                return True
        return False

    def remove_person(self, person_id: str) -> int:
        """All of them; how many that were. Safe to repeat."""
        hashes = list(self._hashes_of(person_id))
        for hashed in hashes:
            self.table.delete(_key(hashed))
        self.table.delete(_list_key(person_id))
        return len(hashes)

    def _list(self, hashed: str, session: PersonSession) -> None:
        """Note the session beside the others, and end what is beyond the most."""
        ends = epoch_seconds(session.expires_at)
        change = Change(
            update="SET #h = :e, expires_at = :e",
            names={"#h": hashed},
            values={":e": ends},
        )
        item = self.table.update(_list_key(session.person_id), change)
        live = sorted(_hashes(item), key=lambda each: int(item[each]))
        surplus = live[:-MOST_SESSIONS]
        for each in surplus:
            self.table.delete(_key(each))
        if surplus:
            self._unlist(session.person_id, surplus)

    def _unlist(self, person_id: str, hashes: list[str]) -> None:
        names = {f"#h{place}": hashed for place, hashed in enumerate(hashes)}
        change = Change(
            update=f"REMOVE {', '.join(names)}",
            guard="attribute_exists(token_hash)",
            names=names,
        )
        try:
            self.table.update(_list_key(person_id), change)
        except ConditionFailedError:
            return

    def _hashes_of(self, person_id: str) -> Iterator[str]:
        return _hashes(self.table.get(_list_key(person_id), consistent=True) or {})


def _key(hashed: str) -> Item:
    return {"token_hash": f"session#{hashed}"}


def _list_key(person_id: str) -> Item:
    return {"token_hash": f"sessions#{person_id}"}


def _hashes(item: Item) -> Iterator[str]:
    return (name for name in item if name not in ("token_hash", "expires_at"))


def _read_session(item: Item) -> PersonSession:
    return PersonSession.model_validate(item)
