"""You said, we did: writes to whoever suggested or voted for what the shop has decided on.

As many letters at a time as one run takes; what was told is marked by its letter, so a run that is
cut off or repeated writes to nobody twice.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.errors import MISSHAPEN, GoodwordError
from referrals.model.suggestion.suggestion import Suggestion
from referrals.store.delivery.outbox import Outbox
from referrals.store.nudge.agenda import AgendaEntry
from referrals.store.program.program import Programs
from referrals.store.suggestion.suggestion import Suggestions

PAGE = 100
AT_ONCE = 2000
DECISIONS = 20


@dataclass(frozen=True, slots=True)
class TellingDesk:
    programs: Programs
    suggestions: Suggestions
    outbox: Outbox


@dataclass(frozen=True, slots=True)
class TellingReport:
    letters: int
    """Written, or found written by a run before."""
    finished: int
    """Decisions that everybody was told of."""
    failed: tuple[str, ...]


def tell_decisions(desk: TellingDesk, *, now: datetime, limit: int = AT_ONCE) -> TellingReport:
    letters = finished = 0
    failed: list[str] = []
    for program in desk.programs.list_all():
        agenda = desk.suggestions.agenda
        for entry in agenda.due_entries(program.program_id, now, DECISIONS):
            try:
                count, is_over = _tell(entry, desk, now, limit - letters)
            except (GoodwordError, *MISSHAPEN):
                failed.append(entry.name)
                continue
            letters, finished = letters + count, finished + is_over
            if letters >= limit:
                break
    return TellingReport(letters, finished, tuple(failed))


def _tell(entry: AgendaEntry, desk: TellingDesk, now: datetime, most: int) -> tuple[int, bool]:
    """How many letters, and whether that were all."""
    suggestion = desk.suggestions.find(entry.program_id, entry.name)
    if suggestion is None:
        desk.suggestions.agenda.remove(entry)
        return 0, False
    start, count = desk.suggestions.place_of(entry), 0
    while count < most:
        people, start = desk.suggestions.voters(
            entry.program_id, entry.name, min(PAGE, most - count), start
        )
        for person_id in people:
            desk.outbox.add(decision_letter(suggestion, person_id, now=now))
        count += len(people)
        if start is None:
            desk.suggestions.agenda.remove(entry)
            return count, True
        desk.suggestions.note_place(entry, start)
    return count, False


def decision_letter(suggestion: Suggestion, person_id: str, *, now: datetime) -> OutboxItem:
    return an_item(
        f"suggestion#{suggestion.suggestion_id}#{person_id}",
        Channel.EMAIL,
        Topic.SUGGESTION_DECIDED,
        program_id=suggestion.program_id,
        at=now,
        person_id=person_id,
        data={"suggestion_id": suggestion.suggestion_id},
    )
