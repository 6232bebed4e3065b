"""The `goodword` command: every sub-command lives in a file of its own and is named here.

A file is read when its command is typed, so that none waits for what the others need.
"""

import sys
from collections import UserDict
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from goodword.output import tell_error

COMMANDS = {
    "local": "goodword.local.command:app",
    "program": "goodword.commands.program:app",
    "clicks": "goodword.commands.clicks:app",
    "claim": "goodword.commands.claim:app",
    "codes": "goodword.commands.codes:app",
    "key": "goodword.commands.key:app",
    "connection": "goodword.commands.connection:app",
    "conversions": "goodword.commands.conversions:app",
    "customers": "goodword.commands.customers:app",
    "gifts": "goodword.commands.gifts:app",
    "goal": "goodword.commands.goal:app",
    "goodwill": "goodword.commands.goodwill:app",
    "experiment": "goodword.commands.experiment:app",
    "insights": "goodword.commands.insights:app",
    "import": "goodword.commands.migration:app",
    "source": "goodword.commands.source:app",
    "reconcile": "goodword.commands.reconcile:app",
    "redeem": "goodword.commands.redeem:app",
    "reviews": "goodword.commands.reviews:app",
    "staff": "goodword.commands.staff:app",
    "stories": "goodword.commands.stories:app",
    "outbox": "goodword.commands.outbox:app",
    "ledger": "goodword.commands.ledger:app",
    "privacy": "goodword.commands.privacy:app",
    "mail": "goodword.commands.mail:app",
    "nudges": "goodword.commands.nudges:app",
    "thanks": "goodword.commands.thanks:app",
    "answers": "goodword.commands.listening:answers",
    "suggestions": "goodword.commands.listening:suggestions",
    "todo": "goodword.commands.todo:app",
    "listening": "goodword.commands.listening:listening",
    "webhook": "goodword.commands.webhook:app",
    "words": "goodword.commands.words:app",
    "trigger": "goodword.commands.trigger:trigger",
    "explain": "goodword.commands.explain:explain",
    "export": "goodword.commands.export:export",
    "correct": "goodword.commands.correct:correct",
    "freeze": "goodword.commands.hold:freeze",
    "lift": "goodword.commands.hold:lift",
    "release": "goodword.commands.hold:release",
    "log": "goodword.commands.log:log",
    "statement": "goodword.commands.statement:statement",
    "mcp": "goodword.commands.assistant:mcp",
    "donations": "goodword.commands.donations:donations",
}
"""Where each is: a group of commands, or the function of a single one."""


class LazyCommands(UserDict[str, Any]):
    """Where commands are looked up: a command's module is imported when it is looked up."""

    def __getitem__(self, name: str) -> Any:
        module, _, attribute = self.data[name].partition(":")
        found = getattr(import_module(module), attribute)
        if isinstance(found, typer.Typer):
            group = typer.main.get_group(found)
            group.name = name
            return group
        single = typer.Typer(add_completion=False)
        single.command(name)(found)
        return typer.main.get_command(single)


class GoodwordGroup(TyperGroup):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = LazyCommands(COMMANDS)


app = typer.Typer(cls=GoodwordGroup, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def goodword() -> None:
    """Run and try a Goodword stack."""


def main() -> None:
    """No command ever ends in a traceback."""
    try:
        app()
    except Exception as error:
        sys.exit(tell_error(error))
