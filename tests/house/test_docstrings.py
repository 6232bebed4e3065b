"""What modules and enum members say about themselves."""

import ast

import pytest

from tests.house.tree import ALL, CODE, Module, modules

ENUMS = {"StrEnum", "Enum", "IntEnum"}


@pytest.mark.parametrize(
    "module",
    [module for module in modules(*ALL) if module.path.name != "__init__.py"],
    ids=lambda module: module.name,
)
def test_a_module_opens_with_what_it_is(module: Module) -> None:
    assert ast.get_docstring(module.tree)


@pytest.mark.parametrize("module", modules(*CODE), ids=lambda module: module.name)
def test_every_enum_member_says_what_it_means(module: Module) -> None:
    silent = [
        f"{module.name}:{member.lineno}"
        for kind in module.classes()
        if ENUMS & {ast.unparse(parent) for parent in kind.bases}
        for member, after in zip(kind.body, [*kind.body[1:], None], strict=True)
        if isinstance(member, ast.Assign) and not is_text(after)
    ]

    assert silent == []


def is_text(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
