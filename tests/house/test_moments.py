"""Moments: a datetime inside, a number only where it is stored, signed or sent."""

import ast
from collections.abc import Iterator

from tests.house.tree import Module, modules

NUMBERS = {"int", "float"}
MOMENTS = {"now", "moment", "at"}
# What platforms send and are asked with is read and written there.
WIRE = ("layers/domain/referrals/providers/shops/", "layers/domain/referrals/edge/")
HINT = "a moment is an aware datetime; epochs are spelled where an item, a token or a body is"


def annotations(module: Module) -> Iterator[tuple[int, str, ast.expr | None]]:
    """Every name that says what it is: parameters, attributes, and what functions return."""
    for node in ast.walk(module.tree):
        match node:
            case ast.arg(arg=name, annotation=kind):
                yield node.lineno, name, kind
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind):
                yield node.lineno, name, kind
            case ast.FunctionDef(name=name, returns=kind):
                yield node.lineno, name, kind


def is_number(kind: ast.expr | None) -> bool:
    found = ast.walk(kind) if kind else ()
    return any(isinstance(each, ast.Name) and each.id in NUMBERS for each in found)


def test_a_moment_is_never_a_number() -> None:
    wrong = [
        f"{module.name}:{line} {name}: {HINT}"
        for module in modules()
        if not module.name.startswith(WIRE)
        for line, name, kind in annotations(module)
        if (name.endswith("_at") or name in MOMENTS) and is_number(kind)
    ]

    assert wrong == []


def test_a_step_is_told_the_moment_by_name() -> None:
    wrong = [
        f"{module.name}:{step.lineno} {step.name}: write `verb(what, desk, *, now, ...)`"
        for module in modules("layers")
        if module.name.startswith("layers/domain/referrals/steps/")
        for step in module.tree.body
        if isinstance(step, ast.FunctionDef) and not step.name.startswith("_")
        if any(each.arg == "now" for each in step.args.args)
    ]

    assert wrong == []
