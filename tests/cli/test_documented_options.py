"""What README and docs say of a command in passing exists: the command, and each of its options."""

import re
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from goodword.main import app
from tests.journeys.doc_command import DocumentedCommand, documented_commands, pages
from tests.template import ROOT

SPAN = re.compile(r"`(goodword [^`]+)`", re.S)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
ROOT_COMMAND = get_command(app)
GLOBAL = {"--help"}


def mentions() -> Iterator[DocumentedCommand]:
    yield from (each for each in documented_commands() if each.words.startswith("goodword "))
    for path in pages():
        for found in SPAN.finditer(path.read_text()):
            yield DocumentedCommand(str(path.relative_to(ROOT)), " ".join(found[1].split()))


def commands_in(words: str) -> list[Any]:
    """`goodword outbox list|resend` names two; a word in capitals or with a blank is a value."""
    level: list[Any] = [ROOT_COMMAND]
    for word in re.split(r"[ ,]+", words)[1:]:
        groups = [each for each in level if hasattr(each, "commands")]
        if not groups or not re.match(r"[a-z]", word):
            break
        names = word.replace("\\|", "|").split("|")
        deeper = [group.commands.get(name) for group in groups for name in names]
        if None in deeper:
            return []
        level = [each for each in deeper if each]
    return level


def options_of(command: Any) -> set[str]:
    own = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    inner = getattr(command, "commands", {}).values()
    return own.union(GLOBAL, *map(options_of, inner))


def test_every_command_in_the_docs_exists() -> None:
    unknown = [f"{each.page}: {each.text}" for each in mentions() if not commands_in(each.words)]

    assert not unknown, "\n".join(unknown)


def test_every_option_in_the_docs_exists() -> None:
    unknown = [
        f"{each.page}: {option} in {each.text}"
        for each in mentions()
        for option in OPTION.findall(re.sub(r'"[^"]*"', "", each.words))
        if not any(option in options_of(command) for command in commands_in(each.words))
    ]

    assert not unknown, "\n".join(unknown)


def test_every_command_of_ours_stands_in_the_docs() -> None:
    said = " ".join(path.read_text() for path in pages())
    groups = getattr(ROOT_COMMAND, "commands", {})

    assert [name for name in groups if f"goodword {name}" not in said] == []
