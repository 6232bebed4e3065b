"""What modules and enum members say about themselves."""

import ast

from tests.house.tree import ALL, CODE, complaint, modules

ENUMS = {"StrEnum", "Enum", "IntEnum"}


def test_a_module_opens_with_what_it_is() -> None:
    silent = [
        module.name
        for module in modules(*ALL)
        if module.path.name != "__init__.py" and not ast.get_docstring(module.tree)
    ]

    assert not silent, complaint(
        "A module opens with one to three sentences: what this noun is, what this step promises.",
        silent,
    )


def test_every_enum_member_says_what_it_means() -> None:
    silent = [
        f"{module.name}:{member.lineno}"
        for module in modules(*CODE)
        for kind in module.classes()
        if ENUMS & {ast.unparse(parent) for parent in kind.bases}
        for member, after in zip(kind.body, [*kind.body[1:], None], strict=True)
        if isinstance(member, ast.Assign) and not is_text(after)
    ]

    assert not silent, complaint("A sentence goes below each member of an enum.", silent)


def is_text(node: ast.stmt | None) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
