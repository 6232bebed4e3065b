"""What people say to each other, remember and reach together, in sentences.

No sentence tells what somebody bought or earned; a name stands in one only by consent.
"""

from referrals.model.goal.goal import Goal, GoalState
from referrals.model.memory.memory import Memory, MemoryKind
from referrals.model.note.note import Note, NoteWriter
from referrals.model.program.program import Program
from referrals.model.words.statement import worth_in_words
from referrals.model.words.wording import Wording


def writer_line(note: Note, words: Wording, *, name: str, time_zone: str) -> str:
    """As its receiver reads it. `name` is the friend's first name, empty where it isn't told."""
    date = words.date(note.written_at, time_zone)
    shown = note.writer_name if note.writer is NoteWriter.STAFF else name
    if shown:
        return words.say("note.by_named", name=shown, date=date)
    return words.say("note.by_friend", date=date)


def answer_line(note: Note, words: Wording, *, name: str, time_zone: str) -> str:
    """As the friend reads it who wrote; empty while there is no reply. `name` as above, of
    whoever answered."""
    if note.replied_at is None:
        return ""
    date = words.date(note.replied_at, time_zone)
    if name:
        return words.say("note.by_named", name=name, date=date)
    return words.say("note.by_advocate", date=date)


def memory_sentence(words: Wording, memory: Memory, friend: str) -> str:
    """`friend` is a first name, empty where it isn't told."""
    if memory.kind is MemoryKind.REGULAR:
        return _personal(words, "memory.regular", friend)
    if memory.kind is MemoryKind.YEARS:
        if friend:
            return words.count("memory.years_named", memory.number, friend=friend)
        return words.count("memory.years", memory.number)
    if memory.number == 1:
        return _personal(words, "memory.first", friend)
    return words.count("memory.friends", memory.number)


def _personal(words: Wording, sentence: str, friend: str) -> str:
    return words.say(f"{sentence}_named", friend=friend) if friend else words.say(sentence)


def promise_sentence(words: Wording, goal: Goal, rules: Program) -> str:
    """As it stands: what would follow, or what did."""
    promise = goal.promise
    ending = {GoalState.OPEN: "promise", GoalState.REACHED: "kept"}.get(goal.state)
    if ending is None:
        return words.say("goal.kindly")
    if promise.is_donation:
        worth = worth_in_words(words, promise.amount, rules.currency)
        return words.say(f"goal.{ending}_donation", worth=worth, cause=promise.cause_name)
    worth = worth_in_words(words, promise.amount, promise.asset)
    return words.say(f"goal.{ending}_each", worth=worth)
