"""How large things may be: small enough to be read in one go."""

import ast
import re
from statistics import median

import pytest

from tests.house.tree import ALL, CODE, ROOT, Module, complaint, modules
from tests.template import resources

LONGEST_FILE = 250
LONGEST_APP = 80
LONGEST_DOOR = 120
LONGEST_FUNCTION = 40
LONGEST_BLOCK = 40
MOST_POSITIONAL = 4


def lines(node: ast.AST) -> int:
    return (getattr(node, "end_lineno", 0) or 0) - getattr(node, "lineno", 0) + 1


def most_lines(module: Module) -> int:
    if module.name.startswith("functions/"):
        return LONGEST_APP
    if "/edge/" in module.name:
        return LONGEST_DOOR
    return LONGEST_FILE


def test_files_stay_small() -> None:
    too_long = [
        f"{module.name}: {length} lines, {most} at most"
        for module in modules(*ALL)
        if (length := len(module.text.splitlines())) > (most := most_lines(module))
    ]

    assert not too_long, complaint("A file that long is two: which two nouns is it?", too_long)


def test_functions_stay_small() -> None:
    too_long = [
        f"{module.name}:{function.lineno} {function.name}: {lines(function)} lines"
        for module in modules(*ALL)
        for function in module.functions()
        if lines(function) > LONGEST_FUNCTION
    ]

    assert not too_long, complaint(
        f"A function has {LONGEST_FUNCTION} lines at most: give a part of it a name.", too_long
    )


def test_the_usual_file_and_function_are_shorter_still() -> None:
    files = [len(module.text.splitlines()) for module in modules(*CODE) if module.text.strip()]
    functions = [lines(function) for module in modules(*CODE) for function in module.functions()]

    assert median(files) <= 100
    assert median(functions) <= 10


def test_nothing_takes_more_than_four_positional_arguments() -> None:
    many = [
        f"{module.name}:{function.lineno} {function.name}"
        for module in modules(*CODE)
        for function in module.functions()
        if positional(function) > MOST_POSITIONAL
    ]

    assert not many, complaint(
        f"{MOST_POSITIONAL} positional arguments at most: put a `*` before the rest.", many
    )


def positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    # A command's parameters are its options: Typer passes them by name.
    if any("command" in ast.unparse(mark) for mark in function.decorator_list):
        return 0
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len([name for name in names if name not in ("self", "cls")])


def test_a_function_folder_holds_one_python_file() -> None:
    for folder in sorted((ROOT / "functions").iterdir()):
        if folder.is_dir():
            assert [path.name for path in folder.rglob("*.py")] == ["app.py"]


@pytest.mark.parametrize("name", resources("AWS::Serverless::Function"))
def test_a_function_s_template_block_stays_short(name: str) -> None:
    text = (ROOT / "template.yaml").read_text().splitlines()
    start = next(n for n, line in enumerate(text) if line.startswith(f"  {name}:"))
    after = (n for n, line in enumerate(text) if n > start and re.match(r" {0,2}[^ ]", line))

    assert next(after) - start <= LONGEST_BLOCK
