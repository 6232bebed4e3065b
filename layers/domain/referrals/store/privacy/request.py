"""Requests about personal data, in the Conversions table under `<program>#privacy`.

One guarded write notes a request, however often it is told. Once it is carried out only order ids,
the moments and the count are left, for a year.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from awswire.codec import Item
from referrals.model.era import EPOCH, epoch_seconds, moment_of
from referrals.model.privacy.request import DAY, KEPT, PrivacyKind, PrivacyState, StoredRequest
from referrals.store.table import Change, ConditionFailedError, Table

_REQUEST = "request#"
_CONDITION = "conversion_key = :k AND begins_with(fact, :r)"
_ALWAYS, _IN_TIME = ("received_at", "due_at"), ("done_at", "told_at", "looked_at")
_MOMENTS = frozenset({*_ALWAYS, *_IN_TIME})
_FIELDS = tuple(each.name for each in fields(StoredRequest))


@dataclass(frozen=True, slots=True)
class PrivacyRequests:
    table: Table

    def note(self, asked: StoredRequest) -> bool:
        """Whether it was news; one done more than a day ago is opened again: it may be new."""
        free = "attribute_not_exists(conversion_key) OR expires_at <= :now"
        values = {":now": epoch_seconds(asked.received_at)}
        if self._write(asked, Change(guard=free, values=values)):
            return True
        known = self.find(asked.program_id, asked.request_id)
        if known is None or (known.done_at or EPOCH) >= asked.received_at - DAY:
            return False
        return self._write(_with_orders(asked, known), _done_change(known))

    def _write(self, asked: StoredRequest, change: Change) -> bool:
        try:
            self.table.put(
                {**_place(asked.program_id, asked.request_id), **_epoch_fields(asdict(asked))},
                change,
            )
        except ConditionFailedError:
            return False
        return True

    def find(self, program_id: str, request_id: str) -> StoredRequest | None:
        item = self.table.get(_place(program_id, request_id), consistent=True)
        return _read(item) if item else None

    def reopen(self, asked: StoredRequest) -> None:
        """One that was done, with all that was found before; an open one goes on as it is."""
        known = self.find(asked.program_id, asked.request_id)
        if known is None or known.state is not PrivacyState.DONE:
            return
        values = {
            ":open": PrivacyState.OPEN.value,
            ":h": asked.customer_hash,
            ":o": _with_orders(asked, known).orders,
        }
        update = "SET #s = :open, customer_hash = :h, orders = :o REMOVE expires_at"
        change = _done_change(known, update, values)
        try:
            self.table.update(_place(asked.program_id, asked.request_id), change)
        except ConditionFailedError:
            return

    def page(self, program_id: str, limit: int, after: str) -> tuple[list[StoredRequest], str]:
        """Up to `limit` requests by their ids, and the id to go on after (or "")."""
        items, end = self.table.page(
            _CONDITION,
            _values(program_id),
            start=_place(program_id, after) if after else None,
            Limit=limit,
        )
        return [_read(item) for item in items], end["fact"].removeprefix(_REQUEST) if end else ""

    def of_program(self, program_id: str) -> Iterator[StoredRequest]:
        """Oldest request ids first, which says nothing about time."""
        values = _values(program_id)
        return (_read(item) for item in self.table.query(_CONDITION, values, ConsistentRead=True))

    def add_seed(self, asked: StoredRequest, seed: str) -> StoredRequest:
        """The request with the seed of its stand-ins; a seed that it has already stays."""
        change = Change(
            update="SET seed = :s", guard="seed = :none", values={":s": seed, ":none": ""}
        )
        place = _place(asked.program_id, asked.request_id)
        try:
            return _read(self.table.update(place, change))
        except ConditionFailedError:
            return self.find(asked.program_id, asked.request_id) or asked

    def set(self, asked: StoredRequest, **changed: object) -> StoredRequest:
        """Change some fields of a request. Safe to repeat."""
        sets = ", ".join(f"#{name} = :{name}" for name in changed)
        change = Change(
            update=f"SET {sets}",
            guard="attribute_exists(conversion_key)",
            names={f"#{name}": name for name in changed},
            values={f":{name}": value for name, value in _epoch_fields(changed).items()},
        )
        return _read(self.table.update(_place(asked.program_id, asked.request_id), change))

    def finish(
        self, asked: StoredRequest, now: datetime, *, state: PrivacyState = PrivacyState.DONE
    ) -> StoredRequest:
        """Over: what the person was found by goes, and with the seed every way back."""
        return self.set(
            asked,
            state=state.value,
            done_at=now,
            looked_at=now,
            customer_hash="",
            seed="",
            cursor="",
            expires_at=epoch_seconds(now + KEPT),
        )


def _with_orders(asked: StoredRequest, known: StoredRequest) -> StoredRequest:
    """Those found before are watched on: once the hash is off an order, only its id leads there."""
    return replace(asked, orders=tuple(dict.fromkeys((*known.orders, *asked.orders))))


def _done_change(known: StoredRequest, update: str = "", values: Item | None = None) -> Change:
    """A change guarded by the request being done, with the orders it was read with."""
    return Change(
        update=update,
        guard="#s = :done AND orders = :known",
        names={"#s": "state"},
        values={":done": PrivacyState.DONE.value, ":known": known.orders, **(values or {})},
    )


def _key(program_id: str) -> str:
    return f"{program_id}#privacy"


def _values(program_id: str) -> Item:
    return {":k": _key(program_id), ":r": _REQUEST}


def _place(program_id: str, request_id: str) -> Item:
    return {"conversion_key": _key(program_id), "fact": _REQUEST + request_id}


def _epoch_fields(fields: Mapping[str, Any]) -> Item:
    """Moments in epoch seconds; 0 for what has yet to be."""
    return {name: _number(value) if name in _MOMENTS else value for name, value in fields.items()}


def _number(moment: datetime | None) -> int:
    return epoch_seconds(moment) if moment else 0


def _read(item: Item) -> StoredRequest:
    given = {name: item[name] for name in _FIELDS if name in item}
    given |= {name: moment_of(given[name]) for name in _ALWAYS}
    given |= {n: moment_of(given[n]) if given.get(n) else None for n in _IN_TIME}
    kinds = {"kind": PrivacyKind(item["kind"]), "state": PrivacyState(item["state"])}
    return StoredRequest(**{**given, **kinds, "orders": tuple(item.get("orders", ()))})
