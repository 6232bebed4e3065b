"""Compiles a page's Jinja template for `edge/light_template`: the few forms that such pages use.

What it doesn't know it refuses, so that no page is ever half there.
"""

import json
from pathlib import Path
from typing import Any

from jinja2 import Environment, nodes

# How the pages' own environment reads a template, too: see edge/page.
SYNTAX = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)


class UncompilableError(Exception):
    """A form that light pages don't have."""


def compiled_page(folder: Path, name: str) -> str:
    """The template with what it extends, as JSON."""
    tree = _tree(folder, name)
    blocks = {block.name: block for block in tree.find_all(nodes.Block)}
    parent = tree.find(nodes.Extends)
    if parent is not None:
        tree = _tree(folder, parent.template.as_const())
    lines = (json.dumps(step, ensure_ascii=False) for step in _steps(tree.body, blocks))
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _tree(folder: Path, name: str) -> nodes.Template:
    return SYNTAX.parse((folder / name).read_text())


def _steps(body: list[nodes.Node], blocks: dict[str, nodes.Block]) -> list[Any]:
    steps: list[Any] = []
    for node in body:
        for step in _step(node, blocks):
            if isinstance(step, str) and steps and isinstance(steps[-1], str):
                steps[-1] += step
            else:
                steps.append(step)
    return steps


def _step(node: nodes.Node, blocks: dict[str, nodes.Block]) -> list[Any]:
    match node:
        case nodes.Output(nodes=parts):
            return [_output(part) for part in parts]
        case nodes.Block(name=name):
            return _steps(blocks.get(name, node).body, blocks)
        case nodes.If(test=test, body=body, elif_=others, else_=rest):
            for other in reversed(others):
                rest = [nodes.If(other.test, other.body, [], rest)]
            return [["if", _value(test), _steps(body, blocks), _steps(rest, blocks)]]
        case nodes.For(target=nodes.Name(name=name), iter=many, body=body, else_=[]):
            return [["for", name, _value(many), _steps(body, blocks)]]
    raise UncompilableError(f"line {node.lineno}: {type(node).__name__}")


def _output(part: nodes.Node) -> Any:
    return part.data if isinstance(part, nodes.TemplateData) else ["write", _value(part)]


def _value(node: nodes.Node) -> list[Any]:
    match node:
        case nodes.Name(name=name):
            return ["get", name]
        case nodes.Getattr(node=inner, attr=attr):
            found = _value(inner)
            if found[0] == "get":
                return [*found, attr]
        case nodes.Or(left=left, right=right):
            return ["or", _value(left), _value(right)]
        case nodes.And(left=left, right=right):
            return ["and", _value(left), _value(right)]
        case nodes.Not(node=inner):
            return ["not", _value(inner)]
        case nodes.Compare(expr=left, ops=[nodes.Operand(op="eq", expr=nodes.Const(value=value))]):
            return ["equal", _value(left), value]
    raise UncompilableError(f"line {node.lineno}: {type(node).__name__}")
