"""One word for one thing: names that say nothing, and words the glossary replaces."""

import ast
import re
from collections.abc import Iterator

from tests.house.tree import ALL, CODE, Module, complaint, modules

SAYING_NOTHING = {"util", "utils", "helper", "helpers", "common", "shared", "manager", "misc"}
# Left: what people say elsewhere; the glossary (docs/glossary.md) has our word for it.
REPLACED = {
    "affiliate": "advocate",
    "referrer": "advocate",
    "referee": "friend",
    "invitee": "friend",
    "lead": "friend",
    "payout": "reward or grant",
    "bonus": "reward or grant",
    "promotion": "campaign",
    "scheme": "program",
    "slug": "code",
    "analytics": "insight",
    "stat": "insight",
    "stats": "insight",
    "plugin": "source, reward type or channel",
    "adapter": "source, reward type or channel",
    "integration": "source, reward type or channel",
}
SHORTEST, LONGEST = 3, 12


def definitions(module: Module) -> Iterator[tuple[int, str]]:
    """Every name the module gives to something."""
    for node in module.nodes:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield node.lineno, name
            case ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name


def words(name: str) -> set[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return set(spaced.lower().split("_"))


def test_names_use_the_field_s_words() -> None:
    wrong = [
        f"{module.name}:{line} {name}: say {REPLACED.get(word, 'what it is')}"
        for module in modules(*CODE)
        for line, name in definitions(module)
        for word in sorted(words(name) & (REPLACED.keys() | SAYING_NOTHING))
    ]

    assert not wrong, complaint("docs/glossary.md has the word for it.", wrong)


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    nothing = SAYING_NOTHING | {"base"}
    wrong = [
        module.name
        for module in modules(*ALL)
        if {part.removesuffix(".py").removeprefix("test_") for part in module.name.split("/")}
        & nothing
    ]

    assert not wrong, complaint("A file is named by the noun or the verb that it holds.", wrong)


def test_test_names_are_sentences() -> None:
    wrong = [
        f"{module.name}:{function.lineno} {function.name}"
        for module in modules("tests")
        for function in module.functions()
        if function.name.startswith("test_")
        and not SHORTEST <= len(function.name.removeprefix("test_").split("_")) <= LONGEST
    ]

    assert not wrong, complaint(
        f"A test's name is a sentence of {SHORTEST} to {LONGEST} words.", wrong
    )
