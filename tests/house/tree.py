"""The project's own Python, parsed once, for the rules of the house."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("layers", "functions", "cli")
ALL = (*CODE, "tests", "bench")


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def name(self) -> str:
        """Where it lies, as people write it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def dotted(self) -> str:
        """How it is imported, where it lies below `layers/domain`."""
        below = self.name.removeprefix("layers/domain/").removesuffix(".py")
        return below.removesuffix("/__init__").replace("/", ".")

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Of the whole tree: most rules look at each, so it is walked once."""
        return tuple(ast.walk(self.tree))

    def imports(self) -> Iterator[str]:
        """Every module it imports, at the top or inside a function, for types or for real."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name} imports relatively"
                yield node.module or ""
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def classes(self) -> Iterator[ast.ClassDef]:
        return (node for node in self.nodes if isinstance(node, ast.ClassDef))


def complaint(hint: str, offenders: Iterable[object]) -> str:
    """What a broken rule says: how to keep it, and everything that doesn't."""
    return "\n".join([hint, *(f"  {each}" for each in offenders)])


@cache
def modules(*rooms: str) -> tuple[Module, ...]:
    """Every module below `rooms` that is ours: no build output, nothing hidden."""
    found = []
    for room in rooms or CODE:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).parts
            if not any(part.startswith(".") or part == "__pycache__" for part in parts):
                found.append(module_at(path))
    return tuple(found)


@cache
def module_at(path: Path) -> Module:
    return Module(path)
