"""Experiments with nudges: their terms, who is in which arm, and the running sums of each arm.

A person's outcome and the sums move in one transaction, and the outcome is the mark: a run that is
repeated or cut off counts nobody twice.
"""

from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.moment import stamp
from referrals.model.nudge.arm import Arm, ArmEntry
from referrals.model.nudge.effect import (
    SETTLED_AFTER,
    ArmOutcome,
    ArmSums,
    ExperimentTerms,
    NudgeEffect,
    StopReason,
    nudge_effect,
)
from referrals.store.nudge.agenda import Agenda, AgendaEntry
from referrals.store.table import Change, ConditionFailedError, Table

TERMS = "terms"
ENTRY = "nudge-arm#"
ABSENT = Change(guard="attribute_not_exists(subject)")


@dataclass(frozen=True, slots=True)
class Experiments:
    table: Table
    agenda: Agenda
    """Whose thirty days end when."""

    def find(self, program_id: str, experiment: str) -> ExperimentTerms | None:
        place = {"subject": _subject(program_id, experiment), "entry": TERMS}
        item = self.table.get(place, consistent=True)
        return ExperimentTerms.model_validate(item) if item else None

    def begin(self, terms: ExperimentTerms) -> ExperimentTerms:
        """The terms that hold: those of whoever was first."""
        fields = terms.model_dump(mode="json", exclude_none=True)
        item = {"subject": _subject(terms.program_id, terms.experiment), "entry": TERMS, **fields}
        try:
            self.table.put(item, ABSENT)
        except ConditionFailedError:
            return self.find(terms.program_id, terms.experiment) or terms
        return terms

    def stop_action(self, terms: ExperimentTerms, reason: StopReason, at: datetime) -> Item:
        """Fails when it is stopped already; the first reason stays."""
        change = Change(
            update="SET stopped_at = :at, stop_reason = :why",
            guard="attribute_exists(subject) AND attribute_not_exists(stopped_at)",
            values={":at": stamp(at), ":why": reason.value},
        )
        place = {"subject": _subject(terms.program_id, terms.experiment), "entry": TERMS}
        return self.table.update_action(place, change)

    def sums(self, program_id: str, experiment: str) -> dict[Arm, ArmSums]:
        items = self.table.query(
            "subject = :s AND begins_with(entry, :arm)",
            {":s": _subject(program_id, experiment), ":arm": "arm#"},
            ConsistentRead=True,
        )
        return {Arm(item["entry"].removeprefix("arm#")): _read_sums(item) for item in items}

    def effect(self, program_id: str, experiment: str, now: datetime) -> NudgeEffect | None:
        """What can be said of it; None before anybody entered it."""
        terms = self.find(program_id, experiment)
        return nudge_effect(terms, self.sums(program_id, experiment), now) if terms else None

    def entry(self, person_id: str, program_id: str, experiment: str) -> ArmEntry | None:
        item = self.table.get(_place(person_id, program_id, experiment), consistent=True)
        return ArmEntry.model_validate(item) if item else None

    def enter_actions(self, entry: ArmEntry) -> list[Item]:
        """The first one fails for somebody who is in it already."""
        fields = entry.model_dump(mode="json")
        place = _place(entry.person_id, entry.program_id, entry.experiment)
        return [
            self.table.put_action({**place, **fields}, ABSENT),
            self._add_action(entry, {"entered": 1}),
            self.agenda.add_action(self._agenda_entry(entry)),
        ]

    def end_actions(self, entry: ArmEntry, outcome: ArmOutcome) -> list[Item]:
        """The first one fails for somebody whose outcome is counted already."""
        change = Change(
            update="SET outcome = :o",
            guard="attribute_exists(subject) AND attribute_not_exists(outcome)",
            values={":o": outcome.model_dump(mode="json")},
        )
        steps = outcome_steps(outcome)
        place = _place(entry.person_id, entry.program_id, entry.experiment)
        return [
            self.table.update_action(place, change),
            self._add_action(entry, steps),
            self.agenda.remove_action(self._agenda_entry(entry)),
        ]

    def entries_of(self, person_id: str) -> list[ArmEntry]:
        items = self.table.query(
            "subject = :s AND begins_with(entry, :arm)",
            {":s": f"person#{person_id}", ":arm": ENTRY},
            ConsistentRead=True,
        )
        return [ArmEntry.model_validate(item) for item in items]

    def remove(self, entry: ArmEntry) -> None:
        """Whose it was; what was counted stays a number. Safe to repeat."""
        self.agenda.remove(self._agenda_entry(entry))
        self.table.delete(_place(entry.person_id, entry.program_id, entry.experiment))

    def _agenda_entry(self, entry: ArmEntry) -> AgendaEntry:
        due_at = entry.entered_at + SETTLED_AFTER
        return self.agenda.entry(entry.program_id, due_at, entry.person_id, entry.experiment)

    def _add_action(self, entry: ArmEntry, steps: dict[str, int]) -> Item:
        sums = ", ".join(f"#{name} :{name}" for name in steps)
        change = Change(
            update=f"ADD {sums}",
            names={f"#{name}": name for name in steps},
            values={f":{name}": step for name, step in steps.items()},
        )
        return self.table.update_action(arm_place(entry), change)


def arm_place(entry: ArmEntry) -> Item:
    """Of the sums of their arm."""
    return {"subject": _subject(entry.program_id, entry.experiment), "entry": f"arm#{entry.arm}"}


def outcome_steps(outcome: ArmOutcome) -> dict[str, int]:
    """What one outcome adds to the sums."""
    return {
        "ended": 1,
        "friends": outcome.friends,
        "friends_squared": outcome.friends**2,
        "sharers": int(outcome.is_sharer),
        "refusals": int(outcome.has_refused),
    }


def _read_sums(item: Item) -> ArmSums:
    return ArmSums.model_validate({n: item[n] for n in ArmSums.model_fields if n in item})


def _subject(program_id: str, experiment: str) -> str:
    return f"nudge-effect#{program_id}#{experiment}"


def _place(person_id: str, program_id: str, experiment: str) -> Item:
    return {"subject": f"person#{person_id}", "entry": f"{ENTRY}{program_id}#{experiment}"}
