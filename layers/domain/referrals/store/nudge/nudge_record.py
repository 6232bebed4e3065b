"""Records of moments of delight: one item each beside its person, with every decision about it,
and a line in the program's log for each decision.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from awswire.codec import Item
from referrals.model.moment import stamp
from referrals.model.nudge.decision import NudgeDecision
from referrals.model.nudge.delight import Delight
from referrals.model.nudge.record import NudgeRecord
from referrals.store.nudge.agenda import Agenda, AgendaEntry
from referrals.store.table import CancelledError, Change, Table, transact

NUDGE = "nudge#"


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    delight: Delight
    decision: NudgeDecision


@dataclass(frozen=True, slots=True)
class NudgeRecords:
    table: Table
    agenda: Agenda
    """Which moments are decided on when."""
    page_keys: ClassVar[Mapping[str, type[str | int]]] = {"subject": str, "entry": str}
    """What tells where a page ended, and of which kind it is."""

    def entry_of(self, record: NudgeRecord) -> AgendaEntry:
        delight = record.delight
        return self.agenda.entry(delight.program_id, record.due_at, delight.person_id, delight.name)

    def find(self, person_id: str, name: str) -> NudgeRecord | None:
        item = self.table.get(_place(person_id, name), consistent=True)
        return _read(item) if item else None

    def add_actions(self, record: NudgeRecord) -> list[Item]:
        """Fail when the moment is known already: nobody is nudged for it twice."""
        delight = record.delight
        item = {**_place(delight.person_id, delight.name), **record.model_dump(mode="json")}
        absent = Change(guard="attribute_not_exists(subject)")
        entry = self.agenda.add_action(self.entry_of(record))
        return [self.table.put_action(item, absent), entry]

    def decide_actions(self, record: NudgeRecord, decision: NudgeDecision) -> list[Item]:
        """The first one fails when somebody decided since `record` was read."""
        after, delight = record.with_decision(decision), record.delight
        change = Change(
            update="SET decisions = :all, due_at = :due",
            guard="size(decisions) = :known",
            values={
                ":all": [each.model_dump(mode="json") for each in after.decisions],
                ":due": stamp(after.due_at),
                ":known": len(record.decisions),
            },
        )
        actions = [
            self.table.update_action(_place(delight.person_id, delight.name), change),
            self.table.put_action(_log_item(delight, decision)),
        ]
        if self.entry_of(after) != self.entry_of(record):
            actions.append(self.agenda.remove_action(self.entry_of(record)))
            actions.append(self.agenda.add_action(self.entry_of(after)))
        elif not after.is_open:
            actions.append(self.agenda.remove_action(self.entry_of(record)))
        return actions

    def of_person(self, person_id: str) -> Iterator[NudgeRecord]:
        items = self.table.query(
            "subject = :s AND begins_with(entry, :n)",
            {":s": _person(person_id), ":n": NUDGE},
            ConsistentRead=True,
        )
        return (_read(item) for item in items)

    def decision_log(
        self, program_id: str, limit: int, start: Item | None = None
    ) -> tuple[list[LoggedDecision], Item | None]:
        """Up to `limit` decisions, the newest first, and where to go on."""
        items, after = self.table.page(
            "subject = :s",
            {":s": _log(program_id)},
            start=start,
            ScanIndexForward=False,
            Limit=limit,
        )
        return [_read_line(item) for item in items], after

    def postpone(self, entry: AgendaEntry, due_at: datetime) -> None:
        """An entry that could not be decided on steps back behind the others."""
        other = self.agenda.entry(entry.program_id, due_at, entry.person_id, entry.name)
        change = Change(
            update="SET due_at = :due",
            guard="attribute_exists(subject)",
            values={":due": other.due_at},
        )
        place = _place(entry.person_id, entry.name)
        actions = [self.table.update_action(place, change), self.agenda.add_action(other)]
        try:
            transact(self.table.dynamo, [*actions, self.agenda.remove_action(entry)])
        except CancelledError:  # Its record went with its person.
            self.agenda.remove(entry)

    def remove(self, record: NudgeRecord) -> None:
        """With all that was written about it; safe to repeat."""
        delight = record.delight
        self.agenda.remove(self.entry_of(record))
        for decision in record.decisions:
            line = _log_item(delight, decision)
            self.table.delete({"subject": line["subject"], "entry": line["entry"]})
        self.table.delete(_place(delight.person_id, delight.name))


def _log_item(delight: Delight, decision: NudgeDecision) -> Item:
    place = f"{stamp(decision.decided_at)}#{delight.person_id}#{delight.name}"
    return {
        "subject": _log(delight.program_id),
        "entry": place,
        "delight": delight.model_dump(mode="json"),
        "decision": decision.model_dump(mode="json", exclude_none=True),
    }


def _read_line(item: Item) -> LoggedDecision:
    delight = Delight.model_validate(item["delight"])
    return LoggedDecision(delight, NudgeDecision.model_validate(item["decision"]))


def _read(item: Item) -> NudgeRecord:
    return NudgeRecord.model_validate(item)


def _place(person_id: str, name: str) -> Item:
    return {"subject": _person(person_id), "entry": NUDGE + name}


def _person(person_id: str) -> str:
    return f"person#{person_id}"


def _log(program_id: str) -> str:
    return f"nudges#{program_id}"
