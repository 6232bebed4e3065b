"""A moment in a sentence: what happened, to whom, and never what was bought or earned."""

from referrals.model.memory.memory import Memory, MemoryKind
from referrals.model.words.wording import Wording


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
