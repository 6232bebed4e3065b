"""Marks moments by a letter: once each, to who agreed, by day, and within the caps that nudges
have. What can't be marked within two weeks is let go: it stands on their page.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.memory.memory import Memory, MemoryKind
from referrals.model.nudge.quiet import zone_of
from referrals.model.people.person import Person
from referrals.model.program.program import Program
from referrals.model.work import HasTime, Work, endless, in_turn
from referrals.store.delivery.outbox import Outbox
from referrals.store.memory.advocate_memory import AdvocateMemories
from referrals.store.nudge.agenda import Agenda, AgendaEntry
from referrals.store.nudge.letter_history import LetterHistories
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.table import CancelledError, transact

FRESH = timedelta(days=14)
LOOK_AGAIN = timedelta(hours=6)
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class MemoryDesk:
    programs: Programs
    people: People
    memories: AdvocateMemories
    agenda: Agenda
    histories: LetterHistories
    outbox: Outbox


@dataclass(frozen=True, slots=True)
class MemoryReport:
    marked: int
    waiting: int
    let_go: int
    failed: tuple[str, ...]
    left: int
    """How many still wait: the time was over, or they failed."""


def mark_memories(desk: MemoryDesk, *, now: datetime, has_time: HasTime = endless) -> MemoryReport:
    work, found = Work(has_time), Counter[bool | None]()
    rules = {each.program_id: each.rules for each in desk.programs.list_all()}
    due = in_turn(desk.agenda.due_entries(each, now) for each in rules)
    for entry in work.through(due):
        with work.item(entry.person_id), _step_back(entry, desk, now):
            found[_decide(entry, rules[entry.program_id], desk, now)] += 1
    return MemoryReport(found[True], found[None], found[False], work.failed, work.left)


@contextmanager
def _step_back(entry: AgendaEntry, desk: MemoryDesk, now: datetime) -> Iterator[None]:
    """Lets a moment that can't be read wait, so that it isn't met first each hour."""
    try:
        yield
    except Exception:
        _move(entry, now + LOOK_AGAIN, desk)
        raise


def _decide(entry: AgendaEntry, rules: Program, desk: MemoryDesk, now: datetime) -> bool | None:
    """True for a letter, None while it waits, False where there is none to be sent."""
    person = desk.people.find(entry.person_id)
    memory = _memory_to_mark(person, rules, desk, now) if person else None
    if person is None or memory is None or not _may_write(person, rules):
        _plan_next_year(entry, person, desk, now=now)
        return False
    history = desk.histories.find(person.person_id)
    zone = zone_of(person, rules.time_zone)
    asleep = person.quiet_hours.covers(now.astimezone(zone).hour)
    if asleep or history.silence(now):
        _move(entry, now + (timedelta(hours=1) if asleep else timedelta(days=1)), desk)
        return None
    actions = [
        desk.outbox.add_action(memory_letter(memory, person, rules, now)),
        desk.histories.replace_action(history.with_letter(Topic.MEMORY_MARKED, now)),
    ]
    try:
        transact(desk.agenda.table.dynamo, actions)
    except CancelledError:
        # Marked by whoever was faster, or written to meanwhile: looked at anew.
        _move(entry, now + LOOK_AGAIN, desk)
        return None
    _plan_next_year(entry, person, desk, now=now)
    return True


def _may_write(person: Person, rules: Program) -> bool:
    return rules.moments.letters and person.consents.mail and not person.mail_stopped


def _memory_to_mark(
    person: Person, rules: Program, desk: MemoryDesk, now: datetime
) -> Memory | None:
    """The rarest of the last two weeks that no letter has marked."""
    found = desk.memories.of_advocate(person, rules, now)
    fresh = [each for each in found if now < each.happened_at + FRESH]
    order = [MemoryKind.FRIENDS, MemoryKind.YEARS, MemoryKind.REGULAR]
    fresh.sort(key=lambda each: order.index(each.kind))
    unmarked = (e for e in fresh if desk.outbox.find(item_id(e, person, rules)) is None)
    return next(unmarked, None)


def _move(entry: AgendaEntry, due_at: datetime, desk: MemoryDesk) -> None:
    later = desk.agenda.entry(entry.program_id, due_at, entry.person_id, entry.name)
    actions = [desk.agenda.add_action(later), desk.agenda.remove_action(entry)]
    transact(desk.agenda.table.dynamo, actions)


def _plan_next_year(
    entry: AgendaEntry, person: Person | None, desk: MemoryDesk, *, now: datetime
) -> None:
    """Out of the agenda; an anniversary comes again, by the day that its friend came on."""
    if person is None:
        desk.agenda.remove(entry)
        return
    orders = desk.memories.orders.of_advocate(person.person_id, entry.program_id)
    order = next((each for each in orders if each.key == entry.name and each.is_kept), None)
    if order is None or now < order.figures.occurred_at + timedelta(days=300):
        desk.agenda.remove(entry)
        return
    years = (now - order.figures.occurred_at) // A_YEAR + 1
    # A day later than the day itself at the most: the memory is fresh for two weeks.
    due_at = order.figures.occurred_at + timedelta(days=366 * years)
    _move(entry, max(due_at, now + timedelta(days=1)), desk)


def item_id(memory: Memory, person: Person, rules: Program) -> str:
    return f"memory#{rules.program}#{person.person_id}#{memory.name}"


def memory_letter(memory: Memory, person: Person, rules: Program, at: datetime) -> OutboxItem:
    """It holds which moment it is, and no sentence: that is made when it goes."""
    return an_item(
        item_id(memory, person, rules),
        Channel.EMAIL,
        Topic.MEMORY_MARKED,
        program_id=rules.program,
        at=at,
        person_id=person.person_id,
        data={"memory": memory.name, "friend_id": memory.friend_id},
    )
