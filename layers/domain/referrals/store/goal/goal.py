"""Goals of a program, what counts towards each, and who was told and given what was promised."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.goal.goal import Goal, GoalNotFoundError, GoalState, GoalUnit
from referrals.model.moment import stamp
from referrals.model.order_key import ConversionKey
from referrals.store.batch import read_batch
from referrals.store.table import CancelledError, Change, ConditionFailedError, Table, transact

_UNIT, _TOLD = "unit#", "told#"
_STATE = {"#s": "state"}


@dataclass(frozen=True, slots=True)
class GoalPlace:
    """Where an order counts towards a goal."""

    subject: str
    entry: str
    friend_id: str = ""

    @property
    def goal_id(self) -> str:
        return self.subject.removeprefix("goal#")


@dataclass(frozen=True, slots=True)
class Goals:
    table: Table

    def of_program(self, program_id: str) -> list[Goal]:
        items = self.table.query("subject = :s", {":s": _goals(program_id)}, ConsistentRead=True)
        return [_read(item) for item in items]

    def get(self, program_id: str, name: str) -> Goal:
        item = self.table.get({"subject": _goals(program_id), "entry": name}, consistent=True)
        if item is None:
            raise GoalNotFoundError(f"{program_id} has no goal {name}.", field="name")
        return _read(item)

    def add(self, goal: Goal) -> bool:
        """Whether it is new: what a goal of that name promised stays."""
        item = {**_place(goal), **goal.model_dump(mode="json", exclude_none=True)}
        try:
            self.table.put(item, Change(guard="attribute_not_exists(subject)"))
        except ConditionFailedError:
            return False
        return True

    def count(self, goal: Goal, unit: GoalUnit, now: datetime) -> bool:
        """One more, and reached with the last of them: all or nothing. False when it counts
        already, or somebody changed the goal since it was read."""
        counted = goal.counted + 1
        reached = counted >= goal.target
        done = "SET counted = :n, #s = :reached, closed_at = :at"
        values = {":reached": GoalState.REACHED.value, ":at": stamp(now)} if reached else {}
        change = self._change(goal, done if reached else "SET counted = :n", counted, values)
        absent = Change(guard="attribute_not_exists(subject)")
        item = {**_unit_place(goal, unit.key), **unit.model_dump(mode="json")}
        return self._commit([self.table.put_action(item, absent), change])

    def discount(self, goal: Goal, key: str) -> bool:
        """One less; False when it doesn't count, or somebody changed the goal meanwhile."""
        there = Change(guard="attribute_exists(subject)")
        change = self._change(goal, "SET counted = :n", goal.counted - 1, {})
        return self._commit([self.table.delete_action(_unit_place(goal, key), there), change])

    def has_unit(self, goal: Goal, key: str) -> bool:
        return self.table.get(_unit_place(goal, key), consistent=True) is not None

    def close(self, goal: Goal, state: GoalState, now: datetime) -> bool:
        """False when it is closed already."""
        change = Change(
            update="SET #s = :new, closed_at = :at",
            guard="#s = :open",
            names=_STATE,
            values={":new": state.value, ":open": GoalState.OPEN.value, ":at": stamp(now)},
        )
        return self._update(goal, change)

    def units(self, goal: Goal, after: str, limit: int) -> Iterator[GoalUnit]:
        """Some of those that counted, behind the order `after`, in the order of their keys."""
        items, _ = self.table.page(
            "subject = :s AND entry BETWEEN :from AND :to",
            {":s": _parts(goal), ":from": f"{_UNIT}{after}\u0000", ":to": f"{_UNIT}\U0010ffff"},
            Limit=limit,
            ConsistentRead=True,
        )
        return (GoalUnit.model_validate(item) for item in items)

    def told_action(self, goal: Goal, person_id: str, at: datetime) -> Item:
        """Part of the transaction that gives them what was promised; fails when they have it."""
        item = {"subject": _parts(goal), "entry": f"{_TOLD}{person_id}", "told_at": stamp(at)}
        return self.table.put_action(item, Change(guard="attribute_not_exists(subject)"))

    def was_told(self, goal: Goal, person_id: str) -> bool:
        place = {"subject": _parts(goal), "entry": f"{_TOLD}{person_id}"}
        return self.table.get(place, consistent=True) is not None

    def save_cursor(self, goal: Goal, cursor: str) -> None:
        """Where to go on after a run that ends or dies; a repeated page gives nothing twice."""
        change = Change(
            update="SET #c = :c",
            guard="attribute_exists(subject)",
            names={"#c": "cursor"},
            values={":c": cursor},
        )
        self._update(goal, change)

    def settle_action(self, goal: Goal, at: datetime) -> Item:
        """Fails when it was settled."""
        change = Change(
            update="SET settled_at = :at",
            guard="attribute_exists(subject) AND attribute_not_exists(settled_at)",
            values={":at": stamp(at)},
        )
        return self.table.update_action(_place(goal), change)

    def units_of_orders(self, keys: Iterable[ConversionKey]) -> Iterator[GoalPlace]:
        """Where orders count, in all goals of their programs."""
        programs = defaultdict[str, list[str]](list)
        for key in dict.fromkeys(keys):
            programs[key.program_id].append(str(key))
        for program_id, orders in programs.items():
            goals = self.table.query("subject = :s", {":s": _goals(program_id)})
            parts = [f"goal#{program_id}#{item['entry']}" for item in goals]
            places = [{"subject": s, "entry": f"{_UNIT}{key}"} for s in parts for key in orders]
            for item in read_batch(self.table, places):
                yield GoalPlace(item["subject"], item["entry"], item["friend_id"])

    def units_of_advocate(self, advocate_id: str) -> Iterator[GoalPlace]:
        """Where friends of theirs count, from an index."""
        values = {":a": advocate_id}
        for item in self.table.query("advocate_id = :a", values, IndexName="by_advocate"):
            yield GoalPlace(item["subject"], item["entry"])

    def forget_friend(self, place: GoalPlace) -> None:
        """Takes an erased friend off what counted: it goes on counting, and names nobody."""
        self._forget(place, place.friend_id, Change(update="SET friend_id = :n", values={":n": ""}))

    def forget_advocate(self, place: GoalPlace, advocate_id: str) -> None:
        self._forget(place, advocate_id, Change(update="REMOVE advocate_id"))

    def _forget(self, place: GoalPlace, person_id: str, change: Change) -> None:
        # First: once they are off the unit, nothing leads from them to the goal.
        self.table.delete({"subject": place.subject, "entry": f"{_TOLD}{person_id}"})
        try:
            self.table.update(
                {"subject": place.subject, "entry": place.entry},
                change._replace(guard="attribute_exists(subject)"),
            )
        except ConditionFailedError:
            return

    def _change(self, goal: Goal, update: str, counted: int, values: Item) -> Item:
        change = Change(
            update=update,
            guard="#s = :open AND counted = :was",
            names=_STATE,
            values={
                ":n": counted,
                ":was": goal.counted,
                ":open": GoalState.OPEN.value,
                **values,
            },
        )
        return self.table.update_action(_place(goal), change)

    def _commit(self, actions: list[Item]) -> bool:
        try:
            transact(self.table.dynamo, actions)
        except CancelledError:
            return False
        return True

    def _update(self, goal: Goal, change: Change) -> bool:
        try:
            self.table.update(_place(goal), change)
        except ConditionFailedError:
            return False
        return True


def _read(item: Item) -> Goal:
    return Goal.model_validate({k: v for k, v in item.items() if k not in ("subject", "entry")})


def _goals(program_id: str) -> str:
    return f"goals#{program_id}"


def _place(goal: Goal) -> Item:
    return {"subject": _goals(goal.program_id), "entry": goal.name}


def _parts(goal: Goal) -> str:
    return f"goal#{goal.goal_id}"


def _unit_place(goal: Goal, key: str) -> Item:
    return {"subject": _parts(goal), "entry": f"{_UNIT}{key}"}
