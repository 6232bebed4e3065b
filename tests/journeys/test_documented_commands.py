"""Every command of README.md and docs, typed as it stands, in order, on a fresh stack."""

import os
import re
import shlex
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.command_process import run_command
from tests.journeys.doc_command import (
    NOT_RUN,
    commands_of,
    documented_commands,
    why_not_run,
)
from tests.local_stack import RUN, LocalStack
from tests.template import ROOT

ID = re.compile(r"\b(adv|rdm|nte|clm)_[0-9a-z]{20,}")
ELLIPSIS = re.compile(r"\b(adv|rdm|nte|clm)_(?:\.\.\.|…)")
SHELL = re.compile(r"[$|;&<>*?~`(){}]")
"""What a shell does something with."""
EXPLAIN = re.compile(r"goodword explain \S+ \S+ (\S+)")
FILES = {
    "partners.csv": "email,first_name,code,balance\nada@example.com,Ada,Ada_L,12.50\n",
    "customers.csv": "Email,Total Orders\nold-1@example.com,2\n",
    "orders.csv": "email,created at\nold-2@example.com,2026-01-05\n",
}
MORE_IS_LEFT = 5


class Terminal:
    """A shell in a copy of the checkout, in which `goodword` is this code on the test's stack."""

    def __init__(self, stack: LocalStack, folder: Path) -> None:
        self.stack, self.folder = stack, folder
        facts = stack.stack_facts
        self.ids = {"adv": str(facts["demo"]["advocate_id"])}
        self.order = ""
        self.environment = {
            **os.environ,
            **stack.environment,
            "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "URL": str(facts["url"]),
            "KEY": str(facts["api_key"]),
            "CURL_HOME": str(folder),
        }
        self._furnish()

    def _furnish(self) -> None:
        for entry in ROOT.iterdir():
            if entry.name not in (".git", ".local", ".venv"):
                (self.folder / entry.name).symlink_to(entry)
        for place in (self.folder / "bin", self.folder / ".venv/bin"):
            place.mkdir(parents=True)
            command = place / "goodword"
            command.write_text(f"#!{sys.executable}\n{RUN}\n")
            command.chmod(0o755)
        # A refusal over HTTP fails as a command does.
        (self.folder / ".curlrc").write_text("fail-with-body\n")
        for name, text in FILES.items():
            (self.folder / name).write_text(text)
        (self.folder / "proposed.yaml").write_text((ROOT / "program.yaml").read_text())

    def type(self, text: str) -> subprocess.CompletedProcess[str]:
        typed = self.filled_in(text)
        plain = typed.startswith("goodword ") and not SHELL.search(typed)
        if plain and not typed.startswith("goodword local"):
            done = run_command(shlex.split(typed)[1:], self.folder, self.environment)
        else:
            done = subprocess.run(
                ["bash", "-c", typed],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                timeout=300,
            )
        self.ids |= {found[1]: found[0] for found in ID.finditer(done.stdout)}
        if found := EXPLAIN.search(done.stdout):
            self.order = found[1]
        return done

    def filled_in(self, text: str) -> str:
        """What a reader puts in place of an ellipsis: what the command before printed."""
        text = ELLIPSIS.sub(lambda found: self.ids.get(found[1], found[0]), text)
        day = f"{self.stack.now + timedelta(days=25):%F}"
        return text.replace("2026-12-24", day).replace("ORDER", self.order)


@pytest.mark.stack
def test_every_documented_command_works_as_written(stack: LocalStack, tmp_path: Path) -> None:
    terminal = Terminal(stack, tmp_path)
    # What some of them spend.
    gift = f"{terminal.ids['adv']} 900 --reference documented --reason docs --by docs"
    stack.goodword("goodwill", "give", "friends", *gift.split())
    # Time moves last: whatever comes after it finds another day.
    found = sorted(documented_commands(), key=lambda each: "clock forward" in each.text)

    failed = []
    for command in found:
        if why_not_run(command):
            continue
        done = terminal.type(command.text)
        if done.returncode not in (0, MORE_IS_LEFT * ("customers history" in command.text)):
            said = f"{done.stdout}{done.stderr}"[-600:]
            failed.append(f"{command.page}: {command.text}\n  {done.returncode}: {said}")

    assert not failed, "\n".join(failed)


def test_every_reason_not_to_run_is_needed() -> None:
    idle = [
        part
        for part in NOT_RUN
        if not any(part in command.words for command in documented_commands())
    ]

    assert idle == []


def test_every_line_of_a_block_is_a_command() -> None:
    odd = [
        command
        for command in documented_commands()
        if not re.match(r"(goodword|curl|make|python|sam|export) ", command.words)
    ]

    assert odd == []


def test_a_test_that_is_named_as_the_reason_exists() -> None:
    named = {name for why in NOT_RUN.values() for name in re.findall(r"tests/\S+\.py", why)}

    assert [name for name in named if not (ROOT / name).exists()] == []


def test_a_command_may_go_on_over_lines() -> None:
    block = "goodword a \\\n  --b     # remark\ncurl -d '{\n  \"a\": 1}'\n"

    assert list(commands_of(block)) == ["goodword a    --b", "curl -d '{\n  \"a\": 1}'"]
