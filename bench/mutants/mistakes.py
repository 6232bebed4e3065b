"""Small mistakes, one at a time, in a module's syntax tree: what somebody could have typed.

Left alone: docstrings, type annotations, decorators, the words of an assertion, and prose (text
with a space and a small letter in it), which a person judges.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_LOOPS = {ast.Break: ast.Continue, ast.Continue: ast.Break}
_TYPED = ("annotation", "returns", "type_params", "decorator_list")
_PROSE = re.compile(r" .*[a-z]|[a-z].* ", re.DOTALL)
Place = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class Mistake:
    line: int
    text: str
    """The line, without its indentation."""
    before: str
    after: str
    tree: ast.Module
    """The whole module with the mistake in it."""

    @property
    def words(self) -> str:
        """As it is named in the list of those that change nothing: line numbers move."""
        return f"{self.text} | {self.before} -> {self.after}"


def mistakes(source: str) -> Iterator[Mistake]:
    """Every mistake in the order of the text, each in a tree of its own."""
    lines = source.splitlines()
    for place, node in _nodes(ast.parse(source), ()):
        for changed in _changes(node):
            tree = ast.parse(source)
            _put(tree, place, ast.copy_location(changed, node))
            ast.fix_missing_locations(tree)
            line = getattr(node, "lineno", 0) or getattr(node, "target").lineno  # noqa: B009
            yield Mistake(
                line, lines[line - 1].strip(), _source_line(node), _source_line(changed), tree
            )


def _nodes(node: ast.AST, place: Place) -> Iterator[tuple[Place, ast.AST]]:
    yield place, node
    for field, value in ast.iter_fields(node):
        if field in _TYPED or (isinstance(node, ast.Assert) and field == "msg"):
            continue
        for position, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST) and not _docstring(child):
                yield from _nodes(child, (*place, (field, position)))


def _docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _put(tree: ast.Module, place: Place, changed: ast.AST) -> None:
    parent: ast.AST = tree
    for field, position in place[:-1]:
        value = getattr(parent, field)
        parent = value if position is None else value[position]
    field, position = place[-1]
    if position is None:
        setattr(parent, field, changed)
    else:
        getattr(parent, field)[position] = changed


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, [operator], others) if type(operator) in _COMPARISONS:
            yield ast.Compare(left, [_COMPARISONS[type(operator)]()], others)
        case ast.Compare(left, [first, second], others):
            yield ast.Compare(left, [_COMPARISONS[type(first)](), second], others)
            yield ast.Compare(left, [first, _COMPARISONS[type(second)]()], others)
        case ast.BinOp(left, operator, right) if type(operator) in _OPERATORS:
            yield ast.BinOp(left, _OPERATORS[type(operator)](), right)
        case ast.AugAssign(target, operator, value) if type(operator) in _OPERATORS:
            yield ast.AugAssign(target, _OPERATORS[type(operator)](), value)
        case ast.BoolOp(operator, values):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield ast.BoolOp(other, values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.Constant(value):
            yield from _other_values(value)
        case ast.Break() | ast.Continue():
            yield _LOOPS[type(node)]()
        case ast.If(test, body, otherwise):
            if _bare(test):
                yield ast.If(ast.UnaryOp(ast.Not(), test), body, otherwise)
        case ast.IfExp(test, body, otherwise) if _bare(test):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), test), body, otherwise)
        case ast.comprehension(target, source, [test], 0) if _bare(test):
            yield ast.comprehension(target, source, [ast.UnaryOp(ast.Not(), test)], 0)


def _bare(test: ast.AST) -> bool:
    """A condition that no other mistake turns round."""
    return isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.NamedExpr)


def _other_values(value: object) -> Iterator[ast.Constant]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int() | float():
            yield ast.Constant(value + 1)
        case str() if not _PROSE.search(value):
            yield ast.Constant(f"{value}XX" if value else "XX")


def _source_line(node: ast.AST) -> str:
    """The node's first line, as it is written."""
    if isinstance(node, ast.comprehension):
        return " ".join(f"if {ast.unparse(test)}" for test in node.ifs)
    return ast.unparse(ast.fix_missing_locations(node)).splitlines()[0]
