"""Referrals: one item per order that was decided on, wholly readable by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from awswire.codec import Item, encode_item
from referrals.model.attribution.referral import Referral, RewardDecision
from referrals.model.era import EARLIEST
from referrals.model.errors import NotFoundError
from referrals.model.moment import stamp
from referrals.store.attribution.compression import pack, unpack
from referrals.store.batch import read_batch
from referrals.store.table import Change, ConditionFailedError, Table

# What former decisions chose from, packed: each repeats most of what the one before it had.
FORMER = "former_candidates"
# What a decision more brings with it, the index's own attributes included.
DECIDED = ("decisions", "grounds", FORMER, "friend_id", "advocate_id", "decided_at")
# What may change without one.
FOLLOWING = ("heard", "traces", "risk")
# When the order was first decided on: never changes, and is what the list of orders goes by.
LISTED = "listed_at"
PAGE = 25


class ReferralNotFoundError(NotFoundError):
    code = "referral_not_found"


@dataclass(frozen=True, slots=True)
class Referrals:
    table: Table
    page_keys: ClassVar[Mapping[str, type[str | int]]] = {
        "referral_key": str,
        "program_id": str,
        LISTED: str,
    }
    """What tells where a page of `newest` ended, and of which kind it is."""

    def find(self, key: str) -> Referral | None:
        item = self.table.get({"referral_key": key}, consistent=True)
        return read_referral(item) if item else None

    def get(self, key: str) -> Referral:
        found = self.find(key)
        if found is None:
            raise ReferralNotFoundError(f"nothing was decided about {key}.", field="order_id")
        return found

    def of_program(self, program_id: str, since: datetime) -> Iterator[Referral]:
        """In no order, and some of older orders too: all that may have been decided since then.

        Reads the whole table page by page.
        """
        values = encode_item({":p": f"{program_id}#", ":since": stamp(since)})
        start: Any = None
        while True:
            items, start = self.table.scan_page(
                start=start,
                FilterExpression="begins_with(referral_key, :p) AND"
                " (attribute_not_exists(reward) OR reward.decided_at >= :since)",
                ExpressionAttributeValues=values,
            )
            yield from map(read_referral, items)
            if start is None:
                return

    def newest(
        self, program_id: str, limit: int, start: Item | None = None, *, since: datetime = EARLIEST
    ) -> tuple[list[Referral], Item | None]:
        """Up to `limit` of a program, the newest first decision first, from an index of keys."""
        found, after = self.table.page(
            f"program_id = :p AND {LISTED} >= :s",
            {":p": program_id, ":s": stamp(since)},
            start=start,
            IndexName="by_program",
            ScanIndexForward=False,
            Limit=limit,
        )
        return list(self.of_keys([item["referral_key"] for item in found])), after

    def of_keys(self, keys: Sequence[str]) -> Iterator[Referral]:
        """Those that were decided on, as they are now, in the order of their keys."""
        return map(read_referral, read_batch(self.table, [{"referral_key": key} for key in keys]))

    def of_advocate(self, advocate_id: str, until: datetime | None = None) -> Iterator[Referral]:
        """What they brought, by decisions until then, newest first, from an index.

        Read by pages of a few: whoever wants no more reads no more.
        """
        condition, values = "advocate_id = :a", {":a": advocate_id}
        if until:
            condition, values = f"{condition} AND decided_at <= :u", {**values, ":u": stamp(until)}
        found = self.table.query(
            condition,
            values,
            IndexName="by_advocate",
            ScanIndexForward=False,
            Limit=PAGE,
        )
        return map(read_referral, found)

    def brought_by(self, advocate_id: str, since: datetime, until: datetime) -> Iterator[Referral]:
        """Attributed to the advocate by decisions of that time, oldest first, from an index."""
        keys = self.table.query(
            "advocate_id = :a AND decided_at BETWEEN :since AND :until",
            {":a": advocate_id, ":since": stamp(since), ":until": stamp(until)},
            IndexName="by_advocate",
        )
        return (found for key in keys if (found := self.find(key["referral_key"])))

    def add(self, referral: Referral) -> bool:
        """Whether this was the first decision about the order."""
        try:
            self.table.put(as_item(referral), Change(guard="attribute_not_exists(referral_key)"))
        except ConditionFailedError:
            return False
        return True

    def revise(self, known: Referral, newer: Referral) -> bool:
        """Newer figures, and a decision more if there is one; False when somebody was first."""
        item = as_item(newer)
        changed_fields: tuple[str, ...] = DECIDED if newer.decisions != known.decisions else ()
        if not changed_fields and newer.friend_id != known.friend_id:
            changed_fields = ("friend_id",)
        names = [name for name in changed_fields if name in item]
        names += [n for n in FOLLOWING if getattr(newer, n) != getattr(known, n)]
        gone = ", ".join(name for name in changed_fields if name not in item)
        # Orders of before the list stand in it from their next news on.
        names.append(LISTED)
        sets = "SET " + ", ".join(f"{name} = :{name}" for name in ("figures", *names))
        change = Change(
            update=f"{sets} REMOVE {gone}" if gone else sets,
            guard="attribute_exists(referral_key) AND figures.#r < :r AND size(decisions) = :n",
            names={"#r": "revision"},
            values={
                ":r": newer.figures.revision,
                ":n": len(known.decisions),
                **{f":{name}": item[name] for name in ("figures", *names)},
            },
        )
        try:
            self.table.update({"referral_key": newer.key}, change)
        except ConditionFailedError:
            return False
        return True

    def recall(self, key: str, at: datetime) -> bool:
        """Has its reward decided anew, by whoever hears of the change; False where it is not
        there."""
        change = Change(
            update="SET recalled_at = :at",
            guard="attribute_exists(referral_key)",
            values={":at": stamp(at)},
        )
        try:
            self.table.update({"referral_key": key}, change)
        except ConditionFailedError:
            return False
        return True

    def recall_action(self, key: str, at: datetime) -> Item:
        """The same within a transaction, of one that is there."""
        change = Change(update="SET recalled_at = :at", values={":at": stamp(at)})
        return self.table.update_action({"referral_key": key}, change)

    def set_customer(self, key: str, before: str, after: str) -> None:
        """Replaces the friend's keyed hash; attribution's own change meanwhile wins."""
        change = Change(
            update="SET figures.customer_hash = :after",
            guard="figures.customer_hash = :before",
            values={":before": before, ":after": after},
        )
        try:
            self.table.update({"referral_key": key}, change)
        except ConditionFailedError:
            return

    def take_traces_off(self, key: str) -> None:
        """What the order could be known by again; what the checks found of it stays."""
        self._remove(key, "traces", "attribute_exists(referral_key)")
        self._remove(key, "risk.basis", "attribute_exists(risk)")

    def _remove(self, key: str, path: str, guard: str) -> None:
        change = Change(update=f"REMOVE {path}", guard=guard)
        try:
            self.table.update({"referral_key": key}, change)
        except ConditionFailedError:
            return

    def reward_action(
        self, key: str, decision: RewardDecision, ground: Item, *, expects: int | None
    ) -> Item:
        """Sets the reward decision if the one now there was taken on revision `expects`."""
        values: Item = {
            ":d": decision.model_dump(mode="json", exclude_none=True),
            ":g": pack(ground),
        }
        guard = "attribute_not_exists(reward)"
        if expects is not None:
            guard, values = "reward.revision = :e", {**values, ":e": expects}
        change = Change(
            update="SET reward = :d, reward_ground = :g",
            guard=f"attribute_exists(referral_key) AND {guard}",
            values=values,
        )
        return self.table.update_action({"referral_key": key}, change)


def as_item(referral: Referral) -> Item:
    # An absent decision must be an absent attribute: the guards above ask for that.
    item = {"referral_key": referral.key, **referral.model_dump(mode="json", exclude_none=True)}
    item[LISTED] = stamp(referral.decisions[0].decided_at)
    item = _pack_past(item)
    if not referral.is_attributed:
        return item
    # Top-level repeats for the by_advocate index, which leaves unattributed orders out.
    held = item["decisions"][-1]
    return {**item, "advocate_id": held["advocate_id"], "decided_at": held["decided_at"]}


def _pack_past(item: Item) -> Item:
    """An item may have 400 KB, which a few dozen decisions of many hints would pass."""
    decisions = [dict(each) for each in item["decisions"]]
    former = {str(n): each.pop("candidates", []) for n, each in enumerate(decisions[:-1])}
    packed: Item = {"grounds": pack(item["grounds"])} if item.get("grounds") else {}
    if any(former.values()):
        packed[FORMER] = pack(former)
    return {**item, "decisions": decisions, **packed}


def read_referral(item: Item) -> Referral:
    """Items of before have all of it plain."""
    known = {
        name: unpack(item[name])
        for name in ("reward_ground", "grounds", FORMER)
        if isinstance(item.get(name), str)
    }
    former = known.pop(FORMER, {})
    decisions = [
        {**each, "candidates": former[str(n)]} if str(n) in former else each
        for n, each in enumerate(item["decisions"])
    ]
    return Referral.model_validate({**item, **known, "decisions": decisions})
