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
    def dotted_name(self) -> str:
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

    def uses(self) -> set[str]:
        """What it imports and then names in a function, other than as a type: `room.file.name`."""
        names: dict[str, str] = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                names |= {alias.asname or alias.name: alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        inside = {node for function in self.functions() for node in ast.walk(function)}
        used = set()
        for node in inside - types_in(self.nodes):
            match node:
                case ast.Name(id=name) if name in names:
                    used.add(names[name])
                case ast.Attribute(value=ast.Name(id=name), attr=part) if name in names:
                    used.add(f"{names[name]}.{part}")
        return used

    def public(self) -> set[str]:
        """The functions, classes and constants that others may import of it."""
        found = set()
        for node in self.tree.body:
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                    found.add(name)
                case ast.Assign(targets=[ast.Name(id=name)]):
                    found.add(name)
                case ast.AnnAssign(target=ast.Name(id=name)):
                    found.add(name)
        return {f"{self.dotted_name}.{name}" for name in found if not name.startswith("_")}

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def classes(self) -> Iterator[ast.ClassDef]:
        return (node for node in self.nodes if isinstance(node, ast.ClassDef))


def types_in(nodes: Iterable[ast.AST]) -> set[ast.AST]:
    """Everything that stands where a type is named."""
    places: list[ast.expr | None] = []
    for node in nodes:
        match node:
            case ast.FunctionDef(returns=kind) | ast.AsyncFunctionDef(returns=kind):
                places.append(kind)
            case ast.arg(annotation=kind) | ast.AnnAssign(annotation=kind):
                places.append(kind)
    return {inner for place in places if place for inner in ast.walk(place)}


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
