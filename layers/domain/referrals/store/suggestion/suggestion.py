"""Suggestions: one item each under their program, with a vote of each person who wants it.

A vote and the count that it moves change in one transaction, guarded by the vote itself: pressing
twice is pressing once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from awswire.codec import Item
from referrals.model.suggestion.suggestion import (
    MOST_A_DAY,
    MOST_VOTES_A_DAY,
    Suggestion,
    SuggestionNotFoundError,
    SuggestionState,
    day_name,
)
from referrals.store.nudge.agenda import Agenda, AgendaEntry
from referrals.store.table import Change, ConditionFailedError, Table

VOTE = "vote#"
_OPEN = {"#s": "state"}


@dataclass(frozen=True, slots=True)
class Suggestions:
    table: Table
    agenda: Agenda
    """Decisions that people are yet to be told of."""
    page_keys: ClassVar[Mapping[str, type[str | int]]] = {"subject": str, "entry": str}
    """What tells where a page ended, and of which kind it is."""

    def find(self, program_id: str, suggestion_id: str) -> Suggestion | None:
        item = self.table.get(_place(program_id, suggestion_id), consistent=True)
        return Suggestion.model_validate(item) if item else None

    def get(self, program_id: str, suggestion_id: str) -> Suggestion:
        found = self.find(program_id, suggestion_id)
        if found is None:
            raise SuggestionNotFoundError(
                f"{program_id} has no suggestion {suggestion_id}.", field="suggestion_id"
            )
        return found

    def page(
        self, program_id: str, limit: int, start: Item | None = None
    ) -> tuple[list[Suggestion], Item | None]:
        """Up to `limit` of a program, the newest first."""
        items, after = self.table.page(
            "subject = :s",
            {":s": _subject(program_id)},
            start=start,
            ScanIndexForward=False,
            Limit=limit,
        )
        return [Suggestion.model_validate(item) for item in items], after

    def count_silent(self, program_id: str) -> tuple[int, bool]:
        """Open ones without a word of the shop, in a megabyte of them; whether there are others."""
        values = {":s": _subject(program_id), ":open": SuggestionState.OPEN.value, ":none": ""}
        return self.table.count(
            "subject = :s",
            values,
            ScanIndexForward=False,
            FilterExpression="#s = :open AND (attribute_not_exists(answer) OR answer = :none)",
            ExpressionAttributeNames=_OPEN,
        )

    def add_actions(self, made: Suggestion) -> list[Item]:
        """The suggestion with its author's vote. The count of the day fails at its most."""
        item = {**_place(made.program_id, made.suggestion_id), **_fields(made)}
        absent = Change(guard="attribute_not_exists(subject)")
        author = {
            **_author(made.person_id, made.suggestion_id),
            "program_id": made.program_id,
        }
        return [
            self._count_action(made.person_id, "suggestions", MOST_A_DAY, made.made_at),
            self.table.put_action(item, absent),
            self.table.put_action(author),
            self.table.put_action(_vote_item(made, made.person_id), absent),
            self.table.put_action(_votes_of(made, made.person_id)),
        ]

    def vote_actions(
        self, suggestion: Suggestion, person_id: str, now: datetime, *, wanted: bool
    ) -> list[Item]:
        """The second one fails where the vote stands so already, the third where it is decided."""
        place = _vote_place(suggestion, person_id)
        count = Change(
            update="ADD votes :step",
            guard="#s = :open",
            names=_OPEN,
            values={":step": 1 if wanted else -1, ":open": SuggestionState.OPEN.value},
        )
        where = _place(suggestion.program_id, suggestion.suggestion_id)
        moved = self.table.update_action(where, count)
        day = self._count_action(person_id, "votes", MOST_VOTES_A_DAY, now)
        mark = _votes_of(suggestion, person_id)
        if wanted:
            absent = Change(guard="attribute_not_exists(subject)")
            vote = self.table.put_action(_vote_item(suggestion, person_id), absent)
            return [day, vote, moved, self.table.put_action(mark)]
        present = Change(guard="attribute_exists(subject)")
        gone = {"subject": mark["subject"], "entry": mark["entry"]}
        vote = self.table.delete_action(place, present)
        return [day, vote, moved, self.table.delete_action(gone)]

    def has_vote(self, suggestion: Suggestion, person_id: str) -> bool:
        return self.table.get(_vote_place(suggestion, person_id), consistent=True) is not None

    def voters(
        self, program_id: str, suggestion_id: str, limit: int, start: Item | None = None
    ) -> tuple[list[str], Item | None]:
        """Up to `limit` people who voted for it, its author among them, and where to go on."""
        items, after = self.table.page(
            "subject = :s",
            {":s": _votes(program_id, suggestion_id)},
            start=start,
            Limit=limit,
        )
        return [item["entry"].removeprefix(VOTE) for item in items], after

    def note_place(self, entry: AgendaEntry, start: Item) -> None:
        """How far everybody was told, for the run that goes on."""
        item = {"subject": f"telling#{entry.program_id}", "entry": entry.name, "at": start["entry"]}
        self.table.put(item)

    def place_of(self, entry: AgendaEntry) -> Item | None:
        """Where to go on; None at the beginning."""
        place = {"subject": f"telling#{entry.program_id}", "entry": entry.name}
        item = self.table.get(place, consistent=True)
        if item is None:
            return None
        return {"subject": _votes(entry.program_id, entry.name), "entry": item["at"]}

    def change_action(self, before: Suggestion, after: Suggestion) -> Item:
        """All but the votes; fails when the shop has answered or decided meanwhile."""
        fields = _fields(after)
        fields.pop("votes")
        known = _fields(before)
        guard = Change(
            update="SET " + ", ".join(f"#{name} = :{name}" for name in fields),
            guard="#state = :before AND #answer = :said",
            names={f"#{name}": name for name in fields},
            values={
                **{f":{name}": value for name, value in fields.items()},
                ":before": known["state"],
                ":said": known["answer"],
            },
        )
        place = _place(after.program_id, after.suggestion_id)
        return self.table.update_action(place, guard)

    def of_person(self, person_id: str) -> Iterator[Suggestion]:
        """What they suggested."""
        for item in self._marks(person_id, "suggestion#"):
            found = self.find(item["program_id"], item["entry"].removeprefix("suggestion#"))
            if found:
                yield found

    def votes_of(self, person_id: str) -> Iterator[tuple[str, str]]:
        """What they voted for: program and suggestion, their own among them."""
        for item in self._marks(person_id, VOTE):
            yield item["program_id"], item["entry"].removeprefix(VOTE)

    def take_author_off(self, suggestion: Suggestion) -> None:
        """Who it came from and what they wrote; that there was one, and its votes, stay."""
        change = Change(
            update="SET person_id = :none, #t = :none",
            guard="attribute_exists(subject)",
            names={"#t": "text"},
            values={":none": ""},
        )
        try:
            self.table.update(_place(suggestion.program_id, suggestion.suggestion_id), change)
        except ConditionFailedError:
            return

    def remove_marks(self, person_id: str) -> int:
        """Their votes, and what leads from them to what they suggested; counts stay."""
        removed = 0
        for program_id, suggestion_id in list(self.votes_of(person_id)):
            subject = _votes(program_id, suggestion_id)
            self.table.delete({"subject": subject, "entry": VOTE + person_id})
        for item in (*self._marks(person_id, VOTE), *self._marks(person_id, "suggestion#")):
            self.table.delete({"subject": item["subject"], "entry": item["entry"]})
            removed += 1
        for item in list(self._marks(person_id, "said#")):
            self.table.delete({"subject": item["subject"], "entry": item["entry"]})
        return removed

    def _marks(self, person_id: str, beginning: str) -> list[Item]:
        items = self.table.query(
            "subject = :s AND begins_with(entry, :n)",
            {":s": f"person#{person_id}", ":n": beginning},
            ConsistentRead=True,
        )
        return list(items)

    def _count_action(self, person_id: str, noun: str, most: int, at: datetime) -> Item:
        change = Change(
            update="ADD #n :one",
            guard="attribute_not_exists(#n) OR #n < :most",
            names={"#n": noun},
            values={":one": 1, ":most": most},
        )
        place = {"subject": f"person#{person_id}", "entry": f"said#{day_name(at.date())}"}
        return self.table.update_action(place, change)


def _fields(suggestion: Suggestion) -> Item:
    return suggestion.model_dump(mode="json", exclude_none=True)


def _subject(program_id: str) -> str:
    return f"suggestions#{program_id}"


def _place(program_id: str, suggestion_id: str) -> Item:
    return {"subject": _subject(program_id), "entry": suggestion_id}


def _author(person_id: str, suggestion_id: str) -> Item:
    return {"subject": f"person#{person_id}", "entry": f"suggestion#{suggestion_id}"}


def _votes(program_id: str, suggestion_id: str) -> str:
    return f"votes#{program_id}#{suggestion_id}"


def _vote_place(suggestion: Suggestion, person_id: str) -> Item:
    subject = _votes(suggestion.program_id, suggestion.suggestion_id)
    return {"subject": subject, "entry": VOTE + person_id}


def _vote_item(suggestion: Suggestion, person_id: str) -> Item:
    return _vote_place(suggestion, person_id)


def _votes_of(suggestion: Suggestion, person_id: str) -> Item:
    """The same vote beside its person, so that it is found with them."""
    entry = VOTE + suggestion.suggestion_id
    subject = f"person#{person_id}"
    return {"subject": subject, "entry": entry, "program_id": suggestion.program_id}
