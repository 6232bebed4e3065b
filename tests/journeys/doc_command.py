"""What README.md and docs tell people to type, and why some of it isn't run by a test."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.template import ROOT

FENCE = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)
INDENTED = re.compile(r"(?:^    (?:goodword|make|python) .*\n)+", re.M)
# The rest of a line behind two blanks and a `#` is a remark.
REMARK = re.compile(r"\s+# .*$")
FIRST = ("README.md", "docs/journey.md", "docs/api.md")


@dataclass(frozen=True, slots=True)
class DocumentedCommand:
    page: str
    text: str
    """As it stands there, its lines joined."""

    @property
    def words(self) -> str:
        return self.text.removeprefix(".venv/bin/")


NOT_RUN = {
    "make dev": "the stack of these tests is brought up by the command behind it",
    "make test": "this very run",
    "make build": "tests/house/test_artifacts.py looks at what it makes",
    "make deploy": "takes an AWS account",
    "make mutants": "takes hours",
    "--stack goodword-": "takes an AWS account",
    "python -m pytest": "a part of this very run",
    "python -m tests.shops.event": "writes into events/; tests/functions reads what it wrote",
    "sam local invoke": "takes Docker; tests/functions/test_runtime_interface.py does the same",
    "source add friends stripe --store": "takes an account there; tests/cli/test_source.py",
    "source connect friends stripe": "takes an account there; tests/cli/test_source_connect.py",
    "goodword source add friends shopify --store": "asks for a credential; the stack has one",
    "goodword codes import": "the stack's shop makes its codes; tests/cli/test_codes.py",
    "goodword todo done": "nothing waits for hands on a fresh stack; tests/cli/test_todo.py",
    "goodword staff remove-passkeys": "nobody has one on a fresh stack; tests/cli/test_staff.py",
    "goodword staff require-passkeys": "others come to the same desk; tests/cli/test_staff.py",
    "goodword stories show": "its photo is somebody's; tests/cli/test_stories.py",
    "goodword stories approve": "nothing waits to be read; tests/cli/test_stories.py",
    "goodword stories decline": "nothing waits to be read; tests/cli/test_stories.py",
    "goodword answers reply": "nobody has answered yet; tests/cli/test_listening.py",
    "goodword suggestions answer": "nobody has suggested anything; tests/cli/test_listening.py",
    "goodword suggestions decide": "nobody has suggested anything; tests/cli/test_listening.py",
    "goodword experiment show": "none runs on a fresh stack; tests/cli/test_experiment.py",
    "goodword experiment end": "none runs on a fresh stack; tests/cli/test_experiment.py",
    "python -m bench.verdicts": "takes minutes; tests/model/experiment/test_comparison.py",
}
"""By how a command begins, or what it has in it."""


def pages() -> list[Path]:
    """Those that a newcomer reads come first, in that order."""
    docs = ROOT / "docs"
    found = [ROOT / "README.md", *docs.glob("*.md"), *docs.glob("algorithms/*.md")]
    names = {str(path.relative_to(ROOT)): path for path in found}
    order = [*FIRST, *sorted(set(names) - set(FIRST))]
    return [names[name] for name in order]


def documented_commands() -> list[DocumentedCommand]:
    return [
        DocumentedCommand(str(path.relative_to(ROOT)), text)
        for path in pages()
        for block in _blocks(path.read_text())
        for text in commands_of(block)
    ]


def why_not_run(command: DocumentedCommand) -> str:
    """Empty for what is run."""
    return next((why for part, why in NOT_RUN.items() if part in command.words), "")


def commands_of(block: str) -> Iterator[str]:
    """One after the other: a line that ends with a backslash, or within quotes, goes on."""
    text = ""
    for line in block.splitlines():
        plain = REMARK.sub("", line)
        text = f"{text}\n{plain}" if text else plain.strip()
        if text.endswith("\\") or text.count("'") % 2:
            continue
        if command := text.replace("\\\n", " ").strip():
            yield command
        text = ""


def _blocks(text: str) -> Iterator[str]:
    yield from (found[1] for found in FENCE.finditer(text))
    yield from (found[0] for found in INDENTED.finditer(text))
