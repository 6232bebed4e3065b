"""What commands print: JSON for programs, short text for people, and exit codes for both.

0 done · 1 refused or failed, with the reason · 2 wrong usage · 3 nothing by that name ·
4 somebody was first · 5 try again later · 70 a mistake of ours, its details in a file.
"""

import json
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from goodword.change_log import end_change, note_ids
from goodword.fault import UNEXPECTED, known_error, write_details
from referrals.model.change.change_record import DONE
from referrals.model.change.change_record import UNEXPECTED as UNEXPECTED_END
from referrals.model.errors import (
    ConflictError,
    GoodwordError,
    NotFoundError,
    UnavailableError,
)
from referrals.model.words.wording import ENGLISH, languages, wording_for

EXIT_CODES: dict[type[GoodwordError], int] = {
    NotFoundError: 3,
    ConflictError: 4,
    UnavailableError: 5,
}

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Stack = Annotated[str, typer.Option("--stack", help="A deployed stack; without it the local one.")]


def _spoken(tag: str) -> str:
    """The nearest language that we speak: `de` for `de-AT`."""
    near = wording_for(tag).tag
    if near == ENGLISH and tag[:2].lower() != ENGLISH:
        raise typer.BadParameter(f"use one of {', '.join(languages())}")
    return near


Language = Annotated[
    str, typer.Option("--language", callback=_spoken, help="What people are told, in this one.")
]

console = Console()
errors = Console(stderr=True)


def show(data: Any, *, as_json: bool, human: Callable[[], None]) -> None:
    """`data` as JSON, or whatever `human` prints."""
    note_ids(data)
    if as_json:
        sys.stdout.write(json.dumps(data, indent=2, default=str) + "\n")
    else:
        human()


@contextmanager
def life(text: str) -> Iterator[None]:
    """On a terminal something that moves while a long step lasts; nothing anywhere else."""
    with errors.status(f"{text} ..."):
        yield


def command_line(*words: str) -> str:
    """A command of ours as it is to be typed here: by its path where a shell wouldn't find it."""
    name = "goodword" if shutil.which("goodword") else ".venv/bin/goodword"
    return f"{name} {shlex.join(words)}"


@contextmanager
def explain_errors() -> Iterator[None]:
    """Turns our errors into a message with its remedy and the documented exit code."""
    try:
        yield
        end_change(DONE)
    except typer.Exit as ended:
        end_change(f"exit_{ended.exit_code}" if ended.exit_code else DONE)
        raise
    except Exception as error:
        known = known_error(error)
        end_change(known.code if known else UNEXPECTED_END)
        if known is None:
            raise
        raise typer.Exit(tell_error(known)) from error
    except BaseException:
        end_change(UNEXPECTED_END)
        raise


def tell_error(error: Exception) -> int:
    """Says it in one sentence, whatever it is; the exit code that goes with it."""
    known = known_error(error)
    if known is None:
        where = write_details(error)
        text = f"a mistake of ours ({type(error).__name__}); its details were written to {where}."
        errors.print(f"[red]unexpected[/red] {escape(text)}", highlight=False, soft_wrap=True)
        return UNEXPECTED
    text = f"[red]{known.code}[/red] {escape(str(known))}"
    errors.print(text, highlight=False, soft_wrap=True)
    return next((c for family, c in EXIT_CODES.items() if isinstance(known, family)), 1)
