"""You said, we did: writes to whoever suggested or voted for what the shop has decided on.

As many letters at a time as one run takes; what was told is marked by its letter, so a run that is
cut off or repeated writes to nobody twice.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.suggestion.suggestion import Suggestion
from referrals.model.work import HasTime, Work, endless, in_turn
from referrals.store.delivery.outbox import Outbox
from referrals.store.nudge.agenda import AgendaEntry
from referrals.store.program.program import Programs
from referrals.store.suggestion.suggestion import Suggestions

PAGE = 100


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
    left: int
    """How many still wait: the time was over, or they failed."""


def tell_decisions(
    desk: TellingDesk, *, now: datetime, has_time: HasTime = endless
) -> TellingReport:
    work, letters, finished = Work(has_time), 0, 0
    programs, agenda = desk.programs.list_all(), desk.suggestions.agenda
    due = in_turn(agenda.due_entries(each.program_id, now) for each in programs)
    for entry in work.through(due):
        with work.item(entry.name):
            count, is_over = _tell(entry, desk, now, has_time)
            letters, finished = letters + count, finished + is_over
            work.left += not is_over
    return TellingReport(letters, finished, work.failed, work.left)


def _tell(
    entry: AgendaEntry, desk: TellingDesk, now: datetime, has_time: HasTime
) -> tuple[int, bool]:
    """How many letters, and whether that were all; a page at least, so that every run gets on."""
    suggestion = desk.suggestions.find(entry.program_id, entry.name)
    if suggestion is None:
        desk.suggestions.agenda.remove(entry)
        return 0, True
    start, count = desk.suggestions.place_of(entry), 0
    while True:
        people, start = desk.suggestions.voters(entry.program_id, entry.name, PAGE, start)
        for person_id in people:
            desk.outbox.add(decision_letter(suggestion, person_id, now=now))
        count += len(people)
        if start is None:
            desk.suggestions.agenda.remove(entry)
            return count, True
        desk.suggestions.note_place(entry, start)
        if not has_time():
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
