"""Raw bodies of deliveries, encrypted at rest and gone after thirty days, and those held back.

They share the Conversions table: `body#<sha>` beside the order it tells of, or `held#<sha>` under
`<program>#<source>#held`; a body too long for one item goes on in `body#<sha>#<n>`.
"""

import base64
import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.errors import NotFoundError
from referrals.model.order.conversion import Contact
from referrals.model.order.provenance import Provenance
from referrals.model.order_key import ConversionKey
from referrals.store.order.fact import contact_item, read_contact
from referrals.store.table import Change, Table

KEEP_SECONDS = 30 * 86_400
_PIECE = 300_000
MOST_COUNTED = 1000
# Of every held body, in the index of mailboxes: whose it is was not understood.
HELD_MAILBOX = "unread"
HELD = "conversion_key = :k AND begins_with(fact, :held)"
# All of a held body but the body.
HEAD: Mapping[str, Any] = {
    "ProjectionExpression": "fact, reason, received_at, replayed_at, #size, order_id, expires_at",
    "ExpressionAttributeNames": {"#size": "size"},
}


class BodyGoneError(NotFoundError):
    code = "body_gone"


@dataclass(frozen=True, slots=True)
class RawBody:
    raw: bytes
    headers: Mapping[str, str]
    """Only those that the source keeps."""
    received_at: datetime
    via: Provenance = Provenance.WEBHOOK

    @property
    def sha(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True, slots=True)
class HeldBody:
    """A genuine body that could not be understood; without `replayed_at` until it was."""

    sha: str
    reason: str
    received_at: datetime
    replayed_at: datetime | None = None
    size: int = 0
    order_id: str = ""
    """As the source read it; empty where it could read none."""


@dataclass(frozen=True, slots=True)
class Bodies:
    table: Table

    def keep(self, key: ConversionKey, body: RawBody, contact: Contact) -> None:
        """Safe to repeat. The contact is kept here alone, so that it leaves with the body."""
        self._put(str(key), f"body#{body.sha}", body, {"contact": contact_item(contact)})

    def contact(self, key: ConversionKey, sha: str) -> Contact:
        """Empty once the body has gone."""
        item = self.table.get({"conversion_key": str(key), "fact": f"body#{sha}"})
        return read_contact(item["contact"]) if item else Contact()

    def raw(self, key: ConversionKey, sha: str) -> RawBody:
        return self._get(str(key), f"body#{sha}")

    def hold(
        self, program_id: str, source: str, body: RawBody, reason: str, *, order_id: str = ""
    ) -> None:
        fields = {"reason": reason, "size": len(body.raw), "order_id": order_id}
        fields |= {"mailbox": HELD_MAILBOX}
        self._put(_held_key(program_id, source), f"held#{body.sha}", body, fields)

    def held_bodies(self, program_id: str, source: str) -> Iterator[HeldBody]:
        values = _held_values(_held_key(program_id, source))
        return (_read_held_body(item) for item in self.table.query(HELD, values, **HEAD))

    def held_page(
        self, program_id: str, source: str, limit: int, after: str = ""
    ) -> tuple[list[HeldBody], str]:
        """Up to `limit` held bodies in the order of their hashes, and where to go on (or "")."""
        key = _held_key(program_id, source)
        start = {"conversion_key": key, "fact": f"held#{after}"} if after else None
        items, end = self.table.page(HELD, _held_values(key), start=start, Limit=limit, **HEAD)
        return [_read_held_body(item) for item in items], _sha(end["fact"]) if end else ""

    def waiting(self, program_id: str, source: str, before: datetime | None = None) -> int:
        """How many wait still, of all or of those that came before then; a thousand at most."""
        held = islice(self.held_bodies(program_id, source), MOST_COUNTED)
        waiting = (each for each in held if each.replayed_at is None)
        return sum(1 for each in waiting if before is None or each.received_at < before)

    def held_raw(self, program_id: str, source: str, sha: str) -> RawBody:
        return self._get(_held_key(program_id, source), f"held#{sha}")

    def read_held_body(
        self, program_id: str, source: str, sha: str
    ) -> tuple[HeldBody, RawBody] | None:
        """With its head; None once it is gone."""
        key, fact = _held_key(program_id, source), f"held#{sha}"
        item = self.table.get({"conversion_key": key, "fact": fact}, consistent=True)
        body = self._find(key, fact) if item else None
        return (_read_held_body(item), body) if item and body else None

    def all_raw(self, key: ConversionKey) -> Iterator[RawBody]:
        """Every body kept beside an order."""
        for fact in self._bodies(str(key)):
            if fact.count("#") == 1 and (body := self._find(str(key), fact)):
                yield body

    def forget(self, key: ConversionKey) -> int:
        """Takes away every body beside an order, whole; how many there were."""
        found = list(self._bodies(str(key)))
        for fact in found:
            self.table.delete({"conversion_key": str(key), "fact": fact})
        return sum(1 for fact in found if fact.count("#") == 1)

    def forget_held_body(self, program_id: str, source: str, sha: str) -> None:
        """Delete a held body, its first piece last: with it the rest can be found."""
        key = _held_key(program_id, source)
        for fact in self._bodies(key, f"body#{sha}"):
            self.table.delete({"conversion_key": key, "fact": fact})
        self.table.delete({"conversion_key": key, "fact": f"held#{sha}"})

    def _bodies(self, key: str, beginning: str = "body#") -> Iterator[str]:
        items = self.table.query(
            "conversion_key = :k AND begins_with(fact, :body)",
            {":k": key, ":body": beginning},
            ConsistentRead=True,
            ProjectionExpression="fact",
        )
        return (item["fact"] for item in items)

    def mark_replayed(self, program_id: str, source: str, sha: str, at: datetime) -> None:
        change = Change(
            update="SET replayed_at = :at",
            guard="attribute_exists(conversion_key)",
            values={":at": epoch_seconds(at)},
        )
        key = {"conversion_key": _held_key(program_id, source), "fact": f"held#{sha}"}
        self.table.update(key, change)

    def empty_held_body(self, program_id: str, source: str, sha: str, at: datetime) -> None:
        """Empty a held body and let it expire: for callers that may not delete."""
        key = _held_key(program_id, source)
        change = Change(
            update="SET piece = :none, pieces = :one, #size = :zero,"
            " replayed_at = :at, expires_at = :at",
            names={"#size": "size"},
            values={":none": _pack(b""), ":one": 1, ":zero": 0, ":at": epoch_seconds(at)},
        )
        for fact in (f"held#{sha}", *self._bodies(key, f"body#{sha}")):
            self.table.update({"conversion_key": key, "fact": fact}, change)

    def _put(self, key: str, fact: str, body: RawBody, extra: Item) -> None:
        """Store a body in pieces, the first one last: with it, all of them are there."""
        packed = _pack(body.raw)
        pieces = [packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE)]
        received = epoch_seconds(body.received_at)
        every = {"conversion_key": key, "expires_at": received + KEEP_SECONDS}
        for number, piece in reversed(list(enumerate(pieces[1:], 1))):
            self.table.put({**every, "fact": _further(body.sha, number), "piece": piece})
        head = {
            **every,
            "fact": fact,
            "piece": pieces[0],
            "pieces": len(pieces),
            "headers": dict(body.headers),
            "received_at": received,
            "via": body.via.value,
        }
        self.table.put({**head, **extra})

    def _get(self, key: str, fact: str) -> RawBody:
        head = self._piece(key, fact)
        sha = fact.partition("#")[2]
        further = [
            self._piece(key, _further(sha, number))["piece"] for number in range(1, head["pieces"])
        ]
        packed = head["piece"] + "".join(further)
        raw = zlib.decompress(base64.b64decode(packed))
        via = Provenance(head.get("via", Provenance.WEBHOOK))
        return RawBody(raw, head["headers"], moment_of(head["received_at"]), via)

    def _find(self, key: str, fact: str) -> RawBody | None:
        """The body; None when its thirty days ended or an erasure took it meanwhile."""
        try:
            return self._get(key, fact)
        except BodyGoneError:
            return None

    def _piece(self, key: str, fact: str) -> Item:
        item = self.table.get({"conversion_key": key, "fact": fact}, consistent=True)
        if item is None:
            raise BodyGoneError(
                "this body is no longer kept.",
                remedy="Bodies are kept for 30 days; send it again from the shop.",
            )
        return item


def _held_key(program_id: str, source: str) -> str:
    return f"{program_id}#{source}#held"


def _held_values(key: str) -> Item:
    return {":k": key, ":held": "held#"}


def _pack(raw: bytes) -> str:
    # A long body is packed in haste: its shop waits for an answer within seconds.
    level = 6 if len(raw) <= _PIECE else 1
    return base64.b64encode(zlib.compress(raw, level)).decode()


def _sha(fact: str) -> str:
    return fact.removeprefix("held#")


def _further(sha: str, number: int) -> str:
    return f"body#{sha}#{number}"


def _read_held_body(item: Item) -> HeldBody:
    replayed = item.get("replayed_at", 0)
    return HeldBody(
        sha=_sha(item["fact"]),
        reason=item["reason"],
        received_at=moment_of(item["received_at"]),
        replayed_at=moment_of(replayed) if replayed else None,
        size=item.get("size", 0),
        order_id=item.get("order_id", ""),
    )
