"""docs/errors.md, read off the code: every error with its family, status and remedy."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from referrals.edge.http import STATUS, status_of
from referrals.model.errors import GoodwordError

HEAD = """\
# Errors

<!-- Made by `make docs`; change the errors themselves. -->

Every error has a stable `code` for programs, and words for people that may change. Over HTTP it is
an [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) problem whose `type` is
`urn:goodword:error:<code>`; `field` names what to look at and `remedy` says what to do. The command
line prints the same and ends with 1 (refused), 3 (not found), 4 (conflict) or 5 (unavailable).
`…` stands for what the message names; some remedies depend on the case.

"""
FAMILIES = {
    "NotFoundError": "Nothing has that name.",
    "RefusedError": "The caller must change something first.",
    "ConflictError": "Somebody else was first.",
    "UnavailableError": "Try again, perhaps after `retry_after_seconds`.",
}
TAIL = """
## Unexpected

| code | status | says | remedy |
|---|---|---|---|
| `unexpected` | 500 | Something went wrong on our side; nothing was lost. | Try again. |
"""


def error_page(root: Path) -> str:
    """The whole page, the same for the same code."""
    messages = dict(_messages(root))
    leaves = {leaf.code: leaf for leaf in _leaves(GoodwordError) if leaf not in STATUS}
    sections = [_section(family, leaves, messages) for family in STATUS]
    return HEAD + "\n".join(sections) + TAIL


def _section(
    family: type[GoodwordError],
    leaves: dict[str, type[GoodwordError]],
    messages: dict[str, tuple[str, str]],
) -> str:
    lines = [f"## {family.__name__}", "", FAMILIES[family.__name__], ""]
    lines += ["| code | status | says | remedy |", "|---|---|---|---|"]
    members = {family.code: family} | {c: e for c, e in leaves.items() if issubclass(e, family)}
    for code, leaf in sorted(members.items()):
        says, remedy = messages.get(leaf.__name__, ("", ""))
        if not says.strip("… "):
            says = (leaf.__doc__ or "").strip().partition("\n")[0]
        status = int(status_of(leaf.__new__(leaf)))
        lines.append(f"| `{code}` | {status} | {says} | {remedy} |")
    return "\n".join(lines) + "\n"


def _messages(root: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """What each error says where it is first raised, with `…` for what is filled in."""
    for path in sorted(_sources(root), reverse=True):
        tree = ast.parse(path.read_text())
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in reversed(calls):
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if name.endswith("Error") and call.args:
                remedies = [word.value for word in call.keywords if word.arg == "remedy"]
                yield name, (_text(call.args[0]), _text(remedies[0]) if remedies else "")


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text.replace("|", "\\|").replace("\n", " ")
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) for part in parts).strip()
        case _:
            return "…"  # What a variable says can't be read off the code.


def _leaves(family: type[GoodwordError]) -> Iterator[type[GoodwordError]]:
    for child in family.__subclasses__():
        yield child
        yield from _leaves(child)


def _sources(root: Path) -> Iterator[Path]:
    """Every module that may define or raise one, imported on the way."""
    for folder in (root / "layers/domain", root / "cli"):
        for path in folder.rglob("*.py"):
            name = ".".join(path.relative_to(folder).with_suffix("").parts)
            importlib.import_module(name.removesuffix(".__init__"))
            yield path
