"""Plain names: what a thing is, said to somebody who never read the code.

A participle, a pronoun or an adverb as a name says how something is, and leaves out what. Each
rule lists every offender with what to do about it.
"""

import ast
import re
from collections import defaultdict

from tests.house.tree import ALL, CODE, modules

ASKING = {"is", "has", "have", "was", "were", "can", "may", "must", "should", "needs"}
"""Before a participle they make a question of it: `is_paid`, `has_moved`, `was_ever_paid`."""
MARKING = {"mark", "require"}
"""Verbs that take one: `mark_moved`, `require_recorded`."""
NO_PARTICIPLES = {
    # Nouns and verbs that only look like it.
    *("need", "seed", "feed", "speed", "bed", "embed", "exceed", "proceed", "succeed", "shed"),
    # Verbs that are the same in the present.
    *("read", "put", "set", "cut", "split", "spread", "hit", "let", "cost", "shut"),
}
IRREGULAR = """
begun become bought bound broken brought built caught chosen come done drawn forgotten found given
gone heard held hidden kept known laid led left lived lost made meant met overdue paid said seen
sent shown sold spelt spent stood struck taken taught thought told understood undone withheld won
written
"""
# Pronouns and adverbs: they stand for something, or say how; the noun itself is the name.
NEVER = """
again already always anew anybody anyone anything aside astray beside else ever everybody everyone
everything here him how it itself never nobody nothing once otherwise ours somebody someone
something still that them then there these they this those thus us what when where who whole whom
whose why yet
"""
# Which of several things: a noun has to follow, as in `same_friend` and `other_program`.
BEFORE_A_NOUN = """
any another both each either every neither none one ones other others same such
"""
OF_THE_FIELD = {
    "now": "the moment a clock shows",
    "layers/domain/referrals/routes/held.py": "its name stands in the paths and operation ids",
    "layers/domain/referrals/routes/outbox.py:send_again": "an operation id of the API",
    "cli/goodword/trial/signed.py": "named as the source is whose bodies it makes",
    "cli/goodword/commands/conversions.py:held": "the name of the command",
    "layers/domain/referrals/model/delivery/delivery.py:Done": "an outcome of the metric",
    "layers/domain/referrals/model/delivery/delivery.py:Skipped": "an outcome of the metric",
    "layers/domain/referrals/model/delivery/delivery.py:TryAgain": "an outcome of the metric",
    "layers/domain/referrals/model/order/conversion.py:Held": "an outcome of answers",
    "layers/domain/referrals/model/order/conversion.py:Ignored": "an outcome of answers",
}
"""Names that other things spell: a path of the API, a source, a command."""
HINTS = {
    "function": "a verb and a noun, or the noun it returns; a yes or no begins with is_ or has_",
    "class": "the noun: what one of it is",
    "file": "the noun that lies in it",
}


def words_of(name: str) -> list[str]:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")


def is_participle(word: str) -> bool:
    return word in IRREGULAR.split() or (
        word.endswith("ed") and len(word) > 3 and word not in NO_PARTICIPLES
    )


def objection(name: str) -> str:
    """What is wrong with a name; empty for a plain one."""
    words = words_of(name)
    if word := next((word for word in words if word in NEVER.split()), ""):
        return f"`{word}` is a pronoun or an adverb"
    if words[-1] in BEFORE_A_NOUN.split() or words == ["all"]:
        return f"`{words[-1]}` of what"
    if is_participle(words[-1]) and words[0] not in ASKING | MARKING:
        return f"`{words[-1]}` is a participle"
    return ""


def complaint(kind: str, place: str, name: str) -> str:
    if place in OF_THE_FIELD or not (trouble := objection(name)):
        return ""
    return f"{place}: {trouble}. Name it by {HINTS[kind]}."


def test_functions_have_plain_names() -> None:
    wrong = [
        complaint("function", f"{module.name}:{node.name}", node.name)
        for module in modules(*CODE, "bench")
        for node in module.functions()
        if node.name not in OF_THE_FIELD
    ]

    assert not any(wrong), "\n".join(filter(None, wrong))


def test_classes_have_plain_names() -> None:
    # An error is named as its code, which callers know.
    wrong = [
        complaint("class", f"{module.name}:{node.name}", node.name)
        for module in modules(*ALL)
        for node in module.classes()
        if not node.name.endswith("Error") and not node.name.startswith("Test")
    ]

    assert not any(wrong), "\n".join(filter(None, wrong))


def test_files_have_plain_names() -> None:
    # A file of tests is named as what it tests, or in a few words as its tests are.
    wrong = [
        complaint("file", module.name, module.path.stem)
        for module in modules(*ALL)
        if not module.path.stem.startswith(("test_", "__"))
    ]

    assert not any(wrong), "\n".join(filter(None, wrong))


def test_no_two_classes_have_one_name() -> None:
    places = defaultdict(list)
    for module in modules(*ALL):
        for node in module.classes():
            places[node.name].append(module.name)
    # A name for several types is no class, and is read as one.
    for module in modules(*CODE):
        for alias in (each for each in ast.walk(module.tree) if isinstance(each, ast.TypeAlias)):
            if alias.name.id in places:
                places[alias.name.id].append(module.name)

    twice = [
        f"{name} in {' and '.join(found)}: put into each name what sets it apart"
        for name, found in places.items()
        if len(found) > 1
    ]
    assert not twice, "\n".join(twice)


def test_plain_names_are_let_through() -> None:
    plain = "feed seed need speed read put_item is_paid held_body same_friend list_all Sentence"

    assert [name for name in plain.split() if objection(name)] == []


def test_what_says_nothing_of_a_thing_is_refused() -> None:
    vague = "told once_told Applied astray same why_refused _held body_held all"

    assert [name for name in vague.split() if not objection(name)] == []
