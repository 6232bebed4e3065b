"""Caps and budgets: tallies per person, and a program's budget in shards."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.moment import stamp
from referrals.model.program.budget import LinePlace, Shard
from referrals.model.program.tally import Tally, TallyStep
from referrals.store.program.shard import shard_key, stored_shards
from referrals.store.table import Change, Table

ABSENT = Change(guard="attribute_not_exists(account)")
AHEAD_AT_MOST = 100
A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Tallies:
    table: Table

    def tally(self, subject: str) -> Tally:
        item = self.table.get(_tally_key(subject), consistent=True)
        return Tally.model_validate(item) if item else Tally(subject=subject)

    def tally_action(self, tally: Tally) -> Item:
        """Fails unless the stored tally is the version before this one."""
        item = {**_tally_key(tally.subject), **tally.model_dump(mode="json")}
        return self.table.put_action(item, _at_version(tally.version - 1))

    def add_action(self, step: TallyStep) -> Item:
        """Fails where a bound is reached, or the stored tally has no room for such a count."""
        sets = ["lifetime = lifetime + :n", _plus("periods", "#p", ":n")]
        guards = ["attribute_exists(periods)"]
        names, values = {"#v": "version", "#p": step.period}, {":n": step.friends, ":one": 1}
        values[":zero"] = 0
        if step.month and step.friends:
            sets.append(_plus("months", "#m", ":n"))
            guards.append("attribute_exists(months)")
            names["#m"] = step.month
        if step.worth_minor:
            sets.append(_plus("worths", "#p", ":w"))
            guards.append("attribute_exists(worths)")
            values[":w"] = step.worth_minor
        for bound, name, most in _bounds(step):
            guards.append(f"(attribute_not_exists({bound}) OR {bound} <= {name})")
            values[name] = most
        update = f"SET {', '.join(sets)} ADD #v :one"
        change = Change(update, " AND ".join(guards), names, values)
        return self.table.update_action(_tally_key(step.subject), change)

    def drop_action(self, tally: Tally) -> Item:
        """Instead of one that counts nothing any more; fails as `tally_action` does."""
        return self.table.delete_action(_tally_key(tally.subject), _at_version(tally.version - 1))

    def shards(self, program_id: str) -> tuple[Shard, ...]:
        """All shards of the program's budget, in order; unstored ones are empty."""
        return stored_shards(self.table, program_id)

    def take_action(self, program_id: str, number: int, amount_minor: int) -> Item:
        """Fails when the shard has less left than that."""
        change = Change(
            update="SET left_minor = left_minor - :a, spent_minor = spent_minor + :a ADD #v :one",
            guard="left_minor >= :a",
            names={"#v": "version"},
            values={":a": amount_minor, ":one": 1},
        )
        return self.table.update_action(shard_key(program_id, number), change)

    def return_action(self, program_id: str, number: int, amount_minor: int) -> Item:
        """What was spent on a grant that went back; the next allocation hands it out again."""
        change = Change(
            update="SET spent_minor = spent_minor - :a ADD #v :one",
            guard="spent_minor >= :a",
            names={"#v": "version"},
            values={":a": amount_minor, ":one": 1},
        )
        return self.table.update_action(shard_key(program_id, number), change)

    def allot_action(self, program_id: str, shard: Shard) -> Item:
        """Fails when the shard moved since it was read."""
        item = {**shard_key(program_id, shard.number), **shard._asdict()}
        return self.table.put_action(item, _at_version(shard.version - 1))

    def ahead(self, place: LinePlace) -> int:
        """How many wait before it, counted up to AHEAD_AT_MOST."""
        values = {":a": _line_of(place.program_id), ":e": _line_entry(place)}
        items, _ = self.table.page(
            "account = :a AND entry < :e", values, Limit=AHEAD_AT_MOST, ConsistentRead=True
        )
        return len(items)

    def line(self, program_id: str, limit: int) -> list[LinePlace]:
        """Whoever waits longest first."""
        return list(islice(self.waiting_orders(program_id, page=limit), limit))

    def waiting_orders(self, program_id: str, page: int = A_PAGE) -> Iterator[LinePlace]:
        items = self.table.query(
            "account = :a", {":a": _line_of(program_id)}, Limit=page, ConsistentRead=True
        )
        return (
            LinePlace(program_id, item["key"], moment_of(item["since"]), item["cost_minor"])
            for item in items
        )

    def wait_action(self, place: LinePlace) -> Item:
        assert place.since
        fields = {"key": place.key, "since": epoch_seconds(place.since)}
        item = {**_line_key(place), **fields, "cost_minor": place.cost_minor}
        return self.table.put_action(item)

    def leave(self, place: LinePlace) -> None:
        """Of an order that is not there any more. Safe to repeat."""
        self.table.delete(_line_key(place))

    def leave_action(self, place: LinePlace) -> Item:
        return self.table.delete_action(_line_key(place))


def _plus(counts: str, name: str, by: str) -> str:
    return f"{counts}.{name} = if_not_exists({counts}.{name}, :zero) + {by}"


def _bounds(step: TallyStep) -> Iterator[tuple[str, str, int]]:
    """What may be there before the step, at most."""
    if step.most_ever is not None:
        yield "lifetime", ":ever", step.most_ever - step.friends
    if step.most is not None:
        yield "periods.#p", ":most", step.most - step.friends
    if step.most_worth_minor is not None and step.worth_minor:
        yield "worths.#p", ":worth", step.most_worth_minor - step.worth_minor


def _line_of(program_id: str) -> str:
    return f"line#{program_id}"


def _line_entry(place: LinePlace) -> str:
    """Behind all others for one that doesn't wait yet."""
    return f"{stamp(place.since)}#{place.key}" if place.since else "~"


def _line_key(place: LinePlace) -> Item:
    return {"account": _line_of(place.program_id), "entry": _line_entry(place)}


def _at_version(version: int) -> Change:
    if version == 0:
        return ABSENT
    return Change(guard="#v = :v", names={"#v": "version"}, values={":v": version})


def _tally_key(subject: str) -> Item:
    return {"account": f"tally#{subject}", "entry": "tally"}
