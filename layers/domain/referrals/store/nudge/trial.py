"""Advocates in experiments about nudges: who is on which arm, and whose thirty days end when.

An entry stands beside its person and goes with them; what was counted is the link's tally, so
whoever is counted again counts once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.experiment.nudge_arm import COUNTED_AFTER, NudgeTrialEntry
from referrals.model.experiment.tally import LinkTally
from referrals.store.experiment.tally import (
    KeptTally,
    TallyMove,
    TallyPlace,
    TrialPlace,
    TrialTallies,
)
from referrals.store.nudge.agenda import Agenda, AgendaEntry
from referrals.store.table import Table

ENTRY = "nudge-trial#"


@dataclass(frozen=True, slots=True)
class NudgeTrials:
    table: Table
    agenda: Agenda
    tallies: TrialTallies

    def find(self, person_id: str, program_id: str, name: str) -> NudgeTrialEntry | None:
        """`name` tells the experiment from another one of its name, as the entry spells it."""
        item = self.table.get(_place(person_id, program_id, name), consistent=True)
        return NudgeTrialEntry.model_validate(item) if item else None

    def is_taken(self, entry: NudgeTrialEntry) -> bool:
        """Whether the link takes part already, under whoever had it before."""
        return self.tallies.find(_trial(entry), entry.code) is not None

    def enter_actions(self, entry: NudgeTrialEntry) -> list[Item]:
        """One of them fails for somebody who takes part already."""
        place = _place(entry.person_id, entry.program_id, entry.name)
        return [
            self.table.put_action({**place, **entry.model_dump(mode="json")}),
            self.agenda.add_action(_agenda_entry(self.agenda, entry)),
            *self.tallies.enter_actions(_trial(entry), entry.code, entry.arm),
        ]

    def end_actions(self, entry: NudgeTrialEntry, tally: LinkTally) -> list[Item]:
        """Empty for somebody who was counted; one of them fails where somebody is first."""
        before = self.tallies.find(_trial(entry), entry.code)
        if before is None or not before.tally.is_empty:
            return []
        place, after = TallyPlace(_trial(entry), entry.code), KeptTally(before.arm, tally)
        return [
            *self.tallies.commit_actions([TallyMove(place, before, after)]),
            self.agenda.remove_action(_agenda_entry(self.agenda, entry)),
        ]

    def entries_of(self, person_id: str) -> list[NudgeTrialEntry]:
        items: Iterable[Item] = self.table.query(
            "subject = :s AND begins_with(entry, :arm)",
            {":s": f"person#{person_id}", ":arm": ENTRY},
            ConsistentRead=True,
        )
        return [NudgeTrialEntry.model_validate(item) for item in items]

    def remove(self, entry: NudgeTrialEntry) -> None:
        """Whose it was; what was counted stays a number. Safe to repeat."""
        self.agenda.remove(_agenda_entry(self.agenda, entry))
        self.table.delete(_place(entry.person_id, entry.program_id, entry.name))


def _agenda_entry(agenda: Agenda, entry: NudgeTrialEntry) -> AgendaEntry:
    due_at = entry.entered_at + COUNTED_AFTER
    return agenda.entry(entry.program_id, due_at, entry.person_id, entry.name)


def _trial(entry: NudgeTrialEntry) -> TrialPlace:
    return TrialPlace(entry.program_id, entry.experiment, entry.began_version)


def _place(person_id: str, program_id: str, name: str) -> Item:
    return {"subject": f"person#{person_id}", "entry": f"{ENTRY}{program_id}#{name}"}
