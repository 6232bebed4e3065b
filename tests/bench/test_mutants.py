"""The mistakes that are planted: which there are, and what is left alone."""

import ast
import importlib
import sys
from pathlib import Path

import pytest

from bench.mutants.child import MistakeLoader
from bench.mutants.mistakes import mistakes
from bench.mutants.targets import EQUIVALENT, TARGETS
from tests.template import ROOT


def mutations_of(line: str) -> set[str]:
    """What the mistakes make of one line."""
    return {ast.unparse(mistake.tree) for mistake in mistakes(line)}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("a < b", {"a <= b"}),
        ("a <= b <= c", {"a < b <= c", "a <= b < c"}),
        ("a is not b", {"a is b"}),
        ("a in b", {"a not in b"}),
        ("a + b", {"a - b"}),
        ("a // b", {"a * b"}),
        ("a -= b", {"a += b"}),
        ("a and b", {"a or b"}),
        ("not a", {"a"}),
        ("-a", {"a"}),
        ("f(True)", {"f(False)"}),
        ("f(7)", {"f(8)"}),
        ("f('word')", {"f('wordXX')"}),
        ("f('')", {"f('XX')"}),
        ("a if b else c", {"a if not b else c"}),
        ("[a for a in b if a]", {"[a for a in b if not a]"}),
        ("assert a > b, 'a' + 'b'", {"assert a >= b, 'a' + 'b'"}),
        ("f('Some prose for people.')", set()),
        ("f('EUR USD')", {"f('EUR USDXX')"}),
        ("'a docstring'", set()),
        ("a: 'Word'", set()),
        ("f(None)", set()),
    ],
)
def test_a_line_gets_its_mistakes(line: str, wrong: set[str]) -> None:
    assert mutations_of(line) == wrong


def test_branches_and_loops_are_turned_round() -> None:
    source = "while x:\n    if f(x):\n        break\n"

    assert mutations_of(source) == {
        "while x:\n    if not f(x):\n        break",
        "while x:\n    if f(x):\n        continue",
    }


def test_decorators_and_types_are_left_alone() -> None:
    source = "@d(slots=True)\ndef f(a: Literal['b']) -> Literal['c']:\n    return a\n"

    assert mutations_of(source) == set()


def test_one_module_is_imported_with_its_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "right_module.py").write_text("ANSWER = 42\n")
    (tmp_path / "other_module.py").write_text("from right_module import ANSWER\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    (mistake,) = mistakes("ANSWER = 42\n")
    monkeypatch.setattr(
        "sys.meta_path", [MistakeLoader("right_module", mistake.tree), *sys.meta_path]
    )

    assert importlib.import_module("other_module").ANSWER == 43
    for name in ("right_module", "other_module"):
        monkeypatch.delitem(sys.modules, name)


def test_every_target_has_its_module_and_tests() -> None:
    for target in TARGETS:
        path = f"layers/domain/{target.module.replace('.', '/')}.py"
        assert [name for name in (path, *target.tests) if not (ROOT / name).exists()] == []


def test_whatever_changes_nothing_is_there_still() -> None:
    """A line that was rewritten since takes its excuse with it."""
    for module, excuses in EQUIVALENT.items():
        source = (ROOT / f"layers/domain/{module.replace('.', '/')}.py").read_text()
        assert {*excuses} <= {mistake.words for mistake in mistakes(source)}
        assert all(excuses.values())
