"""Which moments does this advocate remember? Each in a sentence, with a name only by consent."""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.community.sentence import memory_sentence
from referrals.model.memory.memory import Memory, MemoryKind
from referrals.model.nudge.quiet import zone_of
from referrals.model.people.person import Person, shown_name
from referrals.model.program.program import Program
from referrals.model.words.wording import Wording
from referrals.store.memory.advocate_memory import AdvocateMemories
from referrals.store.people.person import People

MOST_MEMORIES = 12


@dataclass(frozen=True, slots=True)
class MemoryText:
    name: str
    text: str
    date: str
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class MemoryBoard:
    """An advocate's moments, newest first."""

    title: str
    moments: tuple[MemoryText, ...]
    empty: str
    """What is said while there is none."""


@dataclass(frozen=True, slots=True)
class MemoryShelf:
    memories: AdvocateMemories
    people: People


def memory_board(
    person: Person, rules: Program, shelf: MemoryShelf, *, words: Wording, now: datetime
) -> MemoryBoard:
    """Of each friend the newest year alone: a list of anniversaries would hide the rest."""
    found = shelf.memories.of_advocate(person, rules, now)
    seen: set[str] = set()
    kept: list[Memory] = []
    for each in found:
        if each.kind is MemoryKind.YEARS and each.friend_id in seen:
            continue
        seen |= {each.friend_id} if each.kind is MemoryKind.YEARS else set()
        kept.append(each)
    shown = kept[:MOST_MEMORIES]
    people = shelf.people.find_all(each.friend_id for each in shown)
    zone = zone_of(person, rules.time_zone).key
    return MemoryBoard(
        title=words.say("memory.title"),
        moments=tuple(_text(each, people.get(each.friend_id), words, zone) for each in shown),
        empty="" if shown else words.say("memory.empty"),
    )


def _text(memory: Memory, friend: Person | None, words: Wording, zone: str) -> MemoryText:
    name = shown_name(friend)
    return MemoryText(
        name=memory.name,
        text=memory_sentence(words, memory, name),
        date=words.date(memory.happened_at, zone),
        happened_at=memory.happened_at,
    )
